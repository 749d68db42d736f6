"""The company of a mail: what its sentences, its sender and its signature name, weighed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from bot.mail.names.company_names import (
    clean_company,
    company_key,
    fits_label,
    has_words,
    name_of_label,
    spelled_in,
)
from bot.mail.names.name_patterns import find_names
from bot.mail.names.name_shapes import (
    is_company_like,
    is_team,
    looks_like_person,
    names_a_title,
    without_team,
)
from bot.mail.names.senders import (
    bare_label,
    company_label,
    is_board,
    is_department,
    is_freemail,
    is_no_reply,
    letters_of,
)
from bot.mail.names.signature import closing_lines, is_signed_by_first_word, signature_names
from bot.mail.parts.mail import NOBODY, MailAddress

_SUBJECT, _BODY, _SENDER, _DOMAIN, _SIGNATURE = 3.0, 2.0, 2.5, 2.5, 1.5
_MOST_SENTENCES = 60
_CLIENT = 10.0  # more than an agency's own name gets in all
_SURE_PATTERNS = 11
_WORDS = re.compile(r"[^\W_]+")


def find_company(
    sender: MailAddress,
    subject: str,
    sentences: Sequence[str],
    text: str,
    reply_to: MailAddress = NOBODY,
    known: Sequence[str] = (),
) -> str | None:
    """Returns the company that most speaks for; None where nothing names one.

    One that the reader knows goes before, where the mail names it as an employer, or names
    no other.
    """
    label = company_label(sender) or company_label(reply_to)
    votes = _collect_votes(label, sender, subject, sentences, text)
    ours = {letters_of(name): name for name in known if len(letters_of(name)) > 2}
    meant = [name for letters, name in ours.items() if letters in votes.letters()]
    best = votes.best(f"{subject}\n{sender.name}\n{text[:6_000]}")
    if best is not None and letters_of(best) in ours:
        return best
    if best is None or votes.weight(best) <= _SIGNATURE:
        words = _as_words(f"{subject} {text[:6_000]}")
        meant = [name for name in ours.values() if _as_words(name) in words]
    return meant[0] if len(meant) == 1 else best


def _collect_votes(
    label: str | None, sender: MailAddress, subject: str, sentences: Sequence[str], text: str
) -> _Votes:
    """Weighs every name in the subject, the sentences, the sender and the closing lines."""
    votes = _Votes(label)
    for found in find_names(subject, "subject", "patterns"):
        votes.add(found.company, _SUBJECT if found.rank < _SURE_PATTERNS else _SIGNATURE)
    for sentence in sentences[:_MOST_SENTENCES]:
        once = {
            letters_of(found.company): found.company
            for found in find_names(sentence, "body", "patterns")
            if found.company
        }
        for name in once.values():
            votes.add(name, _BODY)
        for client in find_names(sentence, "client", "patterns"):
            votes.add(client.company, _CLIENT)
    if not is_signed_by_first_word(sender.name, text):
        votes.add(company_in_display_name(sender), _SENDER)
    for name in signature_names(text):
        votes.add(name, _SIGNATURE)
    for line in closing_lines(text):
        if is_company_like(line) or fits_label(line, label) or _begins_label(line, label):
            votes.add(line, _SIGNATURE)
    return votes


_LONG_WORD = 5


def _begins_label(line: str, label: str | None) -> bool:
    """True for *Brennecke Heating & Air* of brenneckehvac: the domain begins with its name."""
    words = line.split()
    first = letters_of(words[0]) if len(words) > 1 else ""
    return bool(label) and len(first) >= _LONG_WORD and str(label).startswith(first)


def _as_words(text: str) -> str:
    return f" {' '.join(_WORDS.findall(text)).casefold()} "


class _Votes:
    """Names by their letters, with the weight of all that names them."""

    def __init__(self, label: str | None) -> None:
        self._label = label
        self._weight: dict[str, float] = defaultdict(float)
        self._spelled: dict[str, list[str]] = defaultdict(list)

    def add(self, name: str | None, weight: float) -> None:
        """Counts a name, if it can be one; a job's title only where the domain spells it."""
        if name and (clean := clean_company(name)):
            whole = " ".join(name.split()).strip(" ,.")
            if clean != whole and self._label and letters_of(whole) in bare_label(self._label):
                clean = whole
            if names_a_title(clean) and not fits_label(clean, self._label):
                return
            key = company_key(clean)
            self._weight[key] += weight
            self._spelled[key].append(clean)

    def letters(self) -> set[str]:
        """Returns the letters of every name that was counted."""
        return {letters_of(one) for spellings in self._spelled.values() for one in spellings}

    def weight(self, name: str) -> float:
        """Returns the weight of all that speaks for a name."""
        return self._weight.get(company_key(name), 0.0)

    def best(self, text: str) -> str | None:
        """Returns the heaviest; a domain's label counts for the name that it spells."""
        label = self._label
        if label:
            fitting = [
                key
                for key in self._weight
                if any(fits_label(one, label) for one in self._spelled[key])
            ]
            if not fitting and (written := spelled_in(text, label)):
                self.add(written, 0.5)
                fitting = [company_key(written)] if company_key(written) in self._weight else []
            for key in fitting:
                self._weight[key] += _DOMAIN
        self._merge()
        if not self._weight:
            return name_of_label(label) if label else None
        best = max(self._weight, key=lambda key: (self._weight[key], len(key)))
        spellings = self._spelled[best]
        return max(spellings, key=lambda one: (spellings.count(one), len(one)))

    def _merge(self) -> None:
        """Makes one company of *Acme* and *Acme Robotics*, by the longer name."""
        for short in sorted(self._weight, key=len):
            longer = [
                one
                for one in self._weight
                if one != short
                and any(has_words(spelling, short) for spelling in self._spelled[one])
            ]
            if len(short) > 2 and longer and short in self._weight:
                target = max(longer, key=lambda one: self._weight[one])
                if self._weight[target] >= _BODY or self._weight[short] <= _BODY + _DOMAIN:
                    self._weight[target] += self._weight.pop(short)
                else:
                    self._weight[short] += self._weight.pop(target)


