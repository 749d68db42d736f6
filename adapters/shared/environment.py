"""Settings: their names and what they mean, and how values are read from the environment."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

_BYTES_OF_A_KEY = 32
_DIGITS_OF_A_PORT = 5
# An address is shown to others: there are no names and passwords in it.
_NOT_IN_AN_ADDRESS = re.compile(r"[\s\\@]")


class Setting(str):
    """The name of a setting, together with what the table of settings says about it.

    `meaning` is a sentence; `needed` says who has to set it, or what it is without a
    value; `example` is a value that is no secret.
    """

    __slots__ = ("example", "meaning", "needed")
    meaning: str
    needed: str
    example: str

    def __new__(cls, name: str, meaning: str, needed: str, example: str) -> Setting:
        """Declares a setting: `FOLLOWTHROUGH_` and the name."""
        setting = super().__new__(cls, f"FOLLOWTHROUGH_{name}")
        setting.meaning, setting.needed, setting.example = meaning, needed, example
        return setting


PUBLIC_URL = Setting(
    "PUBLIC_URL",
    "The https address at which the world reaches this program; people's calendars are at "
    "`/calendar/` below it.",
    "Slack for many workspaces; calendars",
    "https://followthrough.example",
)
KEYS = Setting(
    "KEYS",
    "Keys that encrypt what is secret in the database, newest first, separated by commas. "
    "`openssl rand -base64 32 | tr +/ -_` makes one.",
    "Slack for many workspaces; mailboxes",
    "",
)


class BadSetting(ValueError):
    """A setting that cannot be used. The sentence says which one and how to write it, no secret."""


def read_value(environment: Mapping[str, str], name: str) -> str | None:
    """Returns a value; an empty one counts as none."""
    return environment.get(name, "").strip() or None


def read_port(environment: Mapping[str, str], name: str) -> int | None:
    """Returns the number of a port. Raises BadSetting."""
    text = read_value(environment, name)
    if text is None:
        return None
    digits = len(text) <= _DIGITS_OF_A_PORT and text.isascii() and text.isdecimal()
    if not (digits and 1 <= int(text) <= 65_535):
        raise BadSetting(f"{name} is a number from 1 to 65535.")
    return int(text)


def read_address(url: str) -> SplitResult | None:
    """Returns the parts of an address; None for one that cannot be read or names no host."""
    try:
        parts = urlsplit(url)
        readable = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return None if _NOT_IN_AN_ADDRESS.search(url) or not readable else parts


def read_service(environment: Mapping[str, str], name: str, scheme: str) -> str | None:
    """Returns the address of a platform, by a scheme or its safe kind. Raises BadSetting."""
    url = read_value(environment, name)
    if url is None:
        return None
    parts = read_address(url)
    if parts is None or parts.scheme not in (scheme, f"{scheme}s"):
        raise BadSetting(f"{name} starts with {scheme}s:// and the name of a host.")
    return url


def read_public_url(environment: Mapping[str, str]) -> str | None:
    """Returns our public address, without a slash at the end. Raises BadSetting."""
    url = read_value(environment, PUBLIC_URL)
    if url is None:
        return None
    parts = read_address(url)
    if parts is None or parts.query or parts.fragment:
        raise BadSetting(f"{PUBLIC_URL} is written as https://followthrough.example.")
    here = parts.hostname in ("localhost", "127.0.0.1")
    if parts.scheme != "https" and not (here and parts.scheme == "http"):
        raise BadSetting(f"{PUBLIC_URL} starts with https://, since it carries what people write.")
    return url.rstrip("/")


def read_keys(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Returns the keys that secrets are encrypted with, the newest first. Raises BadSetting."""
    found = tuple(filter(None, map(str.strip, (read_value(environment, KEYS) or "").split(","))))
    for number, key in enumerate(found, 1):
        if not _is_key(key):
            raise BadSetting(
                f"{KEYS}: key {number} of {len(found)} is none. A key is 32 random bytes in "
                "URL-safe base64, such as `openssl rand -base64 32 | tr +/ -_` gives."
            )
    return found


def _is_key(text: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(text)) == _BYTES_OF_A_KEY
    except (binascii.Error, ValueError):
        return False
