"""Every sentence of the product that no other gallery shows, read from the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
SENTENCES = Path(__file__).with_name("sentences.txt")
READ = ("bot", "adapters")
# Words that are searched for, not said.
NOT_SAID = ("bot/mail/", "bot/parsing/languages/", "bot/importing/columns.py")
FEWEST_WORDS = 3
_OPEN = "…"
_CODE = re.compile(r"\\[a-zA-Z]|\(\?|^[a-z0-9_.:/{}|=%-]+$|<[a-z/!]|^\s*[A-Z_]+ ?=")
_BEGINS, _ENDS = re.compile(r"[“A-Z0-9…]"), re.compile(r"[.?!:…”]\s*$")
# Said to a programmer.
_NOT_TO_A_USER = (
    "ValueError",
    "TypeError",
    "RuntimeError",
    "AssertionError",
    "compile",
    "getLogger",
)


def write_unseen(seen: str) -> str:
    """Returns the sentences that are not in what was seen, under the name of their folder."""
    folders: dict[str, set[str]] = {}
    for folder, sentence in _unseen(seen):
        folders.setdefault(folder, set()).add(sentence)
    parts = [f"######## {one}\n\n" + "\n".join(sorted(folders[one])) for one in sorted(folders)]
    return "\n\n".join(parts) + "\n"


def find_missing(seen: str) -> list[str]:
    """Returns the sentences that are neither in what was seen nor in the file of the others."""
    known = set(SENTENCES.read_text(encoding="utf-8").splitlines())
    return sorted({sentence for _, sentence in _unseen(seen) if sentence not in known})


def _unseen(seen: str) -> Iterator[tuple[str, str]]:
    for file in sorted(one for top in READ for one in (ROOT / top).rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        if name.startswith(NOT_SAID):
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for sentence in _sentences(tree):
            if _longest(sentence) not in seen:
                yield "/".join(name.split("/")[:2]), sentence


def _longest(sentence: str) -> str:
    return max(sentence.split(_OPEN), key=len).strip()


def _sentences(node: ast.AST) -> Iterator[str]:
    if _is_not_said(node):
        return
    text = _template(node)
    if text is not None:
        if _is_sentence(text):
            yield " ".join(text.split())
        return
    for child in ast.iter_child_nodes(node):
        if not _is_docstring(child, node):
            yield from _sentences(child)


def _template(node: ast.AST) -> str | None:
    """Returns a string of the source, what is filled in as an ellipsis; None for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_template(one) or _OPEN for one in values)
        case _:
            return None


def _is_sentence(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", text)
    if len(words) < FEWEST_WORDS or " " not in text.strip() or _CODE.search(text):
        return False
    return bool(_BEGINS.match(text.strip()) or _ENDS.search(text))


def _is_not_said(node: ast.AST) -> bool:
    match node:
        case ast.Assert():
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="log"))):
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _NOT_TO_A_USER
        case _:
            return False


def _is_docstring(child: ast.AST, parent: ast.AST) -> bool:
    return (
        isinstance(child, ast.Expr)
        and isinstance(child.value, ast.Constant)
        and isinstance(parent, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    )
