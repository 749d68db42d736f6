"""The lines that close a mail: who signs, and for which company."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.mail.deciding.phrase import plain
from bot.mail.names.name_patterns import COMPANY
from bot.mail.names.name_shapes import (
    is_company_like,
    looks_like_name,
    looks_like_person,
    names_a_title,
    without_team,
    word_list,
)

_SIGNATURE_LINES = 8
_LAST_LINES = 60
_LONGEST_SIGN_OFF = 60


def is_sign_off(line: str) -> bool:
    """True for a line that closes a mail, such as "Best regards," or "Viele Grüße"."""
    return len(line) < _LONGEST_SIGN_OFF and _sign_offs().match(plain(line)) is not None


@lru_cache(maxsize=1)
def _sign_offs() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, sorted(word_list("sign_offs")))) + r")\b")


def signature_names(text: str) -> Iterable[str]:
    """Companies in the lines that close a mail."""
    lines = [line.strip(" *_>-–—") for line in text.splitlines()]
    lines = [line for line in lines if line][-_LAST_LINES:]
    for at, line in enumerate(lines):
        if not is_sign_off(line):
            continue
        rest = line.partition(",")[2].strip()
        first = True
        for close in [rest, *lines[at + 1 : at + 1 + _SIGNATURE_LINES]]:
            if close and len(close) < 70:
                # The first line under a closing is a name, unless a company is all there is.
                if not (first and looks_like_person(close) and not is_company_like(close)):
                    yield from _in_signature_line(close)
                first = False


_CLOSING_LINES = 5


def _stripped(line: str) -> str:
    """Returns a line without what surrounds it; B.V. keeps its full stop."""
    bare = line.strip(" *_>-–—!")
    return bare if re.search(r"\b[A-Z]\.[A-Z]\.$", bare) else bare.strip(" *_>-–—.!")


def closing_lines(text: str) -> list[str]:
    """Returns the last lines that look like names, links left out."""
    lines = [_stripped(line) for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith(("http", "<http"))]
    return [line for line in lines[-_CLOSING_LINES:] if looks_like_name(line)]


def is_signed_by_first_word(name: str, text: str) -> bool:
    """True for "Dana Kim via Greenhouse" whose mail is signed *Dana*."""
    first = name.split()[0] if " via " in name else ""
    return bool(first) and any(line.strip(" ,.-–") == first for line in text.splitlines()[-8:])


def _in_signature_line(line: str) -> Iterable[str]:
    if re.search(r"https?://|@\w|\d{3}", line):
        return
    if "," in line or "|" in line:
        last = re.split(r"[,|]", line)[-1].strip()
        if last and looks_like_name(last):
            yield last
            return
    bare = re.sub(
        r"^(?:the|das|dein|ihr|il|l'|het|el|a|o|your|deine|ihre|je|votre)\s+",
        "",
        line,
        flags=re.IGNORECASE,
    ).strip(" .,!")
    without = without_team(bare)
    if without and without != bare and without[:1].isupper():
        yield without
        return
    found = re.search(rf"(?:\bat|@|,|\||\bbei|\bchez|\bof|\bfrom)\s+{COMPANY}\s*$", line)
    if found and not names_a_title(found["company"]):
        yield found["company"]
    elif looks_like_name(bare):
        yield bare
    elif re.search(
        r"\b(?:Inc|LLC|Ltd|GmbH|AG|KG|SE|B\.?V|S\.?A|S\.?L|Lda|Ltda|plc|Corp|Sp\. z o\.?o)\b", line
    ):
        yield line
