"""The reading of a file of applications: its columns, its rows, and what they lack."""
