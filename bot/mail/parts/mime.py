"""An `.eml` taken apart with the standard library, as far as it can be read and no deeper.

The parser goes one call deeper with every part inside a part, so the parts that
hold others are counted before it starts: what lies behind too many is cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from bot.mail.parts.charsets import to_text
from bot.mail.parts.html_text import html_to_text, links_of
from bot.mail.parts.mail import Mail, MailAddress

LARGEST = 25 * 1024 * 1024
_MOST_CONTAINERS = 60
_MOST_PARTS = 300
_LONGEST_TEXT = 200_000
_LONGEST_HEADER = 2_000
_LARGEST_CALENDAR = 2 * 1024 * 1024
_MOST_CALENDARS = 5
_MOST_NESTED = 5
_DEEPEST = 3
_CONTAINER = re.compile(rb"^content-type[ \t]*:\s*[\"']?(?:multipart|message)\s*/", re.I | re.M)
_BULK = ("bulk", "list", "junk")


def read_message(data: bytes) -> Mail:
    """Returns the mail in those bytes; what is broken in it is left out."""
    return _mail(message_from_bytes(_shallow(data[:LARGEST])))


def _shallow(data: bytes) -> bytes:
    """Returns the bytes up to where too many parts that hold others have begun."""
    for count, found in enumerate(_CONTAINER.finditer(data)):
        if count >= _MOST_CONTAINERS:
            return data[: found.start()]
    return data


def _mail(message: Message, depth: int = 0) -> Mail:
    plain, html, calendars, attachments = list[str](), list[str](), list[str](), list[str]()
    nested = list[Mail]()
    for part in _parts(message):
        kind = part.get_content_type()
        name = _filename(part)
        if kind == "message/rfc822":
            inner = part.get_payload()
            held = inner[0] if isinstance(inner, list) and inner else None
            if isinstance(held, Message) and len(nested) < _MOST_NESTED and depth < _DEEPEST:
                nested.append(_mail(held, depth + 1))
            continue
        if kind == "text/calendar" or (name or "").lower().endswith(".ics"):
            if len(calendars) < _MOST_CALENDARS:
                calendars.append(_text(part, _LARGEST_CALENDAR))
        elif kind in ("text/plain", "text/html") and not _attached(part):
            (html if kind == "text/html" else plain).append(_text(part, 5 * _LONGEST_TEXT))
        elif kind.startswith("multipart/"):  # it says that it has parts, and has none
            plain.append(_text(part, _LONGEST_TEXT))
        elif name:
            attachments.append(name)
    return Mail(
        sender=_mailbox(message, "From"),
        reply_to=_mailbox(message, "Reply-To"),
        subject=header_text(_raw(message, "Subject")),
        sent=_date(_raw(message, "Date")),
        message_id=_message_id(_raw(message, "Message-ID")),
        text=_body(plain, html),
        calendars=tuple(calendars),
        attachments=tuple(attachments[:20]),
        bulk=_is_bulk(message),
        nested=tuple(nested),
    )


def _parts(message: Message) -> Iterator[Message]:
    """Returns every part that holds no other, but a mail inside the mail as one."""
    waiting, seen = [message], 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        payload = part.get_payload()
        if part.get_content_type() != "message/rfc822" and isinstance(payload, list):
            waiting = [one for one in payload if isinstance(one, Message)] + waiting
        else:
            yield part


def _body(plain: list[str], html: list[str]) -> str:
    """Returns the plain text if it says something; else the HTML's, whose links come along."""
    text = "\n\n".join(plain).strip()
    shown = "\n\n".join(filter(None, map(html_to_text, html)))
    # A plain part is often a stub: "Your mail program shows no HTML".
    if len(text) >= max(80, len(shown) // 3) or not shown:
        return text[:_LONGEST_TEXT]
    links = [href for one in html for href, _ in links_of(one) if href.startswith("http")]
    return "\n".join([shown[:_LONGEST_TEXT], "", *(f"<{href}>" for href in links[:50])])


def _text(part: Message, longest: int) -> str:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, MessageError):
        payload = None
    if not isinstance(payload, bytes):
        raw = part.get_payload()
        return raw[:longest] if isinstance(raw, str) else ""
    try:
        label = part.get_content_charset()
    except (ValueError, LookupError, MessageError, UnicodeError):
        label = None
    return to_text(payload[: 4 * longest], label)[:longest]


def _attached(part: Message) -> bool:
    return (part.get_content_disposition() or "") == "attachment"


def _filename(part: Message) -> str | None:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError, UnicodeError, MessageError):
        return None
    return header_text(name)[:120] or None if name else None


def _raw(message: Message, name: str) -> str:
    """Returns a header as it was sent; bytes that are no ASCII are read as any text is."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            sent = str(value)[:_LONGEST_HEADER]
            return to_text(sent.encode("utf-8", "surrogateescape")) if not sent.isascii() else sent
    return ""


def header_text(raw: str) -> str:
    """Returns a header as people read it: encoded words decoded, in one line."""
    raw = raw[:_LONGEST_HEADER]
    try:
        pieces = [
            to_text(piece, charset) if isinstance(piece, bytes) else piece
            for piece, charset in decode_header(raw)
        ]
    except (ValueError, LookupError, MessageError):
        return " ".join(raw.split())
    return " ".join("".join(pieces).split())


def _mailbox(message: Message, header: str) -> MailAddress:
    # Split first: a comma inside an encoded word parts no addresses.
    raw = _raw(message, header)
    try:
        pairs = getaddresses([" ".join(raw.split())])
    except (ValueError, TypeError, IndexError):
        pairs = []
    for name, address in pairs:
        if address or name:
            return MailAddress(header_text(name).strip("\"' "), address.strip()[:254])
    found = re.search(r"[^\s<>\"',;]+@[^\s<>\"',;]+", raw)
    return MailAddress(header_text(raw.partition("<")[0]).strip("\"' "), found[0] if found else "")


def _date(value: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(" ".join(value.split()))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    try:
        when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return when


def _message_id(value: str) -> str | None:
    text = " ".join(value.split())
    return text[:500] or None


def _is_bulk(message: Message) -> bool:
    return _raw(message, "Precedence").strip().lower() in _BULK or bool(
        _raw(message, "List-Unsubscribe")
    )
