"""The bot in a terminal or at a pipe, with a clock of its own."""
