"""Accountability groups: members, weeks and what is counted."""
