"""The parts of `scripts/demo.py`: its checks before the start, its secrets, its child processes."""
