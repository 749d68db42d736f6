"""The funnel as SankeyMATIC's text: what people paste into the site that they already use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import Application, Stage

_OUTCOMES = {
    Stage.REJECTED: "Rejected",
    Stage.ACCEPTED: "Accepted",
    Stage.WITHDRAWN: "Withdrew",
    Stage.GHOSTED: "Ghosted",
}
_REPLIES = frozenset({ActivityKind.HEARD_BACK, ActivityKind.INVITED})


def count_flows(applications: Iterable[Application]) -> Counter[tuple[str, str]]:
    """Counts the steps from stage to stage, each application once; no company is named."""
    found: Counter[tuple[str, str]] = Counter()
    for one in applications:
        if one.applied is not None:
            path = _path(one)
            found.update(pairwise(path))
    return found


def write_sankey(applications: Iterable[Application]) -> bytes:
    """Writes `Applied [47] No answer` lines, the widest flow first."""
    counted = sorted(count_flows(applications).items(), key=lambda one: (-one[1], one[0]))
    lines = [f"{begin} [{count}] {end}" for (begin, end), count in counted]
    return ("\n".join(lines) + "\n" if lines else "").encode()


def _path(one: Application) -> list[str]:
    """Returns the stages that an application went through, and its state today."""
    kinds = {activity.kind for activity in one.history}
    rounds = len(one.active_interviews)
    path = ["Applied"]
    if kinds & _REPLIES and not rounds and ActivityKind.OFFERED not in kinds:
        path.append("Reply")
    path += [f"Interview {number}" for number in range(1, rounds + 1)]
    if ActivityKind.OFFERED in kinds:
        path.append("Offer")
    if one.stage in _OUTCOMES:
        path.append(_OUTCOMES[one.stage])
    elif len(path) == 1:
        path.append("No answer yet")
    else:
        path.append("Still open")
    return path
