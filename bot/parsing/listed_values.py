"""A name with values behind its commas or dashes: *Acme, paralegal*, *Acme - RN - LinkedIn*."""

from __future__ import annotations

import re
from typing import Any

from bot.command import ArgKind, Command
from bot.parsing.job_titles import is_role, names_work
from bot.parsing.parse_context import Option, ParseContext, ParseError
from bot.parsing.values import try_value
from bot.parsing.words import fold

_BEFORE_A_SOURCE = ("referred by ", "referral from ", "found on ", "found it on ", "from ")
_BEFORE_VIA = frozenset({"found", "found it", "saw it", "i found it"})  # on Indeed
_MOST_PARTS = 5
_DASH = re.compile(r"\s+[-–—|]+\s+")


def refuse_listed_values(
    command: Command, args: dict[str, Any], context: ParseContext, quoted: set[str]
) -> None:
    """Raises ParseError for a company or role whose comma parts read as other values.

    It offers the values taken apart, and the text as it was typed.
    """
    for name in ("company", "role"):
        typed = args.get(name)
        if not isinstance(typed, str) or typed in quoted or "," not in typed:
            continue
        first, *parts = [part.strip() for part in typed.split(",")]
        if not first or not 0 < len(parts) < _MOST_PARTS:
            continue
        parted = args | {name: first}
        parts = [part for part in parts if fold(part) not in _BEFORE_VIA]
        left = [part for part in parts if not _took(command, part, parted, context)]
        noted = bool(left) and len(parted) > len(args) and command.param("note") is not None
        if noted and name == "company":
            parted |= {"note": ", ".join(left)}
            options = (Option(f"Yes, {first}", parted), Option(f"Yes, {typed}", args))
            sentence = (
                f"Is the company called “{first}”? I would keep “{parted['note']}” as a note."
            )
            raise ParseError(sentence, name, options, args)
        if not left:
            options = (Option(f"Yes, {first}", parted), Option(f"Yes, {typed}", args))
            what = "company" if name == "company" else "job"
            raise ParseError(f"Is the {what} called “{first}”?", name, options, args)


def refuse_dashes(
    command: Command, args: dict[str, Any], context: ParseContext, quoted: set[str]
) -> dict[str, Any]:
    """The arguments with what stands behind a company's dashes put where it belongs.

    Raises ParseError for a part that may be a job's title as well as a part of the name.
    """
    typed = args.get("company")
    if not isinstance(typed, str) or typed in quoted or not _DASH.search(typed):
        return args
    first, *cells = [cell for cell in _DASH.split(f"{typed} ") if cell.strip()]
    if not first or is_role(first) or len(cells) >= _MOST_PARTS:
        return args
    parted = args | {"company": first.strip()}
    left = [cell for cell in map(str.strip, cells) if not _took(command, cell, parted, context)]
    if command.param("role") is None or len(left) > ("role" not in parted):
        return args
    if not left or names_work(left[0]):
        return parted | ({"role": left[0]} if left else {})
    parted["role"] = left[0]
    options = (
        Option(f"Yes, {parted['company']} ({left[0]})", parted),
        Option(f"Yes, {typed}", args),
    )
    raise ParseError(
        f"Is the company called “{parted['company']}”, and the job “{left[0]}”?",
        "company",
        options,
        args,
    )


def _took(command: Command, part: str, args: dict[str, Any], context: ParseContext) -> bool:
    """Puts the part where it belongs. Returns False for one that belongs nowhere."""
    for param in command.fields:
        if param.name in args:
            continue
        value: Any = None
        if param.kind is ArgKind.DATE:
            try:
                value = try_value(param, part.removeprefix("on "), context)
            except ParseError:
                return False
        elif param.name == "role" and is_role(part):
            value = part
        elif param.arg.places:
            value = _source(part, param.arg.places)
        if value is not None:
            args[param.name] = value
            return True
    return False


def _source(part: str, places: frozenset[str] | tuple[str, ...]) -> str | None:
    said = fold(part)
    begun = next((one for one in _BEFORE_A_SOURCE if said.startswith(one)), "")
    if begun.startswith("refer"):
        return f"referral from {part[len(begun) :]}"
    return part[len(begun) :] if said[len(begun) :] in places else None
