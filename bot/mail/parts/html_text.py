"""The text of an HTML mail: what is shown, line by line. Nothing in it is opened or loaded."""

from __future__ import annotations

import re

LONGEST = 1_000_000
_UNSEEN = "script, style, head, title, noscript, template, svg, object, embed, iframe"
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|max-height\s*:\s*0(?![.\d])"
    r"|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"<(/?)(p|div|tr|table|li|ul|ol|h[1-6]|blockquote|section|article|header|footer|pre|dt|dd)\b",
    re.I,
)
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|hr)\b[^>]*>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\xa0\r\f\v]+")
_EMPTY = re.compile(r"\n{3,}")
_BREAK_MARK = "\ue000"


def html_to_text(html: str) -> str:
    """Returns the lines that a reader of the mail sees."""
    from selectolax.lexbor import LexborHTMLParser

    html = _marked(html[:LONGEST])
    tree = LexborHTMLParser(html)
    for node in tree.css(_UNSEEN):
        node.decompose()
    for node in tree.css("[style]"):
        if _HIDDEN.search(node.attributes.get("style") or ""):
            node.decompose()
    root = tree.body or tree.root
    text = root.text(deep=True, separator="") if root else ""
    return _lines(text)


def links_of(html: str, most: int = 200) -> list[tuple[str, str]]:
    """Returns the addresses that are linked, with the words that link them."""
    from selectolax.lexbor import LexborHTMLParser

    found = []
    for node in LexborHTMLParser(html[:LONGEST]).css("a[href]")[:most]:
        href = node.attributes.get("href") or ""
        found.append((href, " ".join(node.text(deep=True).split())))
    return found


def _marked(html: str) -> str:
    """Makes marks of line breaks, since line ends in HTML are none."""
    html = html.replace(_BREAK_MARK, "")
    html = _CELL.sub(lambda found: f" {found[0]}", _BREAK.sub(_BREAK_MARK, html))
    return _BLOCK.sub(lambda found: f"{_BREAK_MARK}{found[0]}", html)


def _lines(text: str) -> str:
    text = _BLANKS.sub(" ", text.replace("\n", " ")).replace(_BREAK_MARK, "\n")
    lines = [line.strip() for line in text.splitlines()]
    return _EMPTY.sub("\n\n", "\n".join(lines)).strip()
