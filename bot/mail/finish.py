"""The last step of reading: what nobody sees is taken out, and the mail can be known again."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from bot.domain.mail.reading import Invite, Reading, Writer
from bot.texts.plain_text import clean

_NAME = 120
_LINE = 300
_SUBJECT = 200
_ADDRESS = 254
_MOST_UNREAD = 10


def finish(reading: Reading, content: bytes | str) -> Reading:
    """Returns the reading with every text in one visible line, and the key of the mail."""
    return replace(
        reading,
        company=clean(reading.company, _NAME) or None,
        role=clean(reading.role, _NAME) or None,
        writer=_writer(reading.writer),
        sentence=clean(reading.sentence, _LINE),
        because=clean(reading.because, _LINE),
        subject=clean(reading.subject, _SUBJECT),
        sender_domain=clean(reading.sender_domain, _ADDRESS) or None,
        message_id=clean(reading.message_id, _LINE) or None,
        invite=_invite(reading.invite) if reading.invite else None,
        unread=tuple(clean(name, _NAME) for name in reading.unread[:_MOST_UNREAD]),
        key=_key(reading, content),
    )


def _writer(writer: Writer) -> Writer:
    return Writer(clean(writer.name, _NAME) or None, clean(writer.address, _ADDRESS) or None)


def _invite(invite: Invite) -> Invite:
    return replace(
        invite,
        uid=clean(invite.uid, _LINE),
        organizer=_writer(invite.organizer),
        summary=clean(invite.summary, _LINE),
        place=clean(invite.place, _LINE),
    )


def _key(reading: Reading, content: bytes | str) -> str:
    """Hashes the Message-ID; of an event its version; else the words of the text."""
    if reading.message_id:
        known = f"id {reading.message_id}"
    elif reading.invite is not None and reading.invite.uid:
        event = reading.invite
        start = event.moment.start.isoformat() if event.moment else ""
        known = f"event {event.uid} {event.sequence} {event.cancelled} {start}"
    else:
        text = content if isinstance(content, str) else content.decode("utf-8", "replace")
        known = f"text {' '.join(text.split())}"
    return hashlib.sha256(known.encode("utf-8", "replace")).hexdigest()[:32]
