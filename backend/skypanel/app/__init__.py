"""Puts the product together: configuration, wiring and the processes."""
