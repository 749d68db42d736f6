"""What a sentence says of a company: its values, with every word accounted for or asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from bot.command import ApplicationRef, ArgKind, Command, Param, WallTime
from bot.parsing.arguments import Args, read_beside, read_tokens
from bot.parsing.company_match import is_same
from bot.parsing.dates.days import read_day
from bot.parsing.doubts import is_role
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.parse_context import Option, ParseContext, ParseError
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import COMPANY, bare
from bot.parsing.sentences import Said
from bot.parsing.values import read_value, say_value, try_value, with_role
from bot.parsing.words import Token, fold, join, word_set

_MARKS = " ,.!?;:…()-–—"
_ABBREVIATED = frozenset({"inc", "co", "corp", "ltd", "p.m", "a.m", "m"})
_DAY_AND_MONTH = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.")
# Money by its sign, its thousands or its length; *Level 42* is a name.
_PAY = re.compile(r"[$€£]\d|\d+(?:[.,]\d+)?k\b|\d{1,3}[.,]\d{3}\b|\d{5,}", re.IGNORECASE)
_PER = frozenset({"a", "an", "per"})
_SPANS = frozenset({"year", "month", "week", "day", "hour"})
_ECHOED = 60
_LONGEST_NAME_IN_A_LABEL = 40
_LONGEST_PERSON = 3  # words
_LONGEST_DAY = 4  # words
_DENIES = "not"
_BY = "by"  # begins a deadline, which is no part of an offer's figures
_SITES = frozenset({"site", "website", "page", "portal"})
# What begins another person's words: *Acme replied they want to talk next week*.
_TELLS = word_set(
    "they that saying they'd they'll they're they've i i'll i'd it it's to we we'll there maybe"
    " wait two three another"
)
_AT = frozenset({"at", "from", "of", "@", "over", "with"})
_ROLE_WORDS = frozenset({"position", "role", "job", "opening", "vacancy"})


def read_said(command: Command, said: Said, context: ParseContext) -> Args:
    """The values that a sentence says of the company that it names.

    Raises ParseError, with the rest of them, for what it leaves open.
    """
    bound = implied(command, said, context)
    company = without_marks(said.company)
    if found := _known(company, context.names):
        return _beside_known(command, said, company, found, bound, context)
    company = _without_people(company, context)
    if said.pattern.words[0] == COMPANY and said.after:
        bounded = (0, len(company), join(company))
        return _beside_known(command, said, company, bounded, bound, context)
    company, terms = _without_pay(command, _without_site(company))
    if terms:
        bound = {**bound, "terms": terms}
    tokens = [*company, *_beside(said)]
    is_clause = partial(_is_clause, command, context)
    tokens = [*without_asides(tokens[len(company) :], context, keeps=is_clause)]
    tokens = [*without_asides(company, context, keeps=is_clause), *tokens]
    try:
        args = read_tokens(command, tokens, context, sentence=True)
    except ParseError as unread:
        if said.before and not unread.options[1:] and not _takes_known(command):
            _refuse_strays(said, {"company": join([*company, *said.before])}, bound, context)
        raise _with_bound(unread, bound) from None
    _refuse_strays(said, args, bound, context)
    _refuse_long_source(args, bound, context)
    _refuse_other_company(said, args, bound, context)
    return {**args, **bound}


def implied(command: Command, said: Said, context: ParseContext) -> Args:
    """The value that the sentence's pattern implies, and by when they decide."""
    decision = {"decision_by": said.decision} if said.decision else {}
    if not said.pattern.implies:
        return decision
    key, value = said.pattern.implies
    param = command.param(key)
    return {**decision, key: read_value(param, value, context) if param else value}


def _beside(said: Said) -> list[Token]:
    """What a sentence says beside the company; what a row that ends in *not* denies is no part."""
    if said.pattern.words[-1] == _DENIES:
        return [*role_clause(said), *said.before]
    return [*role_clause(said), *without_marks(said.after), *said.before]


def role_clause(said: Said) -> list[Token]:
    """The role of a sentence as a clause, such as *as nurse*; empty without one."""
    role = without_marks(said.role)
    return [_token("as"), *role] if role else []


def without_marks(tokens: Sequence[Token]) -> list[Token]:
    """The words without the marks that end their sentence."""
    if not tokens or tokens[-1].quoted:
        return list(tokens)
    last = tokens[-1]
    bare = last.text.rstrip("!?,")
    if (
        bare.endswith(".")
        and not _DAY_AND_MONTH.fullmatch(bare)
        and bare.rstrip(".").casefold() not in _ABBREVIATED
    ):
        bare = bare.rstrip(".")
    kept = [*tokens[:-1]]
    return [*kept, Token(bare, raw=bare, gap=last.gap)] if bare else kept


