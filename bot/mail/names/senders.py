"""The kind of an address: a relay's, a job board's, a no-reply, or a company's own domain."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.mail.deciding.phrase import plain
from bot.mail.deciding.phrase_book import read_data
from bot.mail.parts.mail import MailAddress


class SenderLists(NamedTuple):
    """The lists of `phrases/senders.toml`, as addresses are compared with them."""

    before_the_at: frozenset[str]
    first_label: frozenset[str]
    neither: frozenset[str]
    boards: frozenset[str]
    personal: frozenset[str]
    freemail: frozenset[str]
    never: frozenset[str]
    team: tuple[str, ...]
    no_reply: frozenset[str]
    role: frozenset[str]
    legal: frozenset[str]
    affixes: frozenset[str]
    second_level: frozenset[str]


@lru_cache(maxsize=1)
def sender_lists() -> SenderLists:
    """Returns the lists, read at their first use."""
    data = read_data("senders")
    names = data["names"]
    return SenderLists(
        frozenset(data["relays"]["before_the_at"]),
        frozenset(data["relays"]["first_label"]),
        frozenset(data["relays"]["neither"]),
        frozenset(data["boards"]["domains"]),
        frozenset(data["boards"]["personal"]),
        frozenset(data["freemail"]["domains"]),
        frozenset(letters_of(one) for one in names["never"]),
        tuple(sorted((plain(one).strip() for one in names["team"]), key=len, reverse=True)),
        frozenset(names["no_reply"]),
        frozenset(names["role"]),
        frozenset(plain(one).strip() for one in names["legal"]),
        frozenset(names["affixes"]),
        frozenset(names["second_level"]),
    )


def letters_of(name: str) -> str:
    """Returns a name as its letters alone, as it is compared."""
    return plain(name).replace(" ", "")


def _within(domain: str, domains: frozenset[str]) -> str | None:
    """Returns the domain of the list that this one is, or lies under."""
    labels = domain.split(".")
    for at in range(len(labels) - 1):
        if (rest := ".".join(labels[at:])) in domains:
            return rest
    return None


def is_relay(domain: str) -> bool:
    """True for the hosts of applicant tracking systems and the like."""
    lists = sender_lists()
    return any(
        _within(domain, one) for one in (lists.before_the_at, lists.first_label, lists.neither)
    )


def is_board(domain: str) -> bool:
    """True for the hosts of job boards."""
    return _within(domain, sender_lists().boards) is not None


def is_personal(box: MailAddress) -> bool:
    """True for a person's message that a job board passes on, such as an InMail."""
    return is_board(box.domain) and box.address.partition("@")[0].lower() in sender_lists().personal


def is_freemail(domain: str) -> bool:
    """True for the hosts where anyone can have an address."""
    return domain in sender_lists().freemail


def is_no_reply(box: MailAddress) -> bool:
    """True for an address that nobody reads: a no-reply, a relay's, a board's."""
    local = box.address.partition("@")[0].lower()
    pieces = set(re.split(r"[._+\-]", local))
    lists = sender_lists()
    plainly = re.sub(r"[^a-z]", "", local)
    return (
        local in lists.no_reply
        or any(re.sub(r"[^a-z]", "", one) in plainly for one in lists.no_reply if len(one) > 6)
        or bool(pieces & lists.no_reply)
        or is_relay(box.domain)
        or is_board(box.domain)
    )


def is_department(box: MailAddress) -> bool:
    """True for an address that a department reads, such as careers@."""
    local = box.address.partition("@")[0].lower()
    first = re.split(r"[._+\-]", local)[0]
    return local in sender_lists().role or first in sender_lists().role


def company_label(box: MailAddress) -> str | None:
    """Returns the part of an address that names the employer, in small letters."""
    local, domain = box.address.partition("@")[0].lower(), box.domain
    lists = sender_lists()
    if not domain or is_freemail(domain) or is_board(domain):
        return None
    if _within(domain, lists.before_the_at):
        label = re.sub(
            r"[-_.+](?:jobs?|careers?|hr|recruiting|noreply|no-reply|karriere|talent)$", "", local
        )
        generic = (
            label in lists.no_reply or label in lists.role or label in ("workday", "myworkday")
        )
        return None if generic else re.split(r"[+]", label)[0]
    if inside := _within(domain, lists.first_label):
        host = domain.removesuffix(inside).strip(".")
        return host.rpartition(".")[2] or None
    if _within(domain, lists.neither):
        return None
    labels = domain.split(".")
    if len(labels) > 2 and ".".join(labels[-2:]) in lists.second_level:
        return labels[-3]
    return labels[-2] if len(labels) > 1 else None


_LONG_PIECE = 5


def bare_label(label: str) -> set[str]:
    """Returns a label's letters, and those without what firms put around their name in a domain."""
    found = {re.sub(r"[^a-z0-9]", "", label)}
    pieces = [one for one in re.split(r"[-_]", label) if one not in sender_lists().affixes]
    found.add("".join(pieces))
    found.update(one for one in pieces if len(one) >= _LONG_PIECE)
    for affix in sender_lists().affixes:
        for one in list(found):
            if len(affix) > 1 and len(one) > len(affix) + 2:
                if one.endswith(affix):
                    found.add(one.removesuffix(affix))
                if one.startswith(affix):
                    found.add(one.removeprefix(affix))
    # A domain writes ö as oe; a name is compared without its dots.
    found |= {re.sub(r"([aou])e", r"\1", one) for one in found}
    return {one for one in found if len(one) > 1}
