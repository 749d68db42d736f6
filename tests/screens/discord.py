"""Discord's messages, classic and of Components V2, and its modals, drawn on a page."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from tests.screens.svg_page import Look, Run, SvgPage

Json = dict[str, Any]
_MARK = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\[(?P<label>[^\]]+)\]\((?P<url>[^)]+)\)|`(?P<code>[^`\n]+)`"
    r"|<t:(?P<at>\d+)(?::\w)?>|</(?P<command>[^:>]+):\d+>"
)
_STYLES = {1: "primary", 3: "primary", 4: "danger", 5: "link"}
_SELECT = 3


def look(width: int) -> Look:
    """Discord's dark theme."""
    return Look(
        width, "#313338", "#dbdee1", "#949ba4", "#3f4147", "#2b2d31", "#00a8fc", "#5865f2",
        "#da373c", "#4e5058", "#ffffff",
    )  # fmt: skip


def draw(payload: Json, width: int) -> str:
    """Returns a message or a modal as SVG."""
    page = SvgPage(look(width), shown=payload.get("picture"))
    if "title" in payload and "custom_id" in payload:
        page.text([Run(payload["title"], bold=True)], 18)
        page.divider()
    if payload.get("content"):
        _markdown(page, payload["content"])
    for embed in payload.get("embeds") or ():
        mark = page.begin_box(f"#{embed.get('color') or 0x4E5058:06x}")
        if embed.get("title"):
            page.text([Run(embed["title"], bold=True)])
        _markdown(page, embed.get("description") or "")
        for one in embed.get("fields") or ():
            page.text([Run(f"{one['name']}\n", bold=True), *_runs(page, one["value"])])
        if embed.get("footer"):
            page.text([Run(embed["footer"]["text"])], 12, page.look.quiet)
        page.end_box(mark)
    for one in payload.get("components") or ():
        _component(page, one)
    return page.svg()


def _component(page: SvgPage, one: Json) -> None:
    match one["type"]:
        case 17:
            color = one.get("accent_color")
            mark = page.begin_box(f"#{color if color is not None else 0x4E5058:06x}")
            for inner in one["components"]:
                _component(page, inner)
            page.end_box(mark)
        case 1:
            page.buttons([_pressable(each) for each in one["components"]])
        case 9:
            drawn = _pressable(one["accessory"])
            top, right = page.y, page.right
            page.right -= page.wide(drawn[0]) + 12
            for inner in one["components"]:
                _component(page, inner)
            page.right = right
            page.beside(*drawn, top)
        case 10:
            _markdown(page, one["content"])
        case 14:
            page.divider()
        case 12 if page.shown:
            page.picture(page.shown)
        case 12 | 13:
            page.code("[a file]")
        case 18:
            page.text([Run(one["label"], bold=True)])
            if one.get("description"):
                page.text([Run(one["description"])], 12.5, page.look.quiet)
            _component(page, one["component"])
        case 4:
            page.code(one.get("value") or one.get("placeholder") or " ")
        case 3:
            page.buttons([_pressable(one)])
        case 21 | 22:
            for option in one["options"]:
                page.text([Run(f"○ {option['label']}")])
        case other:
            raise ValueError(other)


def _pressable(one: Json) -> tuple[str, str]:
    if one["type"] == _SELECT:
        chosen = next((each["label"] for each in one["options"] if each.get("default")), None)
        return chosen or one.get("placeholder") or "Select", "select"
    return one.get("label", ""), _STYLES.get(one.get("style", 2), "")


def _markdown(page: SvgPage, text: str) -> None:
    """Draws Discord's markdown: headings, small print, code blocks, lines."""
    for at, part in enumerate(text.split("```")):
        if at % 2:
            page.code(part.strip("\n"))
            continue
        for line in part.strip("\n").split("\n"):
            if line.startswith("-# "):
                page.text(_runs(page, line[3:]), 12.5, page.look.quiet)
            elif heading := re.match(r"(#{1,3}) (.*)", line):
                page.text([Run(_plain(heading[2]), bold=True)], 22 - 2 * len(heading[1]))
            elif line:
                page.text(_runs(page, line))
            elif part.strip():
                page.y += 6


def _runs(page: SvgPage, text: str) -> list[Run]:
    runs, end = [], 0
    for found in _MARK.finditer(text):
        runs.append(Run(_plain(text[end : found.start()])))
        end = found.end()
        if found["bold"]:
            runs.append(Run(_plain(found["bold"]), bold=True))
        elif found["at"]:
            moment = datetime.fromtimestamp(int(found["at"]), UTC)
            runs.append(Run(f"{moment:%d %b %H:%M}"))
        elif found["command"]:
            runs.append(Run(f"/{found['command']}", color=page.look.link))
        elif found["label"]:
            runs.append(Run(_plain(found["label"]), color=page.look.link))
        else:
            runs.append(Run(found["code"]))
    return [*runs, Run(_plain(text[end:]))]


def _plain(text: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", text)
