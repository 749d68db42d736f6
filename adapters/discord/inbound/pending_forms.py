"""A form that is half filled in, as it is stored until the rest comes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.message import Refused


@dataclass(frozen=True, slots=True)
class PendingForm:
    """The values that a form has so far. `asks` is its invocation as the wire writes it.

    `fields` are still to be asked. Where it takes more than one form, the buttons
    that go on are on a helper, a message of their own; `message` is then the
    channel and id of the one that it all began on, which the outcome rewrites. `text` is what
    its fields are about.
    """

    title: str
    asks: str
    fields: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    helper: bool = False
    message: tuple[int, int] | None = None
    text: str = ""

    def write(self) -> str:
        """Writes the form as JSON."""
        return json.dumps(
            {
                "title": self.title,
                "asks": self.asks,
                "fields": self.fields,
                "values": dict(self.values),
                "errors": dict(self.errors),
                "helper": self.helper,
                "message": self.message,
                "text": self.text,
            }
        )

    @classmethod
    def read(cls, text: str) -> PendingForm:
        """Reads a form from JSON. Raises Refused for any other text."""
        try:
            kept = json.loads(text)
            began = kept["message"]
            return cls(
                str(kept["title"]),
                str(kept["asks"]),
                tuple(kept["fields"]),
                dict(kept["values"]),
                dict(kept["errors"]),
                bool(kept["helper"]),
                (int(began[0]), int(began[1])) if began else None,
                str(kept.get("text", "")),
            )
        except (ValueError, KeyError, TypeError, IndexError):
            raise Refused("That form isn't there anymore. Try the command again.") from None
