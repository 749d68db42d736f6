"""Files of applications, read."""
