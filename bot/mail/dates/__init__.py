"""Moments that a text names."""
