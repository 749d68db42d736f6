"""Decides the kind of a mail, by phrases and what overrules what."""
