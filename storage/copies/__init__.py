"""Copies of everything: from a database into a backup or into another database."""
