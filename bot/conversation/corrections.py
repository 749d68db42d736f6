"""A line that corrects what was logged last: *actually it was yesterday*, *no, Globex*."""

from __future__ import annotations

import re
from datetime import date

from bot.conversation.line_reader import LineReader
from bot.conversation.reply_words import AROUND, NO, YES
from bot.message import Invocation
from bot.parsing.company_match import is_same
from bot.parsing.dates.days import read_day
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.sentence_data import sentences
from bot.parsing.sentences import hear
from bot.parsing.words import fold, normalize, split

CORRECT_LAST = "correct-last"
_MOST_WORDS = 6
_LONGEST_NAME = 4  # words
_BEGIN = r"(?:(?:actually|no|oops|sorry|wait|correction|whoops|hmm|oh)[,:!.…\s-]+)+"
_IT_WAS = r"(?:(?:it|that|this)(?: was|'s| is| happened)(?: actually)?(?: on| at)?)"
_MEANT = r"(?:i mean|i meant|make that|make it)"
_MISSPELLED = (
    r"(?:(?:(?:the |a )?(?:wrong|misspelled|misspelt)(?: company)?(?: name)?|typo(?: in the"
    r"(?: company)? name)?)[,:;.!\s-]+)?(?:(?:it's|its|it is|the name is|the company is|the company"
    r" name is|name is|company is|it should be|should be|it should say|should say)"
    r"(?: actually| really)?(?: (?:spelled|spelt|called|written|named))?|"
    r"(?:the |a )?(?:wrong|misspelled|misspelt)(?: company)?(?: name)?[,:;.!-])"
)
_SAID_AGAIN = re.compile(
    rf"(?:{_BEGIN})?(?:{_MISSPELLED}|{_IT_WAS}|{_MEANT}) (?P<meant>.+?)(?:,? (?:and )?not .+)?|"
    r"not [^,]+,(?: but| it was| it's)? (?P<other>.+)|"
    r"(?:no|oops|sorry|wait|correction|actually|whoops)(?:\s*[,:!…]| -| –)\s*(?P<instead>.+)",
    re.IGNORECASE,
)
_NOT_THAT_ONE = re.compile(
    r"(?:oops|sorry|no|wait|whoops)?[,:!.\s]*(?:the )?wrong (?:company|one|name)[,:;!.\s]+"
    r"(?:that was|it was|it's|should be|i meant|that's) (?P<meant>.+?)(?:,? (?:and )?not .+)?",
    re.IGNORECASE,
)
_WRONG = re.compile(
    rf"(?:{_BEGIN})?(?:(?:that|this|it)(?: was|'s| is) )?(?:the )?"
    r"(?:wrong|a mistake|my mistake|not right|incorrect|wrong (?:company|day|date|one|job))"
)


def read_correction(reader: LineReader, text: str) -> Invocation | None:
    """Returns the correction of what was logged last; None for a line that is none."""
    line = normalize(text).replace("’", "'").strip(" .!")
    if len(line.split()) > _MOST_WORDS + _LONGEST_NAME:
        return None
    if _WRONG.fullmatch(fold(line)):
        return Invocation(CORRECT_LAST)
    if named := _NOT_THAT_ONE.fullmatch(line):
        return Invocation(CORRECT_LAST, {"name": named["meant"].strip(" .!")})
    found = _SAID_AGAIN.fullmatch(line)
    if found is None:
        return None
    value = (found["meant"] or found["instead"] or found["other"]).strip(" .!")
    # *Not yet, Monday* corrects no day: what was not is no record.
    if not found["other"] and (day := _past_day(value, reader.context)):
        return Invocation(CORRECT_LAST, {"on": day})
    if _is_name(reader, value):
        return Invocation(CORRECT_LAST, {"name": value})
    return None


def _past_day(text: str, context: ParseContext) -> date | None:
    try:
        day = read_day(text, context, past=True)
    except ParseError:
        return None
    return day if day and day <= context.today else None


def _is_name(reader: LineReader, text: str) -> bool:
    """True for a company of the person's own, or words that are written as a name is."""
    if any(is_same(text, name) for name in reader.context.names):
        return True
    words = split(text)
    folded = [fold(one.text).strip(".,") for one in words]
    if not 0 < len(words) <= _LONGEST_NAME or fold(text) in YES | NO:
        return False
    if reader.find(text) or hear(words, reader.context):
        return False
    plain = AROUND | sentences(reader.context.own_tongue).never_a_name
    return words[0].text[:1].isupper() and not any(word in plain for word in folded)
