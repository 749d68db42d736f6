"""The process: options, settings, and everything joined together."""