def _board_of(sender: MailAddress) -> str:
    """Returns a job board's name as its domain spells it: pracuj of pracuj.pl."""
    return letters_of(sender.domain.split(".")[-2])


def _holds(before: str, name: str) -> bool:
    """True where *de* or *en* is part of a firm's name: Rede Jatobá de Farmácias."""
    joined = name[len(before) :].split()[0].casefold() in ("de", "en", "von")
    return joined and not is_team(before) and (" " in before or is_company_like(before))


def company_in_display_name(sender: MailAddress) -> str | None:
    """Finds the company in a sender's name: "Acme Hiring Team", "Jane at Acme", "Jane (Acme)"."""
    name = sender.name.strip("\"' ")
    if not name or "@" in name.replace(" @ ", " "):
        return None
    name = re.sub(
        r"\s*(?:\bvia\b|\bthrough\b|\bpor\b(?= Gupy)|\büber\b)\s+.*$", "", name, flags=re.IGNORECASE
    )
    if is_board(sender.domain) and letters_of(name).startswith(_board_of(sender)):
        return None
    if found := re.match(r"(.*?)\s+(?:@|at|from|bei|von|chez|en|de|bij|from the)\s+(.+)$", name):
        after = without_team(found[2])
        if after and after[:1].isupper() and not is_team(found[2]) and not _holds(found[1], name):
            return after
    for mark in ("|", "(", ",", " - ", " – ", "/", "·"):
        if mark in name:
            parts = [one.strip(" )") for one in name.split(mark)]
            named = [one for one in parts if one and not is_team(one)]
            kept = [without_team(one) for one in named if without_team(one) != one] or [
                one for one in named if not looks_like_person(one)
            ]
            return kept[-1] if kept else (named[-1] if len(named) > 1 else None)
    bare = without_team(name)
    if bare and bare != name:
        return bare
    if is_no_reply(sender) or is_department(sender):
        return bare
    own = company_label(sender)
    if bare and own and company_key(bare) in bare_label(own):
        return bare
    if (
        bare
        and not looks_like_person(bare)
        and not is_freemail(sender.domain)
        and not is_board(sender.domain)
    ):
        return bare
    return None
