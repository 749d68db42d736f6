"""Reminders on a user's screen at Slack."""

from __future__ import annotations

from tests.fakes.slack.client import Client

ACME = "Follow up with Acme"


def nudges(client: Client) -> list[str]:
    """Returns the titles of the nudges on a user's screen, newest first."""
    pages = [client.page(message) for message in client.screen if message.metadata]
    return [page.whole.title for page in pages]
