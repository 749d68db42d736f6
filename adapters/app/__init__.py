"""The composition root: command line, settings, and the process that joins all parts."""
