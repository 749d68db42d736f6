"""Sentences and words for days, as data: one file a language."""
