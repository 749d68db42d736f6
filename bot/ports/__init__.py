"""Protocols of the core, which storage and the platforms implement."""
