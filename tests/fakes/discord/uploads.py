"""Uploaded files, at their addresses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Upload:
    """A file that came with a message or a command."""

    name: str
    content: bytes


class Uploads:
    """All of them; `home` is where they can be fetched."""

    def __init__(self) -> None:
        self.home = "https://cdn.discordapp.com"
        self._kept: dict[tuple[int, str], Upload] = {}

    def keep(self, owner: int, file: Upload) -> str:
        """Keeps a file of a message or command; gives its address."""
        self._kept[owner, file.name] = file
        return f"{self.home}/attachments/{owner}/{file.name}"

    def get(self, owner: int, name: str) -> Upload | None:
        """The file at an address."""
        return self._kept.get((owner, name))
