"""The file `.env`: reads it beside the environment, which wins, and writes it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from dotenv.parser import Binding, parse_stream

from adapters.app.settings import SETTINGS
from adapters.shared.environment import BadSetting

NAME = ".env"
# A setting's name with this at its end names a file that holds the value.
FROM_FILE = "_FILE"
HEAD = "# Followthrough's settings, written by `followthrough init`. Keep this file to yourself.\n"
_NEEDS_NO_QUOTES = re.compile(r"[\w@%+=:,./-]*", re.ASCII)


def read_environment(
    environment: Mapping[str, str] = os.environ, folder: Path = Path()
) -> dict[str, str]:
    """Returns the settings of an environment, with those of the folder's `.env` below them.

    A setting that either names with `_FILE` is read from the file that it gives, as
    containers keep secrets. Raises BadSetting.
    """
    return {
        **resolve_files(read_env_file(folder / NAME), NAME),
        **resolve_files(environment, "the environment"),
    }


def read_env_file(file: Path) -> dict[str, str]:
    """Returns the values of a file, none where there is no file. Raises BadSetting."""
    return {one.key: one.value or "" for one in _bindings(file) if one.key is not None}


def write_env_file(file: Path, changes: Mapping[str, str | None]) -> None:
    """Sets values in a file, for its owner alone to read; None takes one out.

    Every other line stays as it is. Raises BadSetting.
    """
    lines, left = [], dict(changes)
    for one in _bindings(file):
        if one.key is None or one.key not in changes:
            lines.append(one.original.string)
        elif (value := left.pop(one.key, None)) is not None:
            lines.append(_line(one.key, value))
    if lines and not lines[-1].endswith("\n"):
        lines.append("\n")
    lines += [_line(name, value) for name, value in left.items() if value is not None]
    text = "".join(lines if file.exists() else [HEAD, *lines])
    try:
        with NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as new:
            new.write(text)  # such a file is its owner's alone from the start
        os.replace(new.name, file)
    except OSError as error:
        raise BadSetting(f"{file} cannot be written: {error.strerror}.") from None


def _bindings(file: Path) -> list[Binding]:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise BadSetting(f"{file} cannot be read: {why}.") from None
    found = list(parse_stream(StringIO(text)))
    for one in found:
        if one.error:
            number = one.original.line + _leading_newlines(one.original.string)
            raise BadSetting(f"Line {number} of {file} cannot be read: write it as NAME=value.")
    return found


def _leading_newlines(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")


def _line(name: str, value: str) -> str:
    if not _NEEDS_NO_QUOTES.fullmatch(value):
        value = "'" + value.replace("\\", r"\\").replace("'", r"\'") + "'"
    return f"{name}={value}\n"


def resolve_files(values: Mapping[str, str], place: str) -> dict[str, str]:
    """Returns values with each file that a setting names replaced by what the file says.

    Raises BadSetting, which names the place.
    """
    read = dict(values)
    for name in _named_by_file(values):
        path = read.pop(f"{name}{FROM_FILE}")
        if values.get(name):
            raise BadSetting(f"{name} and {name}{FROM_FILE} are both set in {place}: keep one.")
        try:
            read[name] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
            raise BadSetting(f"{name}{FROM_FILE}: {path} cannot be read: {why}.") from None
    return read


def _named_by_file(values: Mapping[str, str]) -> Iterable[str]:
    return [name for name in SETTINGS if values.get(f"{name}{FROM_FILE}", "").strip()]
