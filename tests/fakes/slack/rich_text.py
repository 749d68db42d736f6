"""Rich text as a person reads it: it is not escaped, and a code block is there to be copied.

Source: docs.slack.dev/reference/block-kit/blocks/rich-text-block; that its texts
need no escaping: jsx-slack#299.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.fakes.slack.app import Json
from tests.fakes.slack.mrkdwn import Reader, date


@dataclass(frozen=True)
class Copyable:
    """The content of a code block, under the label above it."""

    label: str
    text: str


@dataclass
class RichText:
    """A rich text block; its title is a first line in bold that is no label."""

    title: str = ""
    lines: list[str] = field(default_factory=list)
    copyables: list[Copyable] = field(default_factory=list)


def read_rich_text(block: Json, reader: Reader) -> RichText:
    """Returns the words of a rich text block."""
    rich = RichText()
    parts = block["elements"]
    for number, part in enumerate(parts):
        following = parts[number + 1]["type"] if number + 1 < len(parts) else ""
        if part["type"] == "rich_text_list":
            rich.lines += [f"• {_said(item['elements'], reader)}" for item in part["elements"]]
        elif part["type"] == "rich_text_preformatted":
            label = rich.lines.pop() if number and _is_bold(parts[number - 1]) else ""
            rich.copyables.append(Copyable(label, _said(part["elements"], reader)))
        elif _starts_bold(part) and number == 0 and following != "rich_text_preformatted":
            title, *rest = part["elements"]
            rich.title = _one(title, reader).strip("\n")
            rich.lines += _lines(rest, reader)
        else:
            rich.lines += _lines(part["elements"], reader)
    return rich


def _lines(elements: list[Json], reader: Reader) -> list[str]:
    said = _said(elements, reader).strip("\n")
    return [said] if said else []


def _starts_bold(part: Json) -> bool:
    """True if the first line is nothing but bold."""
    elements = part["elements"]
    if part["type"] != "rich_text_section" or not elements:
        return False
    first = elements[0]
    bold = first["type"] == "text" and bool(first.get("style", {}).get("bold"))
    return bold and (len(elements) == 1 or first["text"].endswith("\n"))


def _is_bold(part: Json) -> bool:
    return _starts_bold(part) and len(part["elements"]) == 1


def _said(elements: list[Json], reader: Reader) -> str:
    return "".join(_one(element, reader) for element in elements)


def _one(element: Json, reader: Reader) -> str:
    match element["type"]:
        case "text":
            return str(element["text"])
        case "link":
            label = "" if reader.follows_links else element.get("text")
            return str(label or element["url"])
        case "emoji":
            return f":{element['name']}:"
        case "user":
            return f"@{reader.names(element['user_id'])}"
        case "channel":
            return f"#{reader.names(element['channel_id'])}"
        case "date":
            return date(int(element["timestamp"]), element["format"], reader)
        case "broadcast":
            reader.pings(f"@{element['range']}")
            return f"@{element['range']}"
        case other:
            raise AssertionError(f"nobody has taught this reader the rich text “{other}”")
