"""A funnel as text, for the time that a post of it waits."""

from __future__ import annotations

import json

from bot.picture import Flow, Funnel, Outcome, Step


def write_funnel(funnel: Funnel) -> str:
    """Writes a funnel as JSON."""
    return json.dumps([[flow.begin, flow.end, flow.count] for flow in funnel.flows])


def read_funnel(text: str) -> Funnel:
    """Reads a funnel from JSON. Raises ValueError."""
    return Funnel(
        tuple(
            Flow(Step(begin), Step(end) if end in set(Step) else Outcome(end), count)
            for begin, end, count in json.loads(text)
        )
    )
