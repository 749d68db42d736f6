"""Presents cards, digests and group posts as messages."""
