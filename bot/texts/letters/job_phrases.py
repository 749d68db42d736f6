"""The names of a job in a sentence: *the Baker position at Acme*, as far as it is known."""

from __future__ import annotations

from bot.domain.applications.application import Application
from bot.texts.plain_text import clean

_ARTICLES = ("the ", "a ", "an ")
_ALREADY_A_JOB = ("position", "role", "job", "internship", "apprenticeship", "traineeship")


def company(application: Application) -> str:
    """Returns the company, cut to a sane length; empty if it is unknown."""
    return clean(application.company)


def role(application: Application) -> str:
    """Returns the role without an article; empty if it is unknown."""
    named = clean(application.role)
    article = next((a for a in _ARTICLES if named.casefold().startswith(a)), "")
    return named[len(article) :]


def position(application: Application) -> str:
    """Returns *the Baker position*, or *the position*."""
    named = role(application)
    if not named:
        return "the position"
    return f"the {named}" if named.casefold().endswith(_ALREADY_A_JOB) else f"the {named} position"


def job(application: Application) -> str:
    """Returns *the Baker position at Acme*, or as much of it as is known."""
    at = company(application)
    return f"{position(application)} at {at}" if at else position(application)


def label(application: Application) -> str:
    """Returns *Acme (Baker)*: company and role on one line, for titles."""
    at, as_ = company(application) or "this employer", clean(application.role)
    return f"{at} ({as_})" if as_ else at
