"""Runs of identical lines in two places: one of them should be a function. Python and TypeScript alike.

Lines are compared without their indentation; blank ones, comments, imports and lone brackets do not count.
"""

import os
import re
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from scripts.checks.sources import client_files, python_files
from scripts.parts import ROOT

RUN_LINES = 12
EMPTY = re.compile(r"^(?:[\])}>;,({\[]*|#.*|//.*|/?\*.*|(?:from|import|export \{).*)$")


def main() -> int:
    """The exit status; every pair on a line of its own."""
    found = duplicates([*python_files(), *client_files()])
    print(*found, sep="\n")
    return 1 if found else 0


def duplicates(paths: list[Path]) -> list[str]:
    """Every pair of places that share at least RUN_LINES lines, each pair told once."""
    places: dict[tuple[str, ...], list[tuple[Path, int]]] = defaultdict(list)
    for path in paths:
        lines = _telling_lines(path)
        for start in range(len(lines) - RUN_LINES + 1):
            run = lines[start : start + RUN_LINES]
            places[tuple(text for _, text in run)].append((path, run[0][0]))
    told: dict[tuple[Path, Path], str] = {}
    for shared in places.values():
        for (path, line), (other, other_line) in pairwise(shared):
            here, there = os.path.relpath(path, ROOT), os.path.relpath(other, ROOT)
            told.setdefault((path, other), f"{here}:{line} and {there}:{other_line} share {RUN_LINES} lines or more")
    return sorted(told.values())


def _telling_lines(path: Path) -> list[tuple[int, str]]:
    lines = enumerate((line.strip() for line in path.read_text(encoding="utf-8").splitlines()), start=1)
    return [(number, line) for number, line in lines if not EMPTY.match(line)]


if __name__ == "__main__":
    sys.exit(main())
