"""The console: its contract with programs, and its terminal for people."""