def without_asides(
    tokens: Sequence[Token],
    context: ParseContext,
    *,
    keeps: Callable[[Sequence[Token]], bool] | None = None,
) -> list[Token]:
    """The words without phrases that add nothing, such as *fingers crossed*.

    With `keeps` only at their end, up to a phrase that it says to keep.
    """
    known = sentences(context.spoken)
    words = ["" if one.quoted else bare(one.text).strip(_MARKS) for one in tokens]
    kept: list[Token] = []
    at = len(tokens)
    while at:
        size = next(
            (n for n in range(min(4, at), 0, -1) if tuple(words[at - n : at]) in known.asides), 0
        )
        if not size and _is_mark(tokens, at - 1):
            size = 1
        elif size and keeps is not None and keeps(tokens[at - size : at]):
            size = 0
        if size:
            at -= size
        elif keeps is not None:
            return [*tokens[:at], *kept]
        else:
            kept = [tokens[at - 1], *kept]
            at -= 1
    return kept


def _is_clause(command: Command, context: ParseContext, tokens: Sequence[Token]) -> bool:
    """True for *by phone* or *this morning*, where the command has a place for it."""
    try:
        args, left = read_beside(command, tokens, context, {})
    except ParseError:
        return True
    return bool(args) and not left


def _is_mark(tokens: Sequence[Token], at: int) -> bool:
    """True for a dash or another mark alone, unless figures stand around it: *2pm - 2:45pm*."""
    if tokens[at].quoted or any(map(str.isalnum, tokens[at].text)):
        return False
    around = (tokens[at - 1], tokens[at + 1]) if 0 < at < len(tokens) - 1 else ()
    return not (around and all(any(map(str.isdigit, one.text)) for one in around))


def _known(tokens: Sequence[Token], names: Sequence[str]) -> tuple[int, int, str] | None:
    """The longest of the person's companies among the words: where, how many words, its name."""
    best: tuple[int, int, str] | None = None
    for name in names:
        words = fold(name).split()
        for at in range(len(tokens) - len(words) + 1):
            said = [fold(one.text).strip(_MARKS) for one in tokens[at : at + len(words)]]
            said[-1] = said[-1].removesuffix("'s")
            same = said == [word.strip(_MARKS) for word in words] or (
                len(words) == len(tokens) and is_same(join(tokens), name)
            )
            if same and (best is None or len(words) > best[1]):
                best = at, len(words), name
    return best


def _beside_known(
    command: Command,
    said: Said,
    company: list[Token],
    found: tuple[int, int, str],
    bound: Args,
    context: ParseContext,
) -> Args:
    """The values of a sentence that names one of the person's companies."""
    at, size, name = found
    main = next(param for param in command.fields if param.name == "company")
    args: Args = {**bound}
    before = _without_person(command, company[:at], args, context)
    after = _without_staff(company[at + size :], context)
    rest = [*before, *after, *_beside(said)]
    value: Any = try_value(main, name, context)
    if (text := _text(command, args, ())) and not (before or said.before or said.role):
        day, what = _told([*after, *said.after], said.moved, command, context)
        if _is_told(what):
            return {main.name: value, text.name: join(what), **day, **args}
    rest = _without_reason(rest, context)
    try:
        args, left = read_beside(command, rest, context, args)
        if left:  # an aside may stand between two clauses
            args, left = read_beside(command, without_asides(left, context), context, args)
    except ParseError as unread:
        raise _with_bound(unread, {main.name: value}) from None
    left = without_asides(left, context)
    if role_of := _role(left):
        left = []
        if command.param("role"):
            args.setdefault("role", role_of)
        elif main.kind is ArgKind.APPLICATION:
            value = try_value(main, with_role(name, role_of), context)
    text = _text(command, args, left) if left else None
    if text and not (text.kind is ArgKind.TEXT and fold(left[0].text) == _BY):
        if text.kind is ArgKind.LONG_TEXT:  # *They call on Friday*: all of it is what they said
            args, left = {**bound}, [*company[at + size :], *without_marks(said.after)]
        told = None if _says_more(left, context) else try_value(text, join(left), context)
        if told is not None:
            args[text.name] = told
            left = []
    values = {main.name: value, **args}
    if left:
        words = join(left)
        words = words if len(words) <= _ECHOED else words[: _ECHOED - 1] + "…"
        option = Option(_yes(name, values, context), values)
        raise ParseError(
            f"I can't place “{words}”. Is this about {name}?", "company", (option,), values
        )
    return values


