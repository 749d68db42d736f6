"""An application: its history and what it amounts to."""
