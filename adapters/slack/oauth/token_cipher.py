"""Tokens under lock: encrypted with the newest key, opened with any."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class NoKey(Exception):
    """No key opens it; the one that it was closed with is missing."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What opens a workspace: the token, and where tokens are renewed, what renews it."""

    token: str
    refresh: str | None = None

    def __repr__(self) -> str:
        return "Secret(…)"

    def written(self) -> bytes:
        """The secret in clear, for the vault alone."""
        return json.dumps({"token": self.token, "refresh": self.refresh}).encode()

    @classmethod
    def read(cls, written: bytes) -> Self:
        """The secret that was written."""
        return cls(**json.loads(written))


class TokenCipher:
    """Closes and opens secrets. A new key goes in front; the old ones still open."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._newest = Fernet(keys[0])
        self._any = MultiFernet([Fernet(key) for key in keys])

    def close(self, secret: Secret) -> str:
        """The secret as it may be kept."""
        return self._any.encrypt(secret.written()).decode()

    def open(self, closed: str) -> Secret:
        """The secret again. Raises NoKey."""
        try:
            return Secret.read(self._any.decrypt(closed))
        except InvalidToken:
            raise NoKey from None

    def reclosed(self, closed: str) -> str | None:
        """The same secret under the newest key; None if it is under it. Raises NoKey."""
        try:
            self._newest.decrypt(closed)
        except InvalidToken:
            return self.close(self.open(closed))
        return None

    def mark(self, text: str) -> str:
        """A text that only this vault can have written, with the moment in it."""
        return self._any.encrypt(text.encode()).decode()

    def is_mine(self, mark: str, seconds: int) -> bool:
        """Whether this vault wrote that mark, within that time."""
        try:
            self._any.decrypt(mark, ttl=seconds)
        except (InvalidToken, ValueError):  # the latter for letters that no mark has
            return False
        return True
