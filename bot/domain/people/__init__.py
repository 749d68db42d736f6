"""People: their preferences, pauses and linked accounts."""
