"""Business days and local time."""
