"""Modals and Home tabs: what each shows, and the stack of those that a person has open."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.fakes.slack.app import App, Json
from tests.fakes.slack.inputs import STATEFUL, at_first, elements
from tests.fakes.slack.people import User

DEEPEST = 3


@dataclass(eq=False)
class View:
    """One modal or Home tab in front of one person, with its content."""

    id: str
    user: User
    made: Json
    hash: str
    root: str
    previous: str | None = None
    values: dict[tuple[str, str], Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values = self._at_first()

    @property
    def blocks(self) -> list[Json]:
        """The blocks of the view."""
        return list(self.made.get("blocks", ()))

    def become(self, made: Json, hash: str) -> None:
        """Shows something else. Where block and action are the same, what was typed stays."""
        kept = self.values
        self.made, self.hash, self.errors = made, hash, {}
        fresh = self._at_first()
        self.values = {key: kept.get(key, entry) for key, entry in fresh.items()}

    def state(self) -> Json:
        """Returns the content of its fields, as Slack sends it."""
        values: dict[str, Json] = {}
        for (block, action), entry in self.values.items():
            values.setdefault(block, {})[action] = entry
        return {"values": values}

    def as_json(self, app: App, bot_id: str) -> Json:
        """The view as Slack gives it back."""
        return {
            "id": self.id,
            "team_id": self.user.team,
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "clear_on_close": False,
            "notify_on_close": False,
            "close": None,
            "submit": None,
            **self.made,
            "state": self.state(),
            "hash": self.hash,
            "previous_view_id": self.previous,
            "root_view_id": self.root,
            "app_id": app.id,
            "app_installed_team_id": self.user.team,
            "bot_id": bot_id,
        }

    def _at_first(self) -> dict[tuple[str, str], Json]:
        return {
            (block["block_id"], element["action_id"]): at_first(element)
            for block, element in elements(self.blocks)
            if element["type"] in STATEFUL
        }


class OpenViews:
    """The modals that each person has open, the top one last, and their Home tabs."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def stack(self, user: User) -> list[View]:
        """Returns a person's open modals."""
        return self._stacks.setdefault(user.id, [])

    def top(self, user: User) -> View | None:
        """Returns the modal in front of a person."""
        stack = self.stack(user)
        return stack[-1] if stack else None

    def find(self, *, id: str | None = None, external_id: str | None = None) -> View | None:
        """An open view by its id, or by the one that the app gave it."""
        for view in [*self.homes.values(), *(v for stack in self._stacks.values() for v in stack)]:
            if view.id == id or (external_id and view.made.get("external_id") == external_id):
                return view
        return None
