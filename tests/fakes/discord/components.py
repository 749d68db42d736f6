"""Components: walking through them, and what Discord adds to them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

ROW, BUTTON, SELECT, TEXT_INPUT = 1, 2, 3, 4
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER, LABEL = 17, 18
LINK_BUTTON = 5
ONLY_IN_V2 = frozenset({SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER})
# What Discord fills in where it was left out.
DEFAULTS: dict[int, dict[str, Any]] = {
    SELECT: {"min_values": 1, "max_values": 1},
    SEPARATOR: {"spacing": 1, "divider": True},
    CONTAINER: {"accent_color": None, "spoiler": False},
    THUMBNAIL: {"description": None, "spoiler": False},
}


def children(component: dict[str, Any]) -> list[dict[str, Any]]:
    """Returns the direct children of a component, in reading order."""
    inner = list(component.get("components") or ())
    for name in ("accessory", "component"):
        if component.get(name):
            inner.append(component[name])
    return inner


def walk(components: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """All of them, those inside of others included."""
    for component in components:
        yield component
        yield from walk(children(component))


def drawn(components: Iterable[dict[str, Any]], files: dict[str, str]) -> list[dict[str, Any]]:
    """Components as Discord gives them back: numbered, filled in, files at their addresses."""
    numbers = count(1)

    def draw(component: dict[str, Any]) -> dict[str, Any]:
        given = {key: value for key, value in component.items() if value is not None}
        full = {**DEFAULTS.get(component["type"], {}), **given}
        full.setdefault("id", next(numbers))
        for name in ("accessory", "component"):
            if name in full:
                full[name] = draw(full[name])
        if "components" in full:
            full["components"] = [draw(one) for one in full["components"]]
        for name in ("media", "file"):
            if name in full:
                full[name] = _at(full[name], files)
        if "items" in full:
            full["items"] = [_item(one, files) for one in full["items"]]
        if component["type"] == FILE:
            name = given["file"]["url"].removeprefix("attachment://")
            full |= {"name": name, "size": 0, "spoiler": bool(given.get("spoiler"))}
        return full

    return [draw(one) for one in components]


def _item(item: dict[str, Any], files: dict[str, str]) -> dict[str, Any]:
    return {
        "description": item.get("description"),
        "spoiler": bool(item.get("spoiler")),
        "media": _at(item["media"], files),
    }


def _at(media: dict[str, Any], files: dict[str, str]) -> dict[str, Any]:
    url = files.get(media["url"].removeprefix("attachment://"), media["url"])
    id = str(int.from_bytes(hashlib.sha256(url.encode()).digest()[:7], "big"))
    return {"id": id, "url": url, "proxy_url": url}
