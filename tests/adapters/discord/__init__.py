"""The Discord adapter, against a Discord of its own."""

import tests.fakes.discord as _before_discord  # noqa: F401  # quiets what importing discord.py warns of