def _without_person(
    command: Command, tokens: list[Token], args: Args, context: ParseContext
) -> list[Token]:
    """The words before a company's name without *Dana at*, and with whom an interview is."""
    if context.spoken != ENGLISH:
        return _without_person_abroad(command, tokens, args, context)
    if not 2 <= len(tokens) <= _LONGEST_PERSON + 1 or fold(tokens[-1].text) not in _AT:
        return tokens
    who = join(tokens[:-1])
    if command.param("people") and fold(tokens[-1].text) != "with":
        args["people"] = who
    elif (text := _text(command, args, ())) and _is_person(tokens[0]):
        args[text.name] = f"talked to {who}"
    return []


def _without_person_abroad(
    command: Command, tokens: list[Token], args: Args, context: ParseContext
) -> list[Token]:
    """The same in another language, with its articles: *Frau Kühn von der*, *la señora Gil de*."""
    known = sentences(context.spoken)
    words = [bare(token.text).strip(_MARKS) for token in tokens]
    end = len(words)
    while end and words[end - 1] in known.people:
        end -= 1
    if not end or words[end - 1] not in known.at:
        return tokens
    begin = next((at for at, one in enumerate(words) if one not in known.people), end)
    person = tokens[begin : end - 1]
    if len(person) > _LONGEST_PERSON or any(one in known.unreal for one in words[: begin + 1]):
        return tokens
    if command.param("people") and person:
        args["people"] = join(person)
    return []


def _is_person(token: Token) -> bool:
    return fold(token.text) not in sentences(ENGLISH).people


def _without_people(tokens: list[Token], context: ParseContext) -> list[Token]:
    """A company's words without *the recruiter at*."""
    people = sentences(context.spoken).people
    for at, token in enumerate(tokens[:-1]):
        word = fold(token.text)
        if at and word in _AT and not token.quoted:
            return tokens[at + 1 :]
        if word not in people or token.quoted:
            break
    return tokens


def _without_staff(tokens: list[Token], context: ParseContext) -> list[Token]:
    """The words behind a company's name without *HR*, *recruiter* and the like."""
    people = sentences(context.spoken).people
    begin = next(
        (
            at
            for at, one in enumerate(tokens)
            if one.quoted or fold(one.text).strip(_MARKS) not in people
        ),
        len(tokens),
    )
    return tokens[begin:]


def _without_site(tokens: list[Token]) -> list[Token]:
    """The company of *Lyft's site*, which is none."""
    if len(tokens) > 1 and fold(tokens[-1].text) in _SITES and not tokens[-2].quoted:
        name = tokens[-2].text
        for ending in ("'s", "’s"):
            if name.endswith(ending):
                return [*tokens[:-2], _token(name.removesuffix(ending))]
    return tokens


def _without_pay(command: Command, tokens: list[Token]) -> tuple[list[Token], str]:
    """A company's words without the pay behind them, and the pay: *acme 45k a year*."""
    for at, token in enumerate(tokens if command.param("terms") else ()):
        if at and not token.quoted and _PAY.match(token.text):
            words = [fold(one.text).strip(_MARKS) for one in tokens[at + 1 : at + 3]]
            end = at + (3 if len(words) == 2 and words[0] in _PER and words[1] in _SPANS else 1)
            return [*tokens[:at], *tokens[end:]], join(tokens[at:end])
    return tokens, ""


def _without_reason(tokens: list[Token], context: ParseContext) -> list[Token]:
    """The words up to *because* and the like, or to *commute is too far* behind a comma."""
    known = sentences(context.spoken)
    for at, token in enumerate(tokens):
        word = "" if token.quoted else bare(token.text).strip(_MARKS)
        if at and word in known.reasons:
            return tokens[:at]
        if word in known.grounds and not any(map(str.isdecimal, join(tokens[at:]))):
            return tokens[:at]
    return tokens


def _role(tokens: Sequence[Token]) -> str:
    """The role of *for the cashier job*, *cashier role*, *as a cashier*; empty if it is none."""
    words = [fold(token.text).strip(_MARKS) for token in tokens]
    begin = 0
    while begin < len(words) and words[begin] in ("for", "as", "the", "a", "an", "their", "my"):
        begin += 1
    end = len(words)
    titled = end > begin and words[-1] in _ROLE_WORDS
    end -= titled
    role = join(tokens[begin:end])
    return role if role and (titled or is_role(role)) and end - begin <= 6 else ""


def _is_told(tokens: Sequence[Token]) -> bool:
    """True for the words of a reply, which are kept whole: *they want to talk next week*."""
    words = [fold(one.text).strip(_MARKS).replace("’", "'") for one in tokens]
    words = words[1:] if words[:1] in (["and"], ["but"]) else words
    return len(words) > 1 and words[0] in _TELLS


