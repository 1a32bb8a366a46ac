"""Judgements of our own, where no tool makes them."""
