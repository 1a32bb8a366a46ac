"""Soft ceilings on files and functions. The lists of exceptions only shrink."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.checks.sources import client_files, python_files
from scripts.parts import ROOT

PYTHON_FILE_LINES = 400
CLIENT_FILE_LINES = 250
FUNCTION_LINES = 40
# A path and the lines it may have today.
LARGE_FILES: dict[str, int] = {}
# `path::function` and the lines it may have today.
LONG_FUNCTIONS: dict[str, int] = {}


def main() -> int:
    """The exit status; every excess on a line of its own."""
    found = [*large_files(python_files(), PYTHON_FILE_LINES), *large_files(client_files(), CLIENT_FILE_LINES)]
    found += long_functions(python_files())
    for line in found:
        print(line)
    return 1 if found else 0


def large_files(files: Iterator[Path], ceiling: int) -> Iterator[str]:
    """Files over their ceiling."""
    for path in files:
        name = str(path.relative_to(ROOT))
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LARGE_FILES.get(name, ceiling):
            yield f"{name}: {lines} lines, {LARGE_FILES.get(name, ceiling)} are allowed"


def long_functions(files: Iterator[Path]) -> Iterator[str]:
    """Python functions over the ceiling, docstring not counted."""
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            body = node.body[1:] if ast.get_docstring(node) is not None and len(node.body) > 1 else node.body
            lines = (node.end_lineno or 0) - body[0].lineno + 1
            name = f"{path.relative_to(ROOT)}::{node.name}"
            if lines > LONG_FUNCTIONS.get(name, FUNCTION_LINES):
                yield f"{name}: {lines} lines, {LONG_FUNCTIONS.get(name, FUNCTION_LINES)} are allowed"


if __name__ == "__main__":
    sys.exit(main())
