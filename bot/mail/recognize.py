"""Tells a pasted mail from what a person says to the bot."""

from __future__ import annotations

import re
from enum import Enum

from bot.mail.parts.header_block import read_header_block
from bot.mail.parts.mbox import is_mbox
from bot.mail.read_mail import is_calendar

_LOOKED_AT = 4_000
_MANY_WORDS = 18
_FEW_WORDS = 8
_FORMAL = (
    r"dear|to whom it may concern|sehr geehrte[rs]?|sehr geehrter?|estimad[oa]s?|apreciad[oa]|"
    r"madame|monsieur|ch[eè]re?|prezad[oa]s?|car[oa]|geachte|szanown[yai]|szanowni"
)
_INFORMAL = (
    r"hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|guten (?:tag|morgen)|hallo|"
    r"liebe[rs]?|moin|servus|hola|buen(?:os|as) \w+|querid[oa]|bonjour|bonsoir|ol[aá]|bom dia|"
    r"boa tarde|beste|dag|goede(?:morgen|middag|ndag)|dzie[nń] dobry|cze[sś][cć]|witaj|drog[iay]"
)
_GREETING = re.compile(rf"(?:{_FORMAL}|{_INFORMAL})\b", re.IGNORECASE)
_TO_SOMEBODY = re.compile(
    rf"(?:{_FORMAL})\b[^.!?\n]{{2,60}}[,:!]|"
    rf"(?:{_INFORMAL})(?: [A-ZÀ-Ý][\w.'’-]*){{1,3}} ?[,!:–-]",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:subject|betreff|asunto|objet|assunto|onderwerp|temat)\s*:\s*\S", re.IGNORECASE
)
_HTML = re.compile(r"\s*<(?:!doctype html|html|body|table|div|head)\b", re.IGNORECASE)
_HEADER = re.compile(r"[A-Za-z][A-Za-z-]{2,40}:[ \t]")
_ON_THE_WAY = re.compile(
    r"^(?:message-id|mime-version|content-type|received|return-path|delivered-to):", re.I | re.M
)


class MailLikeness(Enum):
    """The likeness of a text to a mail: none, perhaps one, or certainly one."""

    NO = 0
    MAYBE = 1
    YES = 2


def looks_like_mail(text: str) -> MailLikeness:
    """Tells whether a text was pasted from a mail program, and how surely."""
    head = text[:_LOOKED_AT].replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n \t")
    if is_calendar(head) or is_mbox(head.encode("utf-8", "replace")) or _HTML.match(head):
        return MailLikeness.YES
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    if not lines:
        return MailLikeness.NO
    if _HEADER.match(lines[0]) and _ON_THE_WAY.search(head):
        return MailLikeness.YES
    if len(lines) > 2 and read_header_block(head.splitlines(), 0) is not None:
        return MailLikeness.YES
    words = len(head.split())
    if _SUBJECT.match(lines[0]) and words > _FEW_WORDS:
        return MailLikeness.YES
    if words > _FEW_WORDS and (
        _TO_SOMEBODY.match(lines[0])
        or (len(lines) > 1 and (_GREETING.match(lines[0]) or words > _MANY_WORDS))
    ):
        return MailLikeness.MAYBE
    return MailLikeness.NO
