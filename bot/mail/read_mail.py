"""The one way in: bytes or text of a mail, a mailbox or a calendar file; out come readings.

Nothing here opens a link, runs an attachment or keeps a body. What is broken is
read as far as it goes: no input raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.domain.mail.reading import MailContext, Reading
from bot.mail.finish import finish
from bot.mail.parts.calendar_file import read_calendar
from bot.mail.parts.charsets import to_text
from bot.mail.parts.header_block import read_header_block
from bot.mail.parts.html_text import html_to_text
from bot.mail.parts.mail import Mail
from bot.mail.parts.mbox import is_mbox, split_mbox
from bot.mail.parts.mime import read_message
from bot.mail.parts.thread import Segment, split_thread
from bot.mail.read_parsed import read_events, read_parsed

_LONGEST_TEXT = 100_000
_HEADER_LINE = re.compile(
    rb"\A(?:[!-9;-~]{2,40}:[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}", re.MULTILINE
)
_MAIL_HEADER = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|return-path|mime-version|content-type|delivered-to):",
    re.I | re.M,
)
_HTML = re.compile(r"<(?:!doctype html|html|body|table|div|p)\b", re.IGNORECASE)


def read_mails(data: bytes | str, context: MailContext, name: str = "") -> list[Reading]:
    """Reads each mail in a file or a pasted text, in their order; the same one once."""
    return without_repeats(
        finish(reading, content) for reading, content in _read_all(data, context, name)
    )


def read_some_mails(
    data: bytes, context: MailContext, name: str, first: int, most: int
) -> tuple[list[Reading], bool]:
    """Reads some emails from a file, from the first of these on; also returns if there are more.

    A large mailbox is read in parts, so that each of them takes a bounded time.
    """
    if not (name.lower().endswith(".mbox") or is_mbox(data)):
        return read_mails(data, context, name), False
    mails = list(split_mbox(data))
    if not mails:
        return read_mails(data, context, name), False
    part = mails[first : first + most]
    return [finish(read_bytes(one, context), one) for one in part], first + most < len(mails)


def without_repeats(readings: Iterable[Reading]) -> list[Reading]:
    """Returns each mail once, in the order in which they come first."""
    return list({reading.key: reading for reading in readings}.values())


def _read_all(
    data: bytes | str, context: MailContext, name: str
) -> list[tuple[Reading, bytes | str]]:
    """Returns each reading, with what it was read from."""
    if isinstance(data, str):
        return [(reading, data) for reading in _read_pasted(data, context)]
    if name.lower().endswith(".ics") or data[:200].lstrip().upper().startswith(b"BEGIN:VCALENDAR"):
        return [(one, data) for one in read_events(read_calendar(to_text(data)), context)]
    if (name.lower().endswith(".mbox") or is_mbox(data)) and (mails := list(split_mbox(data))):
        return [(read_bytes(one, context), one) for one in mails]
    return [(read_bytes(data, context), data)]


def _read_pasted(text: str, context: MailContext) -> list[Reading]:
    if is_calendar(text):
        return read_events(read_calendar(text[:_LONGEST_TEXT]), context)
    # Copied from a mail's source, it has its Message-ID.
    return [read_bytes(text[:_LONGEST_TEXT].encode("utf-8", "replace"), context)]


def is_calendar(text: str) -> bool:
    """True if a text begins as a calendar file does."""
    return text[:200].lstrip("\ufeff \t\r\n").upper().startswith("BEGIN:VCALENDAR")


def read_bytes(data: bytes, context: MailContext) -> Reading:
    """Reads one mail's bytes: an `.eml`, or a text that was saved."""
    data = data.lstrip(b"\xef\xbb\xbf\r\n \t")
    head = data[:20_000].split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    if _HEADER_LINE.match(data) and len(_MAIL_HEADER.findall(head)) > 1 and _is_wire_form(head):
        return read_parsed(read_message(data), context)
    return read_text(to_text(data), context)


def _is_wire_form(head: bytes) -> bool:
    """True for headers as mail servers write them, not as mail programs show them."""
    return (
        re.search(
            rb"^(?:message-id|mime-version|content-type|received|date|return-path):",
            head,
            re.I | re.M,
        )
        is not None
    )


def read_text(text: str, context: MailContext) -> Reading:
    """Reads a pasted text: a mail with or without the headers that a mail program shows."""
    text = text[:_LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    if _HTML.search(text[:2_000]) and text.count("</") > 2:
        text = html_to_text(text)
    if is_calendar(text):
        return read_events(read_calendar(text), context)[0]
    return read_parsed(pasted_mail(text), context)


def pasted_mail(text: str) -> Mail:
    """Returns a text's headers, if it begins with some, and the rest."""
    lines = text.strip("\n").splitlines()
    block = read_header_block(lines, 0)
    if block is None and lines:
        # Some copy the subject alone: "Subject: …".
        found = re.match(
            r"(?:subject|betreff|asunto|objet|assunto|onderwerp|temat)\s*:\s*(.+)$", lines[0], re.I
        )
        if found:
            return Mail(subject=found[1].strip(), text="\n".join(lines[1:]))
        return Mail(text=text)
    if block is None:
        return Mail(text=text)
    segment = split_thread(text)
    first = segment[0] if segment else Segment("")
    return Mail(
        sender=first.sender,
        subject=block[1].get("subject", ""),
        sent=first.sent,
        text="\n".join(lines[block[0] :]),
    )
