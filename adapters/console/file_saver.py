"""Saves files that the bot hands over into a folder, where they stay after the chat ends."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from bot.message import File, Refused

DEFAULT_FOLDER = "followthrough-files"


class FileSaver:
    """Saves files under one folder, which it makes when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, file: File) -> str:
        """Saves a file and returns its path; one of that name is kept, the new one gets a number.

        Raises Refused if the folder cannot be written to.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = Path(file.name)
            for number in count(1):
                numbered = name.name if number == 1 else f"{name.stem}-{number}{name.suffix}"
                path = self._folder / numbered
                try:
                    with path.open("xb") as out:
                        out.write(file.content)
                except FileExistsError:
                    continue
                return str(path)
        except OSError as error:
            raise Refused(
                f"I can't write into the folder {self._folder} ({error.strerror}). "
                "Name another with --files."
            ) from None
        raise AssertionError("numbers do not end")
