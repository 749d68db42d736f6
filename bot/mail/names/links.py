"""The one link that matters: where to choose a time, take a test, meet, read the posting."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from bot.domain.mail.reading import MailKind
from bot.mail.deciding.phrase_book import read_data

_LONGEST, _MOST = 2_000, 200
_URL = re.compile(r"https://[^\s<>\"'\])}|]+|http://[^\s<>\"'\])}|]+", re.IGNORECASE)
_WANTED = {
    MailKind.AVAILABILITY: ("schedule", "meeting"),
    MailKind.INVITATION: ("meeting", "schedule"),
    MailKind.TEST: ("test",),
    MailKind.RECEIVED: ("posting",),
    MailKind.APPROACH: ("posting", "schedule"),
    MailKind.INFORMATION: (),
    MailKind.OFFER: (),
}
_ANY_WILL_DO = frozenset(
    (MailKind.AVAILABILITY, MailKind.TEST, MailKind.INFORMATION, MailKind.OFFER)
)


def find_link(kind: MailKind, text: str) -> str | None:
    """Finds the link that the kind calls for: never opened, never one to unsubscribe or track."""
    if kind not in _WANTED:
        return None
    lists = _lists()
    found: list[str] = _URL.findall(text)[:_MOST]
    urls = [url.rstrip(".,;:!?") for url in found if len(url) <= _LONGEST]
    urls = [
        url
        for url in urls
        if host_of(url) and not any(one in url.lower() for one in lists["never"])
    ]
    for wanted in _WANTED[kind]:
        for url in urls:
            if any(_fits(url.lower(), one) for one in lists[wanted]):
                return url
    only: list[str] = list(dict.fromkeys(urls))
    return only[0] if kind in _ANY_WILL_DO and len(only) == 1 else None


def host_of(url: str) -> str:
    """Returns the host of an address; empty for a text that only begins as one does."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _fits(url: str, wanted: str) -> bool:
    """True if the host, or the words of the address, are what the list names."""
    if "." in wanted:
        site, _, folder = wanted.partition("/")
        host = host_of(url)
        at_site = host == site or host.endswith(f".{site}")
        return at_site and urlsplit(url).path.lstrip("/").startswith(folder)
    return re.search(rf"(?<![a-z]){re.escape(wanted)}(?![a-z])", url) is not None


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    links: dict[str, list[str]] = read_data("senders")["links"]
    return links
