"""The words that answer a question: yes and no in the languages of settings, and which one."""

from __future__ import annotations

from bot.parsing.words import word_set


def _phrases(text: str) -> frozenset[str]:
    return frozenset(one.strip() for one in text.split(","))


YES = _phrases(
    "yes, yes please, yes it is, yes that's right, yeah, yea, yep, yup, ya, y, sure, of course,"
    " ok, okay, k, right, that's right, correct, that's correct, exactly, absolutely, please do,"
    " do it, log it, go ahead, that one, that's it, 👍, ✅,"
    " ja, ja bitte, genau, klar, oui, d'accord, sí, si, vale, claro, sim, certo, tak, jasne,"
    " ja graag, klopt, va bene, certo che sì"
)
NO = _phrases(
    "no, no thanks, no thank you, nope, nah, n, cancel, cancel that, never mind, nevermind,"
    " don't, do not, forget it, neither, none, none of them, none of these, 👎,"
    " nein, nein danke, non, non merci, no gracias, não, nie, nee, no grazie"
)
ALL = _phrases(
    "all, log all, all of them, log them all, log all of them, everything, both, both of them,"
    " log both, alle, tous, todas, todos, tutti, wszystkie, allemaal"
)
_NUMBERED = (
    "1, 1st, first, one",
    "2, 2nd, second, two",
    "3, 3rd, third, three",
    "4, 4th, fourth, four",
    "5, 5th, fifth, five",
    "6, 6th, sixth",
    "7, 7th, seventh",
    "8, 8th, eighth",
    "9, 9th, ninth",
    "10, 10th, tenth",
)
ORDINALS = {word: at for at, words in enumerate(_NUMBERED) for word in _phrases(words)}
LAST = "last"
# Around an answer, and none of it.
AROUND = word_set(
    "it is it's its a an the of one i mean meant make that please at in on for to number option"
    " uh er um sorry hmm oh log this was and just"
)
HALVES = {
    "am": False,
    "a.m": False,
    "morning": False,
    "night": False,
    "early": False,
    "pm": True,
    "p.m": True,
    "afternoon": True,
    "evening": True,
    "nachmittags": True,
    "nachmittag": True,
    "morgens": False,
    "après-midi": True,
    "matin": False,
    "tarde": True,
    "mañana": False,
    "pomeriggio": True,
    "mattina": False,
    "middag": True,
    "ochtend": False,
    "manhã": False,
    "popołudniu": True,
    "rano": False,
}
