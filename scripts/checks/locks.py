"""The lock files name no host and no place of one machine, so they work with any registry."""

import json
import re
import sys

from scripts.parts import ROOT

CLIENT_LOCKS = (
    ROOT / "frontend" / "package-lock.json",
    ROOT / "scripts" / "benchmark" / "express" / "package-lock.json",
)
TELLING = re.compile(r"https?://|--(extra-)?index-url|--find-links|file:|^\s*#.*\s/", re.MULTILINE)


def main() -> int:
    """The exit status; every finding on a line of its own."""
    found: list[str] = []
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        found += [f"{lock.name}: {match[0].strip()}" for match in TELLING.finditer(text)]
        pins = re.findall(r"^[a-z0-9].*==", text, re.MULTILINE | re.IGNORECASE)
        if len(pins) > text.count(" \\\n    --hash="):
            found.append(f"{lock.name}: a package without a hash")
    for lock in CLIENT_LOCKS:
        shown = lock.relative_to(ROOT)
        for name, package in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
            if "resolved" in package:
                found.append(f"{shown}: {name} has a `resolved` address (npm config: omit-lockfile-registry-resolved)")
            if name and "integrity" not in package and not package.get("link") and not package.get("inBundle"):
                found.append(f"{shown}: {name} has no integrity hash")
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
