"""The languages that people can choose: those whose words for days are in files beside this one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

ENGLISH = "en"
_ENDING = ".toml"


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages by their code, English first."""
    names = {
        file.name.partition(".")[0] for file in files(__package__).iterdir() if _is_one(file.name)
    }
    return (ENGLISH, *sorted(names - {ENGLISH}))


@lru_cache(maxsize=1)
def offered_languages() -> tuple[str, ...]:
    """The choices of the settings: each language, and the countries in which it differs."""
    return tuple(_with_countries())


def _with_countries() -> Iterator[str]:
    for language in languages():
        yield language
        data = tomllib.loads((files(__package__) / f"{language}{_ENDING}").read_text("utf-8"))
        yield from (f"{language}-{country}" for country in data.get("countries", ()))


def _is_one(name: str) -> bool:
    """True for *de.toml*; *de.sentences.toml* belongs to it."""
    return name.endswith(_ENDING) and name.count(".") == 1
