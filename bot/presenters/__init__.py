"""What is shown: cards, digests and group posts as messages."""
