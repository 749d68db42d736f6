"""Addresses of postings: http and https only, unwrapped, without tracking, never opened."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from bot.parsing.parse_context import ParseError
from bot.parsing.words import normalize, word_set

LONGEST = 2_000
_WRAPPED = re.compile(r"<(https?://[^<>|\s]+)>", re.IGNORECASE)
# (https://…), [https://…] and [words](https://…)
_BRACKETED = re.compile(
    r"(?:\[[^\]\n]{1,200}\])?\((https?://[^()\s]+)\)|\[(https?://[^\[\]\s]+)\]", re.IGNORECASE
)
_STARTS = re.compile(r"https?://", re.IGNORECASE)
_NO_SCHEME = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::[0-9]+)?(?:[/?#].*)?", re.IGNORECASE)
_HOST = re.compile(r"[^\s\"'<>\\^`{|}%/?#@,;!$&()*+=]+")
_NEVER = re.compile(r"[\s<>\"\\^`{|}]")
_TRAILING = ".,;!"
_NOT_HTTP = "A link starts with https:// or http://. Copy it from the browser's address bar."

# Only what is known to track: `ref` and `source` are a posting's own number on
# some sites, and gh_jid, ashby_jid and their like tell which posting it is.
_TRACKING = word_set(
    "gclid gbraid wbraid dclid fbclid msclkid yclid twclid ttclid mc_eid mc_cid igshid igsh"
    " li_fat_id trk trackingid refid lipi gh_src lever-source lever-source[] lever-origin"
    " _hsenc _hsmi mkt_tok s_kwcid vero_id wickedid oly_enc_id oly_anon_id"
)


def looks_like_link(word: str) -> bool:
    """True if a word of a line can only be an address; *Booking.com* is a company."""
    return bool(_STARTS.match(word)) or ("/" in word and bool(_NO_SCHEME.fullmatch(word)))


def unwrap(text: str) -> str:
    """A text with the addresses in brackets bare, as some people and programs write them."""
    text = _WRAPPED.sub(r"\1", text) if "<" in text else text
    return _BRACKETED.sub(r"\1\2", text) if "(http" in text or "[" in text else text


def read_link(text: str) -> str | None:
    """The address; None if it is none. Raises ParseError for one that cannot be kept."""
    url = normalize(text).rstrip(_TRAILING)
    if wrapped := _WRAPPED.fullmatch(url):
        url = wrapped[1]
    if len(url) > LONGEST:
        raise ParseError(
            f"That is {len(url):,} characters; a link fits in {LONGEST:,}. Shorten it."
        )
    if "://" not in url and _NO_SCHEME.fullmatch(url):
        url = f"https://{url}"
    if "://" not in url:
        return None
    if not _STARTS.match(url):
        raise ParseError(_NOT_HTTP)
    return _checked(url)


def _checked(url: str) -> str | None:
    if _NEVER.search(url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    if "@" in parts.netloc:
        raise ParseError(
            "That link carries a name or a password. Send it without what precedes the @."
        )
    if not parts.hostname or not _HOST.fullmatch(parts.netloc):
        return None
    kept = "&".join(pair for pair in parts.query.split("&") if not _tracks(pair))
    # Without its tracking it may end in a sentence's mark, as it could not before.
    return urlunsplit(parts._replace(query=kept)).rstrip(_TRAILING + "?#")


def _tracks(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name.startswith("utm_") or name in _TRACKING
