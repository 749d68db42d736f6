"""Text on its way to Slack and back: shown as it was typed, read as it was meant.

What people wrote goes into plain_text and rich_text objects only, where no sign
is markup; mrkdwn is for our own words.
"""

from __future__ import annotations

import re
from datetime import datetime

from adapters.slack.rendering.limits import MOMENT, Json
from bot.texts.plain_text import cut

_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_SIGN = re.compile("[&<>]")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_LETTERS = {"amp": "&", "lt": "<", "gt": ">"}
# What mrkdwn would or might draw as something else: styles, entities, emoji, links.
_MARKUP = re.compile(r"[*_~`&<>]|[@#]\w|:[^\s:]+:|://|\w\.\w")
# What mrkdwn draws as something else even in verbatim text whose control signs are escaped.
_STYLE = re.compile(r"[*_~`]|:[^\s:]+:")
# Minutes and a colon look like the code of an emoji; none has a name of two digits.
_TIME = re.compile(r"\b[0-9]{1,2}:[0-9]{2}(?=:)")
_TOKEN = re.compile(r"<([^<>\n]+)>")


def escape(text: str) -> str:
    """Returns the text with the three signs that Slack reads as control characters escaped."""
    return text.translate(_SIGNS) if _SIGN.search(text) else text


def unescape(text: str) -> str:
    """Returns the text that `escape` was given. Each entity is read once."""
    return _ENTITY.sub(lambda found: _LETTERS[found[1]], text)


def escape_to_fit(text: str, most: int) -> str:
    """Returns the text escaped and cut, never within an entity."""
    room = most
    escaped = escape(cut(text, room))
    while len(escaped) > most:
        room -= max(1, (len(escaped) - most) // 5)
        escaped = escape(cut(text, room))
    return escaped


def plain_text(text: str, most: int) -> Json:
    """Makes a text object without any markup: what people wrote shows as they wrote it.

    Slack takes none that is empty.
    """
    return {"type": "plain_text", "text": escape_to_fit(text.strip() or "–", most), "emoji": False}


def mrkdwn(text: str) -> Json:
    """Makes a text object of our own words; `verbatim` keeps Slack from finding links in it."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def strong(text: str, most: int) -> Json:
    """Draws a few words in bold, or plain where a sign in them would be drawn as a style."""
    return (
        plain_text(text, most)
        if _STYLE.search(text)
        else mrkdwn(f"*{escape_to_fit(text, most - 2)}*")
    )


def titled(title: str, text: str, most: int) -> Json:
    """Draws a title over a text, bold unless either holds a sign that mrkdwn would draw."""
    if text and not _MARKUP.search(_TIME.sub("", title + text)):
        return mrkdwn(cut(f"*{title}*\n{text}", most))
    if not text and not _MARKUP.search(title):
        return mrkdwn(cut(f"*{title}*", most))
    return plain_text(f"{title}\n{text}", most)


def bold_lead(lead: str, rest: str, most: int) -> Json:
    """Draws a line whose beginning is bold, unless it holds a sign that mrkdwn would draw."""
    if not lead or _MARKUP.search(lead + rest):
        return plain_text(lead + rest, most)
    return mrkdwn(f"*{lead}*{rest}")


def moment(at: datetime, fallback: str) -> str:
    """Draws an instant in mrkdwn, in the reader's own zone."""
    return f"<!date^{int(at.timestamp())}^{MOMENT}|{escape(fallback)}>"


def link(url: str, label: str) -> str:
    """Draws a link in mrkdwn, under our own label. A bar would end its address early."""
    return f"<{escape(url).replace('|', '%7C')}|{escape(label)}>"


def read_text(text: str) -> str:
    """Restores what a person typed from the way in which Slack sends it.

    Slack wraps addresses, people and channels in angle brackets and escapes the
    brackets that a person really typed.
    """
    return unescape(_TOKEN.sub(lambda found: _token(found[1]), text))


def find_links(text: str) -> list[tuple[str, str]]:
    """Returns the web addresses in a message as Slack sends it, each with its label or ""."""
    targets = (found[1].partition("|")[::2] for found in _TOKEN.finditer(text))
    return [
        (unescape(address), unescape(label))
        for address, label in targets
        if address.startswith(("http://", "https://"))
    ]


def _token(inside: str) -> str:
    target, _, label = inside.partition("|")
    sign, name = target[:1], target[1:]
    if sign in ("@", "#"):
        return f"{sign}{(label or name).removeprefix(sign)}"
    if sign == "!":
        return label or f"@{name.partition('^')[0]}"
    if target.startswith(("mailto:", "tel:")):
        return label or target.partition(":")[2]
    # Of a company called Booking.com Slack makes a link; the label is what was typed.
    if label and target.rstrip("/").endswith(f"://{label.rstrip('/')}"):
        return label
    return target
