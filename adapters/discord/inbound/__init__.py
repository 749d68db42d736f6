"""What came from Discord, from whom and where."""
