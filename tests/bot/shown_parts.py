"""The parts of a message that tests look for: buttons and facts by their labels."""

from __future__ import annotations

from bot.message import Button, Message, plain


def button(label: str, on: Message) -> Button:
    return next(one for one in on.buttons if one.label == label)


def fact(label: str, on: Message) -> str:
    return next(plain(one.value) for one in on.facts if one.label == label)


def labels(on: Message) -> list[str]:
    return [one.label for one in on.buttons]
