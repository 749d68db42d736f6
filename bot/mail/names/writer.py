"""Finds who wrote a mail: a person's name and an address to write to, never a no-reply."""

from __future__ import annotations

import re

from bot.domain.mail.reading import Writer
from bot.mail.deciding.phrase import plain
from bot.mail.names.company_names import company_key
from bot.mail.names.name_shapes import (
    is_team,
    looks_like_person,
    title_nouns,
    without_team,
    word_list,
)
from bot.mail.names.senders import bare_label, company_label, is_no_reply
from bot.mail.names.signature import is_sign_off
from bot.mail.parts.mail import NOBODY, MailAddress

_TITLES = re.compile(
    r"^(?:Dr|Prof|Mr|Mrs|Ms|Mx|Herr|Frau|Mme|M|Sr|Sra|Pan|Pani)\.?\s+(?:Dr\.?\s+)?", re.IGNORECASE
)
_NAME_LINE = re.compile(
    r"^[^\W\d_][\w.'’-]*(?:\s+(?:(?:de|da|van|von|der|den|del|la|dos|le|du|di|ter|ten|y|e)\s+)*[^\W\d_][\w.'’-]*){0,3}$"
)
_LINES_AFTER = 3
_LAST_LINES = 60


def find_writer(
    sender: MailAddress, reply_to: MailAddress, text: str, company: str | None
) -> Writer:
    """Returns the writer; what is not known of them is None."""
    boxes = [box for box in (reply_to, sender) if box.address and not is_no_reply(box)]
    address = boxes[0].address if boxes else None
    name = _name_of(sender, company) or _name_of(reply_to, company) or _signed_name(text, company)
    return Writer(name, address)


def _name_of(box: MailAddress, company: str | None) -> str | None:
    """Finds a person's name in a sender's: the part before the company, the team or the title."""
    name = re.sub(
        r"\s*(?:\bvia\b|\bthrough\b|@|\bat\b|\bfrom\b|\bbei\b|\bvon\b(?=\s+[A-Z]\w+\s*$)|\bchez\b|\bbij\b).*$",
        "",
        box.name,
    )
    name = re.split(r"\s*[|(\[/·]|\s[-–—]\s", name)[0].strip(" \"',")
    if "," in name:
        last, _, first = name.partition(",")
        first = first.strip()
        if re.fullmatch(r"[^\W\d_][\w'’-]*(?: [A-Z]\.?)?", first) and len(last.split()) <= 2:
            name = f"{first} {last.strip()}"
        else:
            name = last.strip()
    return person_name(name, company, box)


def person_name(name: str, company: str | None, box: MailAddress = NOBODY) -> str | None:
    """Returns the name, if it is a person's and not the company's or a department's."""
    name = _TITLES.sub("", " ".join(name.split())).strip(" ,.")
    if not looks_like_person(name) or is_team(name) or without_team(name) != name:
        return None
    words = plain(name).split()
    if company and (
        company_key(name) == company_key(company) or company_key(name) in company_key(company)
    ):
        return None
    label = company_label(box)
    if label and company_key(name) in bare_label(label):
        return None
    if not word_list("no_person").isdisjoint(words) or not title_nouns().isdisjoint(words):
        return None
    return name


def _signed_name(text: str, company: str | None) -> str | None:
    """Returns the name under "Best regards", on that line or one of the next."""
    lines = [line.strip(" *_>") for line in text.splitlines()]
    lines = [line for line in lines if line][-_LAST_LINES:]
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if len(line) > 60 or not is_sign_off(line):
            continue
        for close in [line.partition(",")[2].strip(), *lines[at + 1 : at + 1 + _LINES_AFTER]]:
            bare = re.split(r"\s*[|,(\[]|\s[-–—]\s", close)[0].strip(" .,-–—")
            if bare and _NAME_LINE.match(bare):
                if name := person_name(bare, company):
                    return name
                if (
                    len(bare.split()) == 1
                    and bare[:1].isupper()
                    and bare[1:].islower()
                    and len(bare) > 2
                ):
                    plainly = plain(bare).strip()
                    if plainly not in (
                        "team",
                        "hr",
                        "recruiting",
                        "talent",
                        "best",
                        "thanks",
                        "regards",
                        "sent",
                        "the",
                    ) and (not company or not plain(company).startswith(plainly)):
                        return bare
            if is_team(bare):
                break
    return None
