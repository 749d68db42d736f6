"""Blocks, views and modals of Slack, drawn on a page."""

from __future__ import annotations

import re
from typing import Any

from tests.screens.svg_page import Look, Run, SvgPage

Json = dict[str, Any]
ROOMY = 500
_EMOJI = {"white_check_mark": "✓", "warning": "(!)"}
_MARK = re.compile(r"\*(?P<bold>[^*\n]+)\*|<(?P<link>[^>|]+)\|(?P<label>[^>]+)>|`(?P<code>[^`]+)`")


def look(width: int) -> Look:
    """Slack's light theme."""
    return Look(
        width, "#ffffff", "#1d1c1d", "#616061", "#dddddd", "#f8f8f8", "#1264a3", "#007a5a",
        "#e01e5a", "#eeeeee", "#1d1c1d",
    )  # fmt: skip


def draw(payload: Json, width: int) -> str:
    """Returns a message, a home or a modal as SVG."""
    page = SvgPage(look(width))
    if payload.get("type") == "modal":
        page.text([Run(payload["title"]["text"], bold=True)], 18)
        page.divider()
    if payload.get("picture"):
        page.picture(payload["picture"])
    for block in payload["blocks"]:
        _block(page, block)
    if payload.get("type") == "modal":
        page.divider()
        ends = [(payload[one]["text"], "") for one in ("close",) if one in payload]
        if "submit" in payload:
            ends.append((payload["submit"]["text"], "primary"))
        page.buttons(ends)
    return page.svg()


def _block(page: SvgPage, block: Json) -> None:
    match block["type"]:
        case "header":
            page.text([Run(block["text"]["text"], bold=True)], 18)
        case "section":
            _section(page, block)
        case "context":
            for one in block["elements"]:
                page.text(_runs(page, one.get("text", "")), 12.5, page.look.quiet)
        case "rich_text":
            for one in block["elements"]:
                _rich(page, one)
        case "divider":
            page.divider()
        case "actions":
            page.buttons([_pressable(one) for one in block["elements"]])
        case "input":
            _input(page, block)
        case "image":
            page.code(f"[picture: {block.get('alt_text', '')[:80]}]")
        case other:
            raise ValueError(other)


def _section(page: SvgPage, block: Json) -> None:
    """Draws words, and what is pressed: beside them where there is room, below on a phone."""
    top, right = page.y, page.right
    drawn = _pressable(block["accessory"]) if "accessory" in block else None
    roomy = page.look.width >= ROOMY
    if drawn and roomy:
        page.right -= page.wide(drawn[0]) + 16
    if "text" in block:
        page.text(_runs(page, block["text"]["text"]))
    if "fields" in block:
        page.columns([_runs(page, one["text"]) for one in block["fields"]], 2)
    page.right = right
    if drawn and roomy:
        page.beside(*drawn, top)
    elif drawn:
        page.buttons([drawn])


def _rich(page: SvgPage, element: Json) -> None:
    if element["type"] == "rich_text_preformatted":
        page.code("".join(one.get("text", "") for one in element["elements"]))
        return
    runs = []
    for one in element["elements"]:
        if one["type"] == "text":
            runs.append(Run(one["text"], bold=one.get("style", {}).get("bold", False)))
        elif one["type"] == "link":
            runs.append(Run(one.get("text") or one["url"], color=page.look.link))
        elif one["type"] == "emoji":
            runs.append(Run(_EMOJI[one["name"]], bold=True, color=page.look.primary))
        else:
            runs.append(Run(str(one.get("fallback") or one.get("name") or one["type"])))
    page.text(runs)


def _pressable(one: Json) -> tuple[str, str]:
    if one["type"] == "overflow":
        return "⋯", ""
    if one["type"] != "button":
        return one.get("placeholder", {}).get("text", one["type"]), "select"
    return one["text"]["text"], "link" if "url" in one else one.get("style", "")


def _input(page: SvgPage, block: Json) -> None:
    optional = "  (optional)" if block.get("optional") else ""
    label = Run(block["label"]["text"], bold=True)
    page.text([label, Run(optional, color=page.look.quiet)])
    element = block["element"]
    chosen = (element.get("initial_option") or {}).get("text", {}).get("text")
    begun = [str(value) for key, value in element.items() if key.startswith("initial_")]
    held = element.get("placeholder", {}).get("text", "")
    if "options" in element and not chosen:
        held = held or "  ·  ".join(one["text"]["text"] for one in element["options"][:6])
    page.code(chosen or (begun[0] if begun else "") or held or " ")
    if "hint" in block:
        page.text([Run(block["hint"]["text"])], 12.5, page.look.quiet)


def _runs(page: SvgPage, text: str) -> list[Run]:
    """Splits mrkdwn into bold, links, code and plain words."""
    runs, end = [], 0
    for found in _MARK.finditer(text):
        runs.append(Run(_plain(text[end : found.start()])))
        end = found.end()
        if found["bold"]:
            runs.append(Run(_plain(found["bold"]), bold=True))
        elif found["code"]:
            runs.append(Run(_plain(found["code"]), color=page.look.danger))
        elif found["link"].startswith("!date"):
            runs.append(Run(_plain(found["label"])))
        else:
            runs.append(Run(_plain(found["label"]), color=page.look.link))
    return [*runs, Run(_plain(text[end:]))]


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
