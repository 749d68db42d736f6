"""What is said to the bot itself."""

from __future__ import annotations

_THANKS = frozenset(
    {
        *("good bot", "great job", "nice work", "love it", "you're the best", "you rock"),
        *("thanks", "thank you", "thx", "ty", "thanks a lot", "thank you so much", "danke"),
        *("many thanks", "cheers", "merci", "gracias", "grazie", "obrigado", "obrigada"),
        *("bedankt", "dank je", "dziękuję", "dzięki", "thank you!", "great thanks", "ok thanks"),
    }
)
_AROUND = " \t\n!.?:)"


def is_thanks(text: str) -> bool:
    """True if that is a thank-you to the bot, and no more."""
    return " ".join(text.replace("’", "'").strip(_AROUND).casefold().split()) in _THANKS
