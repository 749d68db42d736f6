"""A message or view as a person reads it: Block Kit turned back into words.

A header is a title, and so is a first line in bold. A divider, another header or
blocks whose id begins with `item:NUMBER` begin the next entry; what follows without
words of its own belongs to the whole. A label over or beside a value is a fact;
a code block is to be copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.slack import mrkdwn
from tests.fakes.slack.app import Json
from tests.fakes.slack.limits import texts
from tests.fakes.slack.message import Revision
from tests.fakes.slack.mrkdwn import Reader
from tests.fakes.slack.rich_text import Copyable, read_rich_text

_BOLD_LINE = re.compile(r"\*([^*\n]+)\*(?:\n|$)")
_FACT = re.compile(r"\*([^*\n]+?):?\*[ \t]*\n?(.*)", re.DOTALL)
_FENCED = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_ITEM = re.compile(r"item:(\d+)")


@dataclass(frozen=True)
class Pressable:
    """Something to press or pick, under its label."""

    label: str
    block: Json
    element: Json
    option: Json | None = None


@dataclass
class Part:
    """The whole, or one entry of it; `ids` are those of its blocks."""

    title: str = ""
    lines: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    pressables: list[Pressable] = field(default_factory=list)
    copyables: list[Copyable] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words."""
        return "\n".join(self.lines)

    @property
    def says_something(self) -> bool:
        """True if it is more than a row of buttons."""
        return bool(self.title or self.lines or self.facts or self.copyables)


@dataclass
class Page:
    """The content of a screen; `notification` is the text for phones and screen readers."""

    whole: Part
    entries: list[Part]
    notification: str

    @property
    def parts(self) -> list[Part]:
        """The whole and its entries, in the order of the eye."""
        return [self.whole, *self.entries]


def read(revision: Revision, reader: Reader, *, parse: bool = False) -> Page:
    """A message as its reader sees it. `parse` says that Slack reads its own text for names."""
    notification = mrkdwn.shown(revision.text, reader, verbatim=not parse, styled=revision.styled)
    if not revision.blocks:
        whole = Part(lines=[notification])
        if revision.styled:
            whole = Part()
            _read_text(revision.text, whole, reader, verbatim=not parse)
        return Page(whole, [], notification)
    page = read_blocks(revision.blocks, reader)
    return Page(page.whole, page.entries, notification)


def read_blocks(blocks: Iterable[Mapping[str, Any]], reader: Reader) -> Page:
    """Blocks as their reader sees them."""
    parts, item = [Part()], None
    for block in blocks:
        kind, id = block["type"], str(block.get("block_id", ""))
        named = _ITEM.match(id)
        if (named and named[1]) != item or (
            not named and (kind == "divider" or (kind == "header" and parts[-1].says_something))
        ):
            parts.append(Part())
        item = named[1] if named else None
        parts[-1].ids.append(id)
        _read_block(dict(block), parts[-1], reader)
    whole, *entries = parts
    for loose in [entry for entry in entries if not entry.says_something]:
        whole.pressables += loose.pressables
    return Page(whole, [entry for entry in entries if entry.says_something], "")


def _read_block(block: Json, part: Part, reader: Reader) -> None:
    match block["type"]:
        case "header":
            part.title = mrkdwn.plain(block["text"]["text"])
        case "divider" | "input":
            pass  # a form's fields are read by their content
        case "section":
            _read_section(block, part, reader)
        case "context":
            said = [_object(one, reader) for one in block["elements"]]
            part.lines.append(" ".join(filter(None, said)))
        case "actions":
            _press(block, block["elements"], part)
        case "rich_text":
            rich = read_rich_text(block, reader)
            if rich.title and not part.says_something:
                part.title = rich.title
            elif rich.title:
                part.lines.append(rich.title)
            part.lines += rich.lines
            part.copyables += rich.copyables
        case "image" | "video" | "file":
            part.lines.append(str(block.get("alt_text", "")))
        case _:  # tables, cards and the like: whatever words are in them
            part.lines += texts(block)


def _read_section(block: Json, part: Part, reader: Reader) -> None:
    text = block.get("text")
    if text and text["type"] == "plain_text":
        said = mrkdwn.plain(text["text"])
        if not part.says_something and _ITEM.match(str(block.get("block_id", ""))):
            part.title, _, said = said.partition("\n")
        part.lines += [said] if said else []
    elif text and not part.says_something and _ITEM.match(str(block.get("block_id", ""))):
        title, _, said = text["text"].partition("\n")
        part.title = mrkdwn.shown(title, reader, verbatim=bool(text.get("verbatim")))
        if said:
            _read_text(said, part, reader, verbatim=bool(text.get("verbatim")))
    elif text:
        _read_text(text["text"], part, reader, verbatim=bool(text.get("verbatim")))
    fields = list(block.get("fields", ()))
    while fields:
        label = _label(fields[0], reader)
        if label and len(fields) > 1:
            part.facts.append((label, _object(fields[1], reader)))
            del fields[:2]
        else:
            _read_field(fields.pop(0), part, reader)
    if "accessory" in block:
        _press(block, [block["accessory"]], part)


def _read_text(text: str, part: Part, reader: Reader, *, verbatim: bool) -> None:
    bold = _BOLD_LINE.match(text)
    if bold and not part.says_something:
        part.title = mrkdwn.shown(bold[1], reader, verbatim=verbatim)
        text = text[bold.end() :]
    part.copyables += [Copyable("", mrkdwn.shown(one, reader)) for one in _FENCED.findall(text)]
    said = mrkdwn.shown(_FENCED.sub("", text), reader, verbatim=verbatim).strip("\n")
    if said:
        part.lines.append(said)


def _label(text: Json, reader: Reader) -> str | None:
    """The label that a field is, where it is nothing but bold."""
    fact = _FACT.fullmatch(text["text"]) if text["type"] == "mrkdwn" else None
    return mrkdwn.shown(fact[1], reader) if fact and not fact[2] else None


def _read_field(text: Json, part: Part, reader: Reader) -> None:
    fact = _FACT.fullmatch(text["text"]) if text["type"] == "mrkdwn" else None
    if fact:
        verbatim = bool(text.get("verbatim"))
        label = mrkdwn.shown(fact[1], reader, verbatim=verbatim)
        part.facts.append((label, mrkdwn.shown(fact[2], reader, verbatim=verbatim).strip()))
    elif text["type"] == "plain_text" and "\n" in text["text"]:
        label, _, value = mrkdwn.plain(text["text"]).partition("\n")
        part.facts.append((label.rstrip(":"), value.strip()))
    else:
        part.lines.append(_object(text, reader))


def _object(element: Json, reader: Reader) -> str:
    if element["type"] == "image":
        return str(element["alt_text"])
    if element["type"] == "plain_text":
        return mrkdwn.plain(element["text"])
    return mrkdwn.shown(element["text"], reader, verbatim=bool(element.get("verbatim")))


def _press(block: Json, elements: Sequence[Json], part: Part) -> None:
    for element in elements:
        if element["type"] == "image":
            part.lines.append(str(element["alt_text"]))
            continue
        text = element["text"] if element["type"] == "button" else element.get("placeholder")
        label = mrkdwn.plain(text["text"]) if text else ""
        if element["type"] != "overflow":
            part.pressables.append(Pressable(label, block, element))
        if element["type"] == "overflow" or block["type"] == "actions":
            part.pressables += [
                Pressable(mrkdwn.plain(option["text"]["text"]), block, element, option)
                for option in element.get("options", ())
            ]
