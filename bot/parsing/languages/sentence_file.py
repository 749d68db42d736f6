"""The file of a language's sentences, and lists of words out of those of every language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bot.parsing.languages.offered import languages


@lru_cache(maxsize=32)
def sentence_file(language: str) -> Mapping[str, Any]:
    """The file's content; nothing for a language without one."""
    file = files(__package__) / f"{language}.sentences.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def listed_in_all(section: str, name: str) -> frozenset[str]:
    """The words of a list in every language."""
    lists = (sentence_file(language).get(section, {}).get(name, "") for language in languages())
    return frozenset(word for listed in lists for word in listed.split())
