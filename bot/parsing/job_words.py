"""The words of jobs in every language: a title is often in another one than its sentence."""

from __future__ import annotations

from functools import lru_cache

from bot.parsing.languages.sentence_file import listed_in_all


@lru_cache(maxsize=1)
def job_nouns() -> frozenset[str]:
    """The last words of jobs' titles in every language: a title is often in another one."""
    return listed_in_all("roles", "nouns")


@lru_cache(maxsize=1)
def job_modifiers() -> frozenset[str]:
    """Words before the last word of a job's title: *forklift* driver."""
    return listed_in_all("roles", "modifiers")


@lru_cache(maxsize=1)
def work_endings() -> tuple[str, ...]:
    """The endings of who does something: *preparer*, *machinist*."""
    return tuple(sorted(listed_in_all("roles", "endings")))


@lru_cache(maxsize=1)
def work_lookalikes() -> frozenset[str]:
    """Words that end so and do nothing: *center*, *hunger*."""
    return listed_in_all("roles", "lookalikes")


@lru_cache(maxsize=1)
def role_labels() -> frozenset[str]:
    """What labels a job in any language: *role*, *functie*."""
    return listed_in_all("words", "role_labels")
