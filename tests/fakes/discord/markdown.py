"""Discord's markdown as a reader sees it: words, and what is done to them.

Escapes are gone, moments stand in the reader's zone, and whatever is bold, a
link or a mention says so: text that was not escaped cannot hide in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, format_timedelta

BOLD, ITALIC, UNDERLINE, STRUCK, HIDDEN, CODE = (
    "bold",
    "italic",
    "underline",
    "struck",
    "hidden",
    "code",
)
_INNER = r"((?:\\[\s\S]|[^\\])+?)"
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)(?P<code>[\s\S]*?[^`])(?P=ticks)(?!`)"
    r"|<t:(?P<time>-?\d{1,13})(?::(?P<style>[tTdDfFR]))?>"
    r"|(?P<mention><(?:@[!&]?|\#)\d+>|<a?:\w+:\d+>|@everyone|@here)"
    r"|</(?P<command>[^:>]+:\d+)>"
    r"|\[(?P<label>(?:\\[\s\S]|[^\[\]\\])+)\]"
    r"\((?:<(?P<fenced>https?://[^\s<>]+)>|(?P<masked>https?://[^\s()<>]+))\)"
    r"|<(?P<quiet>https?://[^\s<>]+)>"
    r"|(?P<bare>https?://[^\s<]+[^<.,:;\"')\]\s])"
    rf"|\*\*(?P<bold>{_INNER})\*\*(?!\*)"
    rf"|__(?P<underline>{_INNER})__(?!_)"
    rf"|\*(?=\S)(?P<italic>{_INNER})\*(?!\*)"
    r"|\b_(?P<slanted>(?:__|\\[\s\S]|[^\\_])+?)_\b"
    rf"|~~(?P<struck>{_INNER})~~"
    rf"|\|\|(?P<hidden>{_INNER})\|\|"
)
_STYLES = {
    "bold": BOLD,
    "underline": UNDERLINE,
    "italic": ITALIC,
    "slanted": ITALIC,
    "struck": STRUCK,
    "hidden": HIDDEN,
}
_BLOCK = re.compile(r"```(?:[\w+.#-]*\n)?(?P<code>[\s\S]*?)\n?```")
_HEADING = re.compile(r"(?P<marks>#{1,3}) +(?P<words>[^\n]+)(?:\n|$)")
_SMALL = re.compile(r"-# +(?P<words>[^\n]+)(?:\n|$)")
_QUOTE = re.compile(r"> (?P<words>[^\n]*)(?:\n|$)")
# A character that is there so that no mention is made of a word, and is not seen.
UNSEEN = "\u200b"


@dataclass(frozen=True)
class Piece:
    """Words in one style; `link` is where they lead, `mention` what they mention.

    `command` is the name and id of one that is pressed to be typed.
    """

    text: str
    styles: frozenset[str] = frozenset()
    link: str | None = None
    mention: str | None = None
    command: str | None = None


@dataclass(frozen=True)
class Line:
    """One line, or a whole block of code. `kind` is text, heading, small, quote or code."""

    kind: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words."""
        return "".join(piece.text for piece in self.pieces)

    def styled(self, style: str) -> str:
        """The words of it in that style, up to where the line goes on in another."""
        bold = ""
        for piece in self.pieces:
            if style not in piece.styles:
                break
            bold += piece.text
        return bold


@dataclass(frozen=True)
class Reader:
    """A reader: their zone, the language of their client, and the time of reading.

    `says` puts an instant in other words than their client does.
    """

    zone: ZoneInfo
    locale: str
    now: datetime
    says: Callable[[datetime], str] | None = None

    def moment(self, unix: int, style: str) -> str:
        """An instant as their client shows it."""
        at = datetime.fromtimestamp(unix, self.zone)
        if self.says:
            return self.says(at)
        locale = self.locale.replace("-", "_")
        match style:
            case "R":
                return format_timedelta(at - self.now, add_direction=True, locale=locale)
            case "t" | "T":
                return format_time(at, "short" if style == "t" else "medium", locale=locale)
            case "d" | "D":
                return format_date(at, "short" if style == "d" else "long", locale=locale)
        day = "EEEE, d MMMM y" if style == "F" else "d MMMM y"
        return format_datetime(at, f"{day} HH:mm", locale=locale)


def render(source: str, reader: Reader) -> list[Line]:
    """Markdown as lines."""
    lines: list[Line] = []
    for kind, words in _blocks(source):
        if kind == "code":
            lines.append(Line(kind, (Piece(words, frozenset({CODE})),)))
            continue
        line: list[Piece] = []
        for piece in _inline(words, reader, frozenset()):
            first, *more = piece.text.replace(UNSEEN, "").split("\n")
            _join(line, replace(piece, text=first))
            for text in more:
                lines.append(Line(kind, tuple(line)))
                line = []
                _join(line, replace(piece, text=text))
        lines.append(Line(kind, tuple(line)))
    return lines


def _join(line: list[Piece], piece: Piece) -> None:
    """Adds to a line; words that look the same are one piece."""
    if line and replace(line[-1], text="") == replace(piece, text=""):
        line[-1] = replace(piece, text=line[-1].text + piece.text)
    elif piece.text:
        line.append(piece)


def _blocks(source: str) -> Iterator[tuple[str, str]]:
    """Returns code blocks, headings, small lines and quotes, with the text between them."""
    text, at = "", 0
    while at < len(source):
        begins = not text or text.endswith("\n")
        found = _BLOCK.match(source, at)
        kind = "code" if found else ""
        for name, pattern in (("heading", _HEADING), ("small", _SMALL), ("quote", _QUOTE)):
            if not found and begins and (found := pattern.match(source, at)):
                kind = name
        if found:
            if text:
                yield "text", text.removesuffix("\n")
            yield kind, found["code" if kind == "code" else "words"]
            text, at = "", found.end() + (kind == "code" and source[found.end() :][:1] == "\n")
            continue
        step = 2 if source[at] == "\\" else 1
        text += source[at : at + step]
        at += step
    if text:
        yield "text", text.removesuffix("\n")


def _inline(source: str, reader: Reader, styles: frozenset[str]) -> Iterator[Piece]:
    at = 0
    for found in _INLINE.finditer(source):
        if found.start() > at:
            yield Piece(source[at : found.start()], styles)
        at = found.end()
        yield from _piece(found, reader, styles)
    if at < len(source):
        yield Piece(source[at:], styles)


def _piece(found: re.Match[str], reader: Reader, styles: frozenset[str]) -> Iterator[Piece]:
    parts = found.groupdict()
    if parts["escaped"]:
        yield Piece(parts["escaped"], styles)
    elif parts["code"]:
        yield Piece(parts["code"].strip(), styles | {CODE})
    elif parts["time"]:
        yield Piece(reader.moment(int(parts["time"]), parts["style"] or "f"), styles)
    elif parts["mention"]:
        yield Piece(parts["mention"], styles, mention=parts["mention"])
    elif command := parts["command"]:
        yield Piece(f"/{command.partition(':')[0]}", styles, command=command)
    elif leads := parts["fenced"] or parts["masked"]:
        for piece in _inline(parts["label"], reader, styles):
            yield replace(piece, link=leads)
    elif address := parts["quiet"] or parts["bare"]:
        yield Piece(address, styles, address)
    else:
        name = next(name for name in _STYLES if parts[name])
        yield from _inline(parts[name], reader, styles | {_STYLES[name]})
