"""What process trees use: processor time and memory."""

import contextlib

import psutil


def cpu_seconds(root: int) -> float:
    """User and system time of `root` and its living descendants, and of those it has outlived."""
    total = 0.0
    for process in _tree(root):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
            if process.pid == root:
                total += times.children_user + times.children_system
    return total


def resident_bytes(root: int) -> list[int]:
    """Memory of each worker below `root`, or its own if it has none, the largest first; helpers of a few megabytes
    are left out.
    """
    sizes = []
    chief, *workers = _tree(root)
    for process in workers or [chief]:
        with contextlib.suppress(psutil.NoSuchProcess):
            sizes.append(process.memory_info().rss)
    return sorted((size for size in sizes if size > 30 * 2**20), reverse=True)


def _tree(root: int) -> list[psutil.Process]:
    process = psutil.Process(root)
    return [process, *process.children(recursive=True)]
