"""A funnel as text, for the time that a post of it waits."""

from __future__ import annotations

import json
from datetime import date

from bot.picture import Funnel, FunnelFlow, FunnelOutcome, FunnelStage


def write_funnel(funnel: Funnel) -> str:
    """Writes a funnel as JSON."""
    flows = [[flow.begin, flow.end, flow.count] for flow in funnel.flows]
    since = funnel.since.isoformat() if funnel.since else None
    return json.dumps({"flows": flows, "since": since})


def read_funnel(text: str) -> Funnel:
    """Reads a funnel from JSON. Raises ValueError."""
    found = json.loads(text)
    return Funnel(
        tuple(
            FunnelFlow(
                FunnelStage(begin),
                FunnelStage(end) if end in set(FunnelStage) else FunnelOutcome(end),
                count,
            )
            for begin, end, count in found["flows"]
        ),
        date.fromisoformat(found["since"]) if found["since"] else None,
    )
