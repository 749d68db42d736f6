"""Draws a button."""

from __future__ import annotations

from adapters.slack.rendering.limits import BUTTON, Json
from adapters.slack.rendering.mrkdwn import plain_text
from bot.message import Button, ButtonStyle
from bot.texts.plain_text import cut


def draw_button(button: Button, click: str, number: int, title: str) -> Json:
    """Draws a button under its number; `title` says to a screen reader what it belongs to."""
    drawn: Json = {
        "type": "button",
        "action_id": f"press:{number}",
        "text": plain_text(button.label, BUTTON),
        "value": click,
    }
    if button.url:  # Slack opens it by itself, and tells us of the press all the same
        drawn |= {"action_id": f"link:{number}", "url": button.url}
    if button.style is not ButtonStyle.PLAIN:
        drawn["style"] = str(button.style)
    if title:  # among several that read the same, a screen reader says which one it is
        drawn["accessibility_label"] = cut(f"{button.label}: {title}", BUTTON)
    return drawn
