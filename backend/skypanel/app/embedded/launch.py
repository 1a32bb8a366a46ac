"""Becomes a PostgreSQL program: settles who it runs as and that it ends with its parent, then executes it.

Run as a script (`python -I -S launch.py IDENTITY PARENT PROGRAM ARGUMENT…`), standard library only, because the
steps below are only safe in a process of one thread. IDENTITY is `self`, `namespace` or `UID:GID`; PARENT is the
process that must be alive, or 0 for a program that may outlive it. Exit status 120: the identity was refused.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

IDENTITY_REFUSED = 120
NOBODY = 65534
CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1


def enter_namespace(libc: ctypes.CDLL) -> None:
    """Root outside, an ordinary user inside: PostgreSQL refuses root, and the files stay root's own."""
    uid, gid = os.geteuid(), os.getegid()
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare(CLONE_NEWUSER)")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {gid} 1")


def become(identity: str, libc: ctypes.CDLL) -> None:
    """Take the identity named, for good."""
    if identity == "namespace":
        enter_namespace(libc)
    elif identity != "self":
        uid, _, gid = identity.partition(":")
        os.setgroups([])
        os.setgid(int(gid))
        os.setuid(int(uid))


def end_with(parent: int, libc: ctypes.CDLL) -> None:
    """Ask the kernel for a fast shutdown when the parent dies. After `become`, which would clear it."""
    if parent == 0:
        return
    if sys.platform == "linux":
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
    if os.getppid() != parent:
        # The parent died before the line above could notice.
        sys.exit(1)


def main(arguments: list[str]) -> None:
    """Take the identity, bind to the parent, execute. Does not return."""
    identity, parent, *command = arguments
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        become(identity, libc)
    except OSError as error:
        sys.stderr.write(f"cannot run as {identity}: {error}\n")
        sys.exit(IDENTITY_REFUSED)
    end_with(int(parent), libc)
    os.execv(command[0], command)  # noqa: S606  (the whole point of this script)


if __name__ == "__main__":
    main(sys.argv[1:])
