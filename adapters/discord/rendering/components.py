"""Makes the components of Discord messages as plain data, and measures them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from bot.texts.plain_text import cut_line

Component = dict[str, Any]
Page = list[Component]

MOST_COMPONENTS = 40
MOST_CHARACTERS = 4_000
MOST_IN_ROW = 5
MOST_OPTIONS = 25
LONGEST_OPTION = 100
LONGEST_PLACEHOLDER = 150
# Of what was chosen in such a menu its own id counts, not the menu's.
MENU = "menu:"
LONGEST_LABEL = 80
LONGEST_DESCRIPTION = 1_024

_ROW, _BUTTON, _SELECT = 1, 2, 3
_SECTION, _TEXT, _GALLERY, _FILE, _SEPARATOR, _CONTAINER = 9, 10, 12, 13, 14, 17
PRIMARY, PLAIN, DANGER = 1, 2, 4


class Weight(NamedTuple):
    """A measure of components, as Discord counts them."""

    components: int
    characters: int


def text(content: str) -> Component:
    """Returns words in Discord's markdown."""
    return {"type": _TEXT, "content": content}


def button(label: str, custom_id: str, style: int = PLAIN, *, disabled: bool = False) -> Component:
    """Makes a button; a label that is too long is cut, one that is empty gets a sign."""
    drawn = {"type": _BUTTON, "style": style, "label": cut_line(label, LONGEST_LABEL) or "·"}
    drawn["custom_id"] = custom_id
    if disabled:
        drawn["disabled"] = True
    return drawn


def rows(buttons: Sequence[Component]) -> list[Component]:
    """Lays buttons out in rows of five."""
    return [
        {"type": _ROW, "components": list(buttons[at : at + MOST_IN_ROW])}
        for at in range(0, len(buttons), MOST_IN_ROW)
    ]


def option(label: str, value: str, description: str = "") -> Component:
    """Makes one choice of a menu; `description` is in small letters under it."""
    drawn = {"label": cut_line(label, LONGEST_OPTION) or "·", "value": value}
    if description:
        drawn["description"] = cut_line(description, LONGEST_OPTION)
    return drawn


def menu(custom_id: str, placeholder: str, options: Sequence[Component]) -> Component:
    """Makes a row with a menu, of which one choice acts at once."""
    select = {
        "type": _SELECT,
        "custom_id": custom_id,
        "placeholder": cut_line(placeholder, LONGEST_PLACEHOLDER),
        "options": list(options[:MOST_OPTIONS]),
    }
    return {"type": _ROW, "components": [select]}


def section(content: str, accessory: Component) -> Component:
    """Returns words with a button beside them."""
    return {"type": _SECTION, "components": [text(content)], "accessory": accessory}


def attached(name: str) -> Component:
    """Returns a file that comes with the message."""
    return {"type": _FILE, "file": {"url": f"attachment://{name}"}}


def gallery(name: str, description: str) -> Component:
    """Returns a picture that comes with the message, described for those who do not see it."""
    shown = {"media": {"url": f"attachment://{name}"}}
    return {
        "type": _GALLERY,
        "items": [{**shown, "description": cut_line(description, LONGEST_DESCRIPTION)}],
    }


def separator() -> Component:
    """Makes a thin line."""
    return {"type": _SEPARATOR, "divider": True, "spacing": 1}


def container(
    components: Sequence[Component], accent: int | None = None, id: int | None = None
) -> Component:
    """Makes a card. Its `id` comes back when the message is read, and is not shown."""
    drawn: Component = {"type": _CONTAINER, "components": list(components)}
    if accent is not None:
        drawn["accent_color"] = accent
    if id is not None:
        drawn["id"] = id
    return drawn


def weigh(components: Iterable[Component]) -> Weight:
    """Measures components, those inside of others included."""
    many = characters = 0
    inside = list(components)
    while inside:
        one = inside.pop()
        many += 1
        if one["type"] == _TEXT:
            characters += len(one["content"])
        inside += one.get("components", ())
        if "accessory" in one:
            inside.append(one["accessory"])
    return Weight(many, characters)
