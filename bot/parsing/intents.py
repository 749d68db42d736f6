"""Thanks that are meant for the bot itself."""

from __future__ import annotations

from bot.parsing.words import word_set

_THANKS = frozenset(
    {
        *("good bot", "great job", "nice work", "love it", "you're the best", "you rock"),
        *("thanks", "thank you", "thx", "ty", "thanks a lot", "thank you so much", "danke"),
        *("many thanks", "cheers", "merci", "gracias", "grazie", "obrigado", "obrigada"),
        *("bedankt", "dank je", "dziękuję", "dzięki", "thank you!", "great thanks", "ok thanks"),
    }
)
_AROUND = " \t\n!.?:)"


_THANKING = frozenset({"thanks", "thank", "thx", "ty", "tysm", "cheers", "danke", "merci"})
_AROUND_THANKS = _THANKING | word_set(
    "you u ur you're youre your are the best so very much a lot bot for this that it help helping"
    " everything great awesome amazing good lifesaver star legend ok okay cool nice perfect my"
    " friend again all really"
)


def is_thanks(text: str) -> bool:
    """True if that is a thank-you to the bot, and no more."""
    words = text.replace("’", "'").strip(_AROUND).casefold().split()
    bare = [word.strip(_AROUND + ",") for word in words]
    return " ".join(words) in _THANKS or (
        bool(bare) and bare[0] in _THANKING and _AROUND_THANKS.issuperset(bare)
    )
