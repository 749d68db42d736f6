"""Rich text: the safest home for what people wrote, since its text is taken literally."""

from __future__ import annotations

from adapters.slack.rendering.limits import DRAFT_BODY, DRAFT_SUBJECT, MOMENT, Json
from bot.message import Draft, Link, Moment, Part, Text, in_utc, plain
from bot.texts.plain_text import cut


def text_run(text: str, *, bold: bool = False) -> Json:
    """Makes a run of text; line breaks in it are drawn."""
    return {"type": "text", "text": text, **({"style": {"bold": True}} if bold else {})}


def runs(text: str | Text, most: int, *, bold: bool = False) -> list[Json]:
    """Draws the text as elements, cut to fit: a moment in the reader's zone, a link to follow."""
    if len(plain(text)) > most or isinstance(text, str):
        return [text_run(cut(plain(text), most), bold=bold)]
    return [_element(part, bold=bold) for part in text]


def needs_rich_text(text: str | Text) -> bool:
    """True if a text holds what only rich text shows as it is meant: a moment or a link."""
    return isinstance(text, Text) and any(isinstance(part, (Moment, Link)) for part in text)


def _element(part: Part, *, bold: bool) -> Json:
    match part:
        case Moment(at):
            fallback = {"fallback": in_utc(at)}
            return {"type": "date", "timestamp": int(at.timestamp()), "format": MOMENT, **fallback}
        case Link(url, label):
            return {"type": "link", "url": url, "text": label}
        case _:
            return text_run(plain(part), bold=bold)


def emoji(name: str) -> Json:
    """Makes an emoji by its name; it is never the only sign of what it means."""
    return {"type": "emoji", "name": name}


def section(*elements: Json) -> Json:
    """Makes a paragraph."""
    return {"type": "rich_text_section", "elements": list(elements)}


def preformatted(text: str) -> Json:
    """Returns words to copy as they are."""
    return {"type": "rich_text_preformatted", "elements": [text_run(text)]}


def block(block_id: str, *elements: Json) -> Json:
    """Makes a block of paragraphs and of what is to be copied."""
    return {"type": "rich_text", "block_id": block_id, "elements": list(elements)}


def letter(block_id: str, draft: Draft) -> Json:
    """Draws a draft: subject and body copy on their own; what is only spoken has no subject."""
    body = preformatted(cut(draft.body.strip() or "–", DRAFT_BODY))
    if not draft.subject:
        return block(block_id, section(text_run("To say", bold=True)), body)
    return block(
        block_id,
        section(text_run("Subject", bold=True)),
        preformatted(cut(draft.subject, DRAFT_SUBJECT)),
        section(text_run("Message", bold=True)),
        body,
    )
