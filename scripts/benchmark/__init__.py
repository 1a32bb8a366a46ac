"""The parts of `scripts/bench.py`: its data, its servers, its load, its figures."""
