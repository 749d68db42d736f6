"""A message as a person reads it: components turned back into words.

A heading is a title, and so is a first line in bold. A separator or another heading
begins the next entry; a row of buttons with no words of its own belongs to the
whole, or to the entry whose number it bears. Words beside a button are an entry, and so
is a line behind a bullet. Elsewhere bold words with a value beside them are a fact; a block
of code is to be copied, as a subject where the line above the block says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from tests.fakes.discord.components import (
    BUTTON,
    CONTAINER,
    FILE,
    GALLERY,
    ROW,
    SECTION,
    SELECT,
    SEPARATOR,
    TEXT,
    THUMBNAIL,
)
from tests.fakes.discord.markdown import BOLD, Line, Reader, render
from tests.fakes.discord.page import BETWEEN, BULLET, Page, Part, Pressable

COMPONENTS_V2 = 1 << 15
MOST_COMPONENTS = 40
_NUMBERED = re.compile(r"(\d+)\. (.+)")


def read(payload: dict[str, Any], reader: Reader) -> Page:
    """A message as its reader sees it."""
    page = Page(files=[file["filename"] for file in payload["attachments"]])
    parts = [page.whole]
    if payload["content"]:
        _classic(payload["content"], parts, page, reader)
    for embed in payload["embeds"]:
        _embed(embed, parts, page, reader)
    if not payload["flags"] & COMPONENTS_V2:
        parts.append(Part())  # its rows stand below all of it
    for component in _flat(payload["components"], page):
        _component(component, parts, page, reader)
    for part in parts[1:]:
        if part.beside and not part.title and part.lines:
            part.title = part.lines.pop(0)
        if part.says_something:
            page.entries.append(part)
        else:
            page.whole.pressables += part.pressables
    _sort_out(page)
    return page


def _sort_out(page: Page) -> None:
    """Gives to each entry the buttons that bear its number, and the choices that name it."""
    left = []
    for one in page.whole.pressables:
        number, _, label = one.label.partition(": ")
        entry = next(
            (
                part
                for part in page.entries
                if (part.number and part.number == number) or (one.about and part.names(one.about))
            ),
            None,
        )
        if entry is None:
            left.append(one)
        else:
            named = replace(one, label=label) if entry.number else one
            entry.pressables.append(named)
    page.whole.pressables = left


def _classic(content: str, parts: list[Part], page: Page, reader: Reader) -> None:
    """The words of a message without cards."""
    for paragraph in _paragraphs(content):
        if parts[0].says_something:
            parts.append(Part())
        for line in paragraph:
            if line.startswith(BULLET):
                parts.append(Part(beside=True))
            _text(line.removeprefix(BULLET), parts, page, reader)
        numbered = _NUMBERED.fullmatch(parts[-1].title)
        if numbered:
            parts[-1].number, parts[-1].title = numbered.groups()


def _paragraphs(content: str) -> list[list[str]]:
    """Splits lines at empty lines; a block of code is one paragraph."""
    paragraphs: list[list[str]] = [[]]
    fenced = False
    for line in content.split("\n"):
        if fenced:
            paragraphs[-1][-1] += f"\n{line}"
        elif not line.strip():
            paragraphs.append([])
        else:
            paragraphs[-1].append(line)
        if line.startswith("```") or line.endswith("```"):
            fenced = not fenced if line != "``````" else fenced
    return [one for one in paragraphs if one]


def _embed(embed: dict[str, Any], parts: list[Part], page: Page, reader: Reader) -> None:
    """Adds an embed's words to the entry whose number it bears, or else to the last part."""
    number = embed.get("title", "")
    own = next((part for part in parts if part.number and part.number == number), parts[-1])
    _text(embed["description"], [own], page, reader)


def _flat(components: Iterable[dict[str, Any]], page: Page) -> Iterator[dict[str, Any]]:
    """Returns the contents of containers, rows and sections, in reading order."""
    for component in components:
        if component["type"] == CONTAINER:
            page.color, page.card = component["accent_color"], component["id"]
        elif component["type"] == ROW and page.card is None and component["id"] > MOST_COMPONENTS:
            page.card = component["id"]
        if component["type"] in (CONTAINER, ROW):
            yield from _flat(component["components"], page)
        elif component["type"] == SECTION:
            yield component
            yield from _flat([*component["components"], component["accessory"]], page)
            yield {"type": SEPARATOR}
        else:
            yield component


def _component(component: dict[str, Any], parts: list[Part], page: Page, reader: Reader) -> None:
    kind = component["type"]
    if kind in (SEPARATOR, SECTION):
        parts.append(Part(beside=kind == SECTION))
    elif kind == TEXT:
        if component["content"].startswith(BULLET):
            parts.append(Part(beside=True))
        _text(component["content"].removeprefix(BULLET), parts, page, reader)
    elif kind in (BUTTON, SELECT):
        parts[-1].pressables += _pressables(component)
    elif kind == GALLERY:
        page.pictures += [one["media"]["url"] for one in component["items"]]
    elif kind == THUMBNAIL:
        page.pictures.append(component["media"]["url"])
    elif kind == FILE:
        page.files.append(component["file"]["url"].rpartition("/")[2])
    else:
        raise AssertionError(f"nobody has taught this reader the component {kind}")


def _text(source: str, parts: list[Part], page: Page, reader: Reader) -> None:
    for line in render(source, reader):
        for piece in line.pieces:
            if piece.mention:
                page.mentions.append(piece.mention)
            if piece.command:
                page.commands.append(piece.command)
            if piece.link:
                page.links.append((piece.text, piece.link))
        if line.kind == "heading" or (_all_bold(line) and not parts[-1].says_something):
            if parts[-1].says_something:
                parts.append(Part())
            parts[-1].title = line.text.strip()
        elif line.kind == "code":
            parts[-1].copy(line.text)
        elif (fact := _fact(line)) and (not parts[-1].beside or parts[-1].title):
            parts[-1].facts.append(fact)
        elif line.text.strip() or parts[-1].lines:
            parts[-1].lines.append(line.text)


def _all_bold(line: Line) -> bool:
    return bool(line.text.strip()) and all(BOLD in p.styles for p in line.pieces if p.text.strip())


def _fact(line: Line) -> tuple[str, str] | None:
    """Bold words, and the value beside them; of a link, where it leads."""
    label = line.styled(BOLD)
    value = line.text.removeprefix(label).lstrip(BETWEEN).rstrip()
    if not label.strip(BETWEEN) or not value:
        return None
    last = line.pieces[-1]
    return label.strip(BETWEEN), last.link if last.link and last.text == value else value


def _pressables(component: dict[str, Any]) -> list[Pressable]:
    disabled = bool(component.get("disabled"))
    id = component.get("custom_id")
    if component["type"] == BUTTON:
        label = component.get("label") or component["emoji"]["name"]
        return [Pressable(label, id, BUTTON, link=component.get("url"), disabled=disabled)]
    return [
        Pressable(
            option["label"],
            id,
            SELECT,
            option["value"],
            disabled=disabled,
            about=option.get("description") or "",
            menu=component.get("placeholder") or "",
        )
        for option in component["options"]
    ]
