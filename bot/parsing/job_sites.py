"""Job sites: names so well known that *on LinkedIn* is no part of a company's name."""

from __future__ import annotations

_BOARDS = (
    *("LinkedIn", "Indeed", "Glassdoor", "Monster", "ZipRecruiter", "CareerBuilder", "Dice"),
    *("Handshake", "Wellfound", "AngelList", "Otta", "Welcome to the Jungle", "SimplyHired"),
    *("Snagajob", "Craigslist", "Google", "Google Jobs", "Facebook", "Reddit", "Upwork", "Adzuna"),
    *("StepStone", "Xing", "Arbeitsagentur", "meinestadt", "Jobware", "karriere.at", "jobs.ch"),
    *("Reed", "Totaljobs", "CV-Library", "Jobsite", "Guardian Jobs", "SEEK", "Naukri", "Jora"),
    *("InfoJobs", "Apec", "HelloWork", "France Travail", "Nationale Vacaturebank"),
)
_OWN = ("website", "site", "web site", "page", "career page", "careers page", "homepage")
_WHOSE = ("their", "the", "the company", "company", "their own")

# As texts are compared.
PLACES = frozenset(
    {
        *(one.casefold() for one in _BOARDS),
        *(f"{whose} {own}" for whose in _WHOSE for own in _OWN),
    }
)

# No employers that people write to us about, so that their names alone tell a source.
UNMISTAKABLE = frozenset(
    {
        *("linkedin", "indeed", "glassdoor", "ziprecruiter", "handshake", "craigslist"),
        *("wellfound", "snagajob", "stepstone", "infojobs", "totaljobs", "naukri"),
    }
)
