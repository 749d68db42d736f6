"""Questions about what a sentence leaves open of its company, each with a button that answers."""

from __future__ import annotations

from datetime import date

from bot.command import ApplicationRef, ArgKind, Command, WallTime
from bot.parsing.asides import without_marks
from bot.parsing.company_match import known_among
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.parse_context import Args, Option, ParseContext, ParseError
from bot.parsing.said import Said
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import COMPANY
from bot.parsing.values import say_value
from bot.parsing.words import fold, join

_LONGEST_NAME_IN_A_LABEL = 40
_MARKS = " ,.!?;:…"
_TEXTS = ("role", "contact")


def refuse_strays(said: Said, args: Args, bound: Args, context: ParseContext) -> None:
    """Asks about words before the event that joined a value: *my friend applied to X*."""
    named = {fold(token.text) for token in (*said.company, *said.role)}
    behind = said.after if context.spoken != ENGLISH and _is_closed(said) else ()
    strays = [token for token in (*said.before, *behind) if fold(token.text) not in named]
    folded = {fold(one.text).strip(_MARKS) for one in strays}
    joined = {
        name
        for name in ("company", *_TEXTS)
        if isinstance(value := args.get(name), str) and folded & {*fold(value).split()}
    }
    told = "company" in joined or ("role" in joined and said.role)
    if not joined or (not told and context.spoken != ENGLISH):
        return
    values = {name: value for name, value in args.items() if name not in joined}
    if "role" in joined and said.role:
        values["role"] = join(without_marks(said.role))
    clean = {**values, **bound, "company": join(without_marks(said.company))}
    option = Option(yes_label(str(clean["company"]), clean, context), clean)
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


def refuse_long_source(args: Args, bound: Args, context: ParseContext) -> None:
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


def takes_known(command: Command) -> bool:
    """True for a command about an application that is in the pipeline."""
    return any(one.kind is ArgKind.APPLICATION for one in command.fields)


def refuse_other_company(said: Said, args: Args, bound: Args, context: ParseContext) -> None:
    """Asks where a company of the person's is named elsewhere: *hat meinem Freund abgesagt*."""
    found = known_among(said.before, context.names, sentences(context.spoken).endings)
    if found is None or not isinstance(args.get("company"), ApplicationRef):
        return
    values = {**bound, "company": ApplicationRef(found[2])}
    raise ParseError(
        f"I can't place “{join(said.company)}”. Is this about {found[2]}?",
        "company",
        (Option(yes_label(found[2], values, context), values),),
        values,
    )


def yes_label(name: str, values: Args, context: ParseContext) -> str:
    """Labels the button that agrees: the company, and every day and hour that it would save."""
    times = (say_value(one, context) for one in values.values() if isinstance(one, date | WallTime))
    return ", ".join(("Yes", name[:_LONGEST_NAME_IN_A_LABEL], *times))


def with_bound(unread: ParseError, bound: Args) -> ParseError:
    """The same question, with values that the sentence gave elsewhere in all its answers."""
    options = tuple(Option(one.label, {**one.value, **bound}) for one in unread.options)
    rest = None if unread.rest is None else {**unread.rest, **bound}
    return ParseError(unread.sentence, unread.param, options, rest)
