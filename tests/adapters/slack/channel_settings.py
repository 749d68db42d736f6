"""Changes to a channel at Slack that keep a bot from posting there."""

from __future__ import annotations

from tests.fakes.slack.people import Channel


def remove_the_bot(channel: Channel, bot: str) -> None:
    channel.members ^= {bot}


def restrict(channel: Channel, bot: str) -> None:
    channel.posting = None if channel.posting else {"type": ["admin"]}
