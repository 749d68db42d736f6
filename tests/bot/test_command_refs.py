"""A command that a sentence names is a typed value: each platform says how it is typed there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.catalog import COMMANDS

ROOT = Path(__file__).parents[2]
NAMES = {command.name for command in COMMANDS if not command.hidden}
NAMED = re.compile(rf"(?<![\w/.<])/(?:{'|'.join({name.split()[0] for name in NAMES})})(?![\w/-])")
# A slash before a value that is put in: `f"… /{command.name}"`.
SPELLED = re.compile(r"(?:^|[\s(“])/\{\}")
# Each says how commands are typed at its own platform.
SPELL_COMMANDS = {
    "adapters/console/help_card.py",
    "adapters/slack/inbound/listeners.py",
    "adapters/slack/manifest.py",
    "adapters/slack/rendering/command_names.py",
    "bot/message.py",
    "adapters/app/setup/slack_setup.py",  # asks about names of slash commands, at a terminal
}


def sources() -> Iterator[Path]:
    for package in ("bot", "adapters"):
        yield from sorted((ROOT / package).rglob("*.py"))


def named_in_strings(tree: ast.Module) -> list[str]:
    """The strings that name a command, docstrings aside."""
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in statements and NAMED.search(node.value):
                found.append(node.value)
        elif isinstance(node, ast.JoinedStr):
            said = [
                str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values
            ]
            if SPELLED.search("".join(said)):
                found.append(ast.unparse(node))
    return found


def refs(tree: ast.Module) -> Iterator[str]:
    """The names that `CommandRef("…")` is given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "CommandRef":
            (name,) = node.args
            if isinstance(name, ast.Constant):
                yield str(name.value)


def test_no_string_names_a_command() -> None:
    named = {str(path.relative_to(ROOT)): named_in_strings(parsed(path)) for path in sources()}
    wrong = {path: said for path, said in named.items() if said and path not in SPELL_COMMANDS}
    assert wrong == {}


def test_whatever_is_named_is_a_command_that_people_can_type() -> None:
    named = {name for path in sources() for name in refs(parsed(path))}
    assert "nudges" in named
    assert named <= NAMES


@pytest.mark.parametrize(
    "source",
    [
        'text = "See what is due: /nudges"',
        'text = f"{count} more: /group board"',
        'text = f"Did you mean /{near.name}?"',
    ],
)
def test_a_command_in_a_string_is_found(source: str) -> None:
    assert named_in_strings(ast.parse(source))


@pytest.mark.parametrize("source", ['"""Like /nudges."""', 'x = f"a/{b}"', 'x = "/jobs"'])
def test_what_only_looks_like_one_is_not(source: str) -> None:
    assert not named_in_strings(ast.parse(source))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
