"""A text cleaned of what nobody sees, and split into words and quoted values."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from bot.frozen import frozen

_ALL_SEEN = re.compile("[ -~\xa1-\xac\xae-\u02af]*")  # most names: nothing to look for
# Letters that draw nothing would make two names look alike.
_BLANK = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ud800-\udfff\U0001d173-\U0001d17a]"
)
# A joiner holds an emoji together, or shapes letters of Persian and Indian scripts.
_JOINED = "\xa9\xae\u203c-\u3299\u0600-\u0dff\u1000-\u18af\ufe0f\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])")
# Tag letters spell the flags of England, Scotland and Wales, and hide text elsewhere.
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|[\U000e0000-\U000e007f]")

# A letter carries at most 30 marks (Unicode's stream-safe format, UAX #15); composing
# takes the square of a longer run.
_MOST_MARKS = 30
_MANY_MARKS = re.compile(f"[^\\w\\s!-~]{{{_MOST_MARKS + 1},}}")
_LONG_GAP = re.compile(r"\s{5,}")

_ACCENTS = re.compile("[\u0300-\u036f]+")

_CLOSERS = {
    '"': '"”“',
    "“": '”"',
    "”": '”"',
    "„": '“”"',
    "«": "»",
    "‹": "›",
    "「": "」",
    "'": "'’",
    "‘": "’'",
}
_SINGLE = "'‘"
_CLOSER = re.compile(r"""["”“»›」'’](?=[,.;:!?)]*(?:\s|$))""")
_AFTER = re.compile(r"[,.;:!?)]*")
_WORD = re.compile(r"\S+")
_GAP = re.compile(r"\s*")
_EDGES = " ,;:"
_LONGEST_WORD = 40  # letters


@frozen
class Token:
    """One word, or one quoted value without its quotes.

    `raw` is as typed, quotes included; `gap` the white space before it.
    """

    text: str
    quoted: bool = False
    raw: str = ""
    gap: str = " "


def normalize(text: str) -> str:
    """One line: spaces collapsed, nothing invisible but what holds emoji and letters together."""
    return " ".join(_seen(text).split())


def normalize_lines(text: str) -> str:
    """The same with line breaks kept, at most one empty line in a row."""
    lines = [normalize(line) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def tidied(text: str) -> str:
    """A message as typed, without what is invisible and without long runs of white space.

    A run keeps its kind: it divides lines, a row's cells or words.
    """
    return _LONG_GAP.sub(_short_gap, "\n".join(_seen(line) for line in text.splitlines()))


def split(text: str) -> list[Token]:
    """The words of a text; what is in quotes is one of them.

    Double quotes, straight or curly, hold a value together; single ones only from
    a word's start to a word's end, since within and after a word they are an
    apostrophe. A quote without its partner is a character like any other.
    """
    text = normalize_lines(text)
    closers: dict[str, list[int]] = defaultdict(list)
    for closer in _CLOSER.finditer(text):
        closers[closer[0]].append(closer.start())
    tokens, at = [], 0
    while at < len(text):
        gap = _group(_GAP, text, at)
        at += len(gap)
        close = _partner(text, at, closers)
        if close is None:
            word = _group(_WORD, text, at)
            tokens.append(Token(word, raw=word, gap=gap))
            at += len(word)
        else:
            end = close + 1 + len(_group(_AFTER, text, close + 1))
            value = normalize(text[at + 1 : close])
            tokens.append(Token(value, quoted=True, raw=text[at:end], gap=gap))
            at = end
    return tokens


def join(tokens: Sequence[Token]) -> str:
    """The words of a value in one line, without their quotes."""
    said = "".join(
        token.text if _is_elided(before, token) else f" {token.text}"
        for before, token in zip((None, *tokens), tokens, strict=False)
    )
    return said.strip(_EDGES)


def _is_elided(before: Token | None, token: Token) -> bool:
    """True for *Italia* behind *d'*, which were one word."""
    return before is not None and token.gap == "" and before.text.endswith("'")


def join_long(tokens: Sequence[Token]) -> str:
    """A long text as it was typed; quotes go only where they hold all of it."""
    if len(tokens) == 1:
        return tokens[0].text
    return "".join(token.gap + token.raw for token in tokens).strip()


def fold(text: str) -> str:
    """A text as it is compared: case, quotes and the shape of apostrophes do not count."""
    return _fold_word(text) if len(text) <= _LONGEST_WORD else _fold(text)


def fold_name(name: str) -> str:
    """A name as it is compared: besides, a full-width or a ligated letter is the plain one."""
    return fold(unicodedata.normalize("NFKC", name))


def word_set(words: str) -> frozenset[str]:
    """The words of a text as a set: how the short lists of this package are written."""
    return frozenset(words.split())


def unaccented(text: str) -> str:
    """A text without the accents on its letters: *Zürich* is *Zurich*."""
    if text.isascii():
        return text
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text))


@lru_cache(maxsize=32)  # one message is compared with many names and phrases
def _seen(text: str) -> str:
    if _ALL_SEEN.fullmatch(text):
        return text
    text = _composed(_UNSEEN.sub("", text))
    text = _TAGS.sub(lambda found: found[1] or "", _BLANK.sub(" ", text))
    return _composed(_STRAY_JOINER.sub("", text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", _MANY_MARKS.sub(_without_excess_marks, text))


def _without_excess_marks(found: re.Match[str]) -> str:
    kept, marks = [], 0
    for letter in found[0]:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _short_gap(found: re.Match[str]) -> str:
    if "\n" in found[0]:
        return "\n\n"
    return "\t" if "\t" in found[0] else " "


def _fold(text: str) -> str:
    return normalize(text).replace("’", "'").casefold()


# The same few words are compared with one another many times within one line.
_fold_word = lru_cache(maxsize=4_096)(_fold)


def _partner(text: str, at: int, closers: dict[str, list[int]]) -> int | None:
    """Returns the place where the quote at `at` closes, if one opens and closes there."""
    opener = text[at : at + 1]
    if opener not in _CLOSERS or not opener:
        return None
    if opener in _SINGLE and text[at + 1 : at + 2].isspace():
        return None
    found = []
    for closer in _CLOSERS[opener]:
        places = closers[closer]
        after = bisect_right(places, at)
        found += places[after : after + 1]
    return min(found, default=None)


def _group(pattern: re.Pattern[str], text: str, at: int) -> str:
    found = pattern.match(text, at)
    return found[0] if found else ""


_SMILEY = re.compile(r":[a-z0-9_+-]{2,40}:|[:;=8][-o']?[)(\]\[dpD/|*3]+|<3|\^\^|xd+", re.IGNORECASE)


_EMOJI = re.compile(
    "[\u00a9\u00ae\u203c-\u3299\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f!?.]+"
)


def without_decoration(tokens: list[Token], *, sentence: bool) -> list[Token]:
    """The words without smileys; in a sentence, without emoji at its end, too."""
    kept = [one for one in tokens if one.quoted or not _SMILEY.fullmatch(one.text)]
    while sentence and len(kept) > 1 and _is_emoji(kept[-1]) and not _is_emoji(kept[0]):
        kept = kept[:-1]
    return kept if kept else tokens


def _is_emoji(token: Token) -> bool:
    return not token.quoted and _EMOJI.fullmatch(token.text) is not None
