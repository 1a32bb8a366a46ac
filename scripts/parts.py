"""Runs a verb's parts one after another, each under a heading, and says how it went."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BACKEND = ROOT / "backend"
FRONTEND = ROOT / "frontend"


@dataclass(frozen=True)
class Part:
    """One command: what it is called, what runs, and where."""

    title: str
    command: Sequence[str]
    directory: Path = ROOT


def python(*arguments: str) -> list[str]:
    """A command of this environment's Python."""
    return [sys.executable, *arguments]


def tool(name: str) -> str:
    """A program installed beside this environment's Python."""
    return str(Path(sys.executable).with_name(name))


def npm(script: str) -> list[str]:
    """A script of the client's package.json."""
    return ["npm", "run", "--silent", script]


def run_parts(parts: Sequence[Part], *, stop_at_first: bool) -> int:
    """Run them; 0 when every one succeeded. A summary names those that did not."""
    failed: list[str] = []
    for number, part in enumerate(parts, start=1):
        print(f"\n━━ {number}/{len(parts)} {part.title}", flush=True)
        begun = time.monotonic()
        status = subprocess.run(part.command, cwd=part.directory, check=False).returncode
        print(f"── {'passed' if status == 0 else 'FAILED'} in {time.monotonic() - begun:.1f} s", flush=True)
        if status != 0:
            failed.append(part.title)
            if stop_at_first:
                break
    print(f"\nFailed: {', '.join(failed)}" if failed else f"\nAll {len(parts)} parts passed.", flush=True)
    return 1 if failed else 0
