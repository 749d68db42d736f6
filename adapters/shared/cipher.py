"""Encrypts what is secret with the newest key, and decrypts it with any."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class MissingKey(Exception):
    """The key that a secret was encrypted with is missing."""


class Cipher:
    """Encrypts and decrypts bytes. A new key goes in front; the old ones still decrypt."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._newest = Fernet(keys[0])
        self._any = MultiFernet([Fernet(key) for key in keys])

    def encrypt(self, clear: bytes) -> str:
        """Encrypts for storage."""
        return self._any.encrypt(clear).decode()

    def decrypt(self, encrypted: str, seconds: int | None = None) -> bytes:
        """Decrypts what was encrypted, within so many seconds if given. Raises MissingKey."""
        try:
            return self._any.decrypt(encrypted, ttl=seconds)
        except (InvalidToken, ValueError):  # the latter for letters that nothing encrypted has
            raise MissingKey from None

    def reencrypted(self, encrypted: str) -> str | None:
        """Encrypts a secret under the newest key; None if it is. Raises MissingKey."""
        try:
            self._newest.decrypt(encrypted)
        except InvalidToken:
            return self.encrypt(self.decrypt(encrypted))
        return None
