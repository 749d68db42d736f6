"""Who speaks, from where, and which application they mean."""
