"""Lines as people type them, and what must come of each."""
