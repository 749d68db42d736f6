"""The words of a sentence as its patterns are compared with them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.parsing.languages.offered import ENGLISH
from bot.parsing.parse_context import ParseContext
from bot.parsing.rewording import reworded
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.words import Token

_MARKS = " ,.!?;:…()"
_QUOTED_NEWS = frozenset({"no", "unfortunately", "rejection", "yes", "offer"})
# Contractions as people type them on a phone.
_CONTRACTIONS = {
    "havent": "haven't",
    "hasnt": "hasn't",
    "hadnt": "hadn't",
    "didnt": "didn't",
    "doesnt": "doesn't",
    "dont": "don't",
    "wasnt": "wasn't",
    "isnt": "isn't",
    "arent": "aren't",
    "wont": "won't",
    "cant": "can't",
    "couldnt": "couldn't",
}


def prepared(tokens: Sequence[Token], context: ParseContext) -> Sequence[Token]:
    """The words in the way that the patterns know, without those that weigh nothing."""
    return _without_dropped(_apart(reworded(tokens, context), context), context)


def compared(token: Token, context: ParseContext) -> str:
    """A word without marks and case; empty for what is quoted, unless it is an answer's name."""
    if token.quoted:  # a “no”, the "unfortunately" mail
        quoted = bare(token.text)
        return quoted if quoted in _QUOTED_NEWS else ""
    if token.text == "@":
        return "at"
    word = bare(token.text).strip(_MARKS)
    return _CONTRACTIONS.get(word, word) if context.spoken == ENGLISH else word


def _apart(tokens: Sequence[Token], context: ParseContext) -> Sequence[Token]:
    """The words with what an apostrophe has joined taken apart: *d'Acme*, *m'a*."""
    elided = sentences(context.spoken).elided
    if not elided:
        return tokens
    said: list[Token] = []
    for token in tokens:
        first, mark, rest = token.text.replace("’", "'").partition("'")
        if (
            mark
            and rest
            and not token.quoted
            and bare(first) in elided
            and (first[:1].islower() or (not said and first != "D"))
        ):
            said += [
                Token(f"{first}'", raw=f"{first}'", gap=token.gap),
                Token(rest, raw=rest, gap=""),
            ]
        else:
            said.append(token)
    return said


def _without_dropped(tokens: Sequence[Token], context: ParseContext) -> Sequence[Token]:
    """The words without those that weigh nothing wherever they are: *leider*, *endlich*."""
    dropped = sentences(context.spoken).dropped
    if not dropped:
        return tokens
    names = {word for name in context.names for word in bare(name).split()}
    return [
        token
        for token in tokens
        if token.quoted
        or (word := bare(token.text).strip(_MARKS)) not in dropped
        or word in names
        or (token.text[:1].isupper() and token is not tokens[0])
    ]
