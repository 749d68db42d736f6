"""Encrypts tokens with the newest key, and decrypts them with any."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from adapters.shared.cipher import Cipher, MissingKey


@dataclass(frozen=True, slots=True)
class Secret:
    """The tokens of a workspace: the bot's, and what renews it where tokens are rotated."""

    token: str
    refresh: str | None = None

    def __repr__(self) -> str:
        return "Secret(…)"

    def to_bytes(self) -> bytes:
        """Returns the secret in clear, for the cipher alone."""
        return json.dumps({"token": self.token, "refresh": self.refresh}).encode()

    @classmethod
    def from_bytes(cls, clear: bytes) -> Self:
        """Reads a secret in clear."""
        return cls(**json.loads(clear))


class TokenCipher:
    """Encrypts and decrypts secrets. A new key goes in front; the old ones still decrypt."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._cipher = Cipher(keys)

    def encrypt(self, secret: Secret) -> str:
        """Encrypts a secret for storage."""
        return self._cipher.encrypt(secret.to_bytes())

    def decrypt(self, encrypted: str) -> Secret:
        """Decrypts a stored secret. Raises MissingKey."""
        return Secret.from_bytes(self._cipher.decrypt(encrypted))

    def reencrypted(self, encrypted: str) -> str | None:
        """Encrypts a stored secret under the newest key; None if it is. Raises MissingKey."""
        return self._cipher.reencrypted(encrypted)

    def sign(self, text: str) -> str:
        """Signs a text, with the moment in the signature."""
        return self._cipher.encrypt(text.encode())

    def is_signed(self, signed: str, seconds: int) -> bool:
        """True if this cipher signed that text within so many seconds."""
        try:
            self._cipher.decrypt(signed, seconds)
        except MissingKey:
            return False
        return True