def _told(
    tokens: list[Token], moved: int, command: Command, context: ParseContext
) -> tuple[Args, list[Token]]:
    """The day that a reply came, of the words before or behind what it says, and the others.

    Of the last words only `moved` are its day; others may be part of what was said.
    """
    on = command.param("on")
    spans = [(tokens[len(tokens) - moved :], tokens[: len(tokens) - moved])] if moved else []
    spans += [(tokens[:size], tokens[size:]) for size in range(_LONGEST_DAY, 0, -1)]
    for span, others in spans if on else ():
        day = read_day(join(without_marks(span)), context, past=True) if _is_told(others) else None
        if on and day and day <= context.today:
            return {on.name: day}, others
    return {}, tokens


def _says_more(tokens: Sequence[Token], context: ParseContext) -> bool:
    """True for *and offered me the job*, in another language than English, beside a reply."""
    events = sentences(context.spoken).events if context.spoken != ENGLISH else frozenset()
    return any(bare(token.text).strip(_MARKS) in events for token in tokens)


def _text(command: Command, args: Mapping[str, Any], tokens: Sequence[Token]) -> Param | None:
    """The text that takes what is left: what they said, or the figures of an offer."""
    figures = any(map(str.isdecimal, join(tokens)))
    kinds = {ArgKind.LONG_TEXT, ArgKind.TEXT} if figures else {ArgKind.LONG_TEXT}
    bare = (one for one in command.fields if one.arg.bare and one.kind in kinds)
    return next((one for one in bare if one.name not in args), None)


def _refuse_strays(said: Said, args: Args, bound: Args, context: ParseContext) -> None:
    """Asks about words before the event that joined the company: *my friend applied to X*."""
    company = args.get("company")
    named = {fold(token.text) for token in said.company}
    behind = said.after if context.spoken != ENGLISH and _is_closed(said) else ()
    strays = [token for token in (*said.before, *behind) if fold(token.text) not in named]
    if not isinstance(company, str) or not {fold(one.text) for one in strays} & {
        *fold(company).split()
    }:
        return
    clean = {**args, **bound, "company": join(without_marks(said.company))}
    option = Option(_yes(str(clean["company"]), clean, context), clean)
    strays = without_marks(strays)
    raise ParseError(
        f"I can't place “{join(strays)}”. Is this about {clean['company']}?",
        "company",
        (option,),
        clean,
    )


def _is_closed(said: Said) -> bool:
    """True if a word of the sentence ends the company's name: *bei Lidl beworben, Kasse*."""
    return COMPANY in said.pattern.words[:-1]


def _refuse_long_source(args: Args, bound: Args, context: ParseContext) -> None:
    """Asks about a source with more behind it, in another language: *über Indeed, Kasse*."""
    source = args.get("via")
    if context.spoken == ENGLISH or not isinstance(source, str):
        return
    first, _, more = (one.strip() for one in source.partition(","))
    if not more and not any(map(str.isdecimal, source)):
        return
    values = {**args, **bound}
    options = [Option("All of it", values)]
    if more and "role" not in args:
        options.insert(0, Option(more, {**values, "via": first, "role": more}))
    raise ParseError(
        f"I can't place “{more or source}”. Is it all part of where you found the job?",
        "via",
        tuple(options),
        values,
    )


def _takes_known(command: Command) -> bool:
    return any(one.kind is ArgKind.APPLICATION for one in command.fields)


def _refuse_other_company(said: Said, args: Args, bound: Args, context: ParseContext) -> None:
    """Asks where a company of the person's is named elsewhere: *hat meinem Freund abgesagt*."""
    found = _known(said.before, context.names)
    if found is None or not isinstance(args.get("company"), ApplicationRef):
        return
    values = {**bound, "company": ApplicationRef(found[2])}
    raise ParseError(
        f"I can't place “{join(said.company)}”. Is this about {found[2]}?",
        "company",
        (Option(_yes(found[2], values, context), values),),
        values,
    )


def _yes(name: str, values: Args, context: ParseContext) -> str:
    """Labels the button that agrees: the company, and every day and hour that it would save."""
    times = (say_value(one, context) for one in values.values() if isinstance(one, date | WallTime))
    return ", ".join(("Yes", name[:_LONGEST_NAME_IN_A_LABEL], *times))


def _with_bound(unread: ParseError, bound: Args) -> ParseError:
    options = tuple(Option(one.label, {**one.value, **bound}) for one in unread.options)
    rest = None if unread.rest is None else {**unread.rest, **bound}
    return ParseError(unread.sentence, unread.param, options, rest)


def _token(text: str) -> Token:
    return Token(text, raw=text)
