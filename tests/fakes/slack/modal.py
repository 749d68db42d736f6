"""The modal in front of a person: its questions, its content, and what sending it does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.fakes.slack import contracts, inputs, limits, mrkdwn
from tests.fakes.slack.app import Json
from tests.fakes.slack.message_reader import Page, Pressable, read_blocks
from tests.fakes.slack.mrkdwn import Reader
from tests.fakes.slack.screen import ScreenEvent
from tests.fakes.slack.views import DEEPEST, View

if TYPE_CHECKING:
    from tests.fakes.slack.client import Client

_MISSING = "Please complete this required field."
_SHAPES = {
    "email_text_input": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "This is not a valid email."),
    "url_text_input": (re.compile(r"https?://\S+"), "This is not a valid URL."),
    "number_input": (re.compile(r"-?\d+(\.\d+)?"), "Enter a number."),
}


class NotOnScreen(AssertionError):
    """An error: a button or field that a person looks for is not on their screen."""


@dataclass(frozen=True)
class Field:
    """One input of a modal with its current content."""

    label: str
    required: bool
    value: str | None
    error: str | None
    block: Json
    element: Json

    @property
    def key(self) -> tuple[str, str]:
        """Its block and action."""
        return self.block["block_id"], self.element["action_id"]


def is_waiting(made: Json, reader: Reader) -> bool:
    """True if a view only holds a place: a line that ends in dots, and nothing to do."""
    page = read_blocks(made["blocks"], reader)
    busy = any(inputs.elements(made["blocks"])) or any(part.pressables for part in page.parts)
    return not busy and page.whole.text.endswith("…")


class Modal:
    """One view in front of a person."""

    def __init__(self, client: Client, view: View) -> None:
        self._client = client
        self.view = view

    @property
    def title(self) -> str:
        """The title of the modal."""
        title: Json = self.view.made.get("title") or {"text": ""}
        return mrkdwn.plain(title["text"])

    @property
    def page(self) -> Page:
        """Everything in it that is no input."""
        return read_blocks(self.view.blocks, self._client.reader)

    @property
    def fields(self) -> list[Field]:
        """Its inputs, from top to bottom."""
        found = []
        for block, element in inputs.elements(self.view.blocks):
            if block["type"] != "input":
                continue
            entry = self.view.values[block["block_id"], element["action_id"]]
            found.append(
                Field(
                    mrkdwn.plain(block["label"]["text"]),
                    not block.get("optional", False),
                    inputs.shown(entry),
                    self.view.errors.get(block["block_id"]),
                    block,
                    element,
                )
            )
        return found

    def field(self, label: str) -> Field:
        """The input of that label."""
        for field in self.fields:
            if field.label == label:
                return field
        there = ", ".join(field.label for field in self.fields)
        raise NotOnScreen(f"“{self.title}” asks for no “{label}”, but for: {there}")

    def fill(self, answers: Mapping[str, str]) -> None:
        """Enters values by the labels of their inputs; what is not named stays."""
        for label, what in answers.items():
            field = self.field(label)
            self.view.values[field.key] = inputs.entered(field.element, what)

    async def suggestions(self, label: str, typed: str) -> list[str]:
        """Returns the app's suggestions for text typed into an input with external options."""
        field = self.field(label)
        payload = self._client.payloads.suggestion(self.view, field.block, field.element, typed)
        reply = await self._client.interact(payload)
        found = inputs.options(reply.body)
        field.element["options"] = found  # what was suggested can now be chosen
        return [mrkdwn.plain(one["text"]["text"]) for one in found]

    async def press(self, label: str) -> None:
        """Presses a button in it."""
        for part in self.page.parts:
            for pressable in part.pressables:
                if pressable.label == label:
                    await self._press(pressable)
                    return
        raise NotOnScreen(f"“{self.title}” has no button “{label}”")

    async def submit(self) -> None:
        """Sends it, unless Slack's own client sees that something is missing."""
        self.view.errors = self._own_errors()
        if self.view.errors:
            self._client.workspace.show_view(ScreenEvent.ASKED_AGAIN, self.view)
            return
        if not self.view.made.get("submit"):
            raise NotOnScreen(f"“{self.title}” cannot be sent")
        reply = await self._client.interact(self._client.payloads.submission(self.view))
        if reply.ok:
            self._obey(reply.body)

    async def close(self, *, everything: bool = False) -> None:
        """Closes it, or with it everything under it."""
        stack = self._client.workspace.open.stack(self.view.user)
        stack.remove(self.view)
        if everything or self.view.made.get("clear_on_close"):
            stack.clear()
        if self.view.made.get("notify_on_close"):
            payload = self._client.payloads.closed(self.view, cleared=everything)
            await self._client.interact(payload)

    async def _press(self, pressable: Pressable) -> None:
        payload = self._client.payloads.press_in_view(self.view.user, pressable, self.view)
        await self._client.interact(payload)

    def _own_errors(self) -> dict[str, str]:
        found = {}
        for field in self.fields:
            shape, sentence = _SHAPES.get(field.element["type"], (None, ""))
            if field.required and field.value is None:
                found[field.block["block_id"]] = _MISSING
            elif shape and field.value is not None and not shape.fullmatch(field.value):
                found[field.block["block_id"]] = sentence
        return found

    def _obey(self, body: Mapping[str, Any]) -> None:
        """Does what the acknowledgment says; without a word it just closes."""
        workspace = self._client.workspace
        stack = workspace.open.stack(self.view.user)
        match body.get("response_action"):
            case None:
                stack.remove(self.view)
            case "clear":
                stack.clear()
            case "errors":
                self._show_errors(body["errors"])
            case "update":
                workspace.change_view(self.view, self._checked(body["view"]))
                workspace.show_view(ScreenEvent.OPENED, self.view)
            case "push" if len(stack) < DEEPEST:
                pushed = workspace.new_view(self.view.user, self._checked(body["view"]), self.view)
                stack.append(pushed)
                workspace.show_view(ScreenEvent.OPENED, pushed)
            case other:
                self._client.slack.violations.add(f"view_submission: no response_action {other}")

    def _show_errors(self, errors: Mapping[str, str]) -> None:
        known = {field.block["block_id"] for field in self.fields}
        for block in set(errors) - known:
            self._client.slack.violations.add(
                f"view_submission: errors for {block!r}, which is no input of the modal"
            )
        self.view.errors = dict(errors)
        self._client.workspace.show_view(ScreenEvent.ASKED_AGAIN, self.view)

    def _checked(self, view: Json) -> Json:
        for problem in (*contracts.problems_of_view(view), *limits.problems_of_view(view)):
            self._client.slack.violations.add(f"view_submission: {problem}")
        return view
