"""Places the funnel's stages, ribbons and outcomes so that nothing crosses.

Stages are columns, and every outcome of a stage has a row of its own at the right, those of
the last stage first. A ribbon leaves its stage for its row before the next column and goes
straight on from there; what skips interviews on its way to an offer passes above them. So
the order from top to bottom is the same in every column, and no two ribbons meet.
"""

from __future__ import annotations

from bot.frozen import frozen
from bot.picture import Funnel, FunnelFlow, FunnelOutcome, FunnelStage

THICKEST, THINNEST = 40.0, 6.0  # of one application, in pixels
ALL = 440.0  # of all applications together, where they are many
ROW, GAP = 58.0, 18.0
LAST_COLUMN = 0.65  # of the others' width, which names of stages need
NODE = 26.0


@frozen
class Node:
    """A stage: its bar."""

    step: FunnelStage
    count: int
    x: float
    y: float
    height: float


@frozen
class Ribbon:
    """A flow from a bar's right side to its end: the points of its upper edge."""

    flow: FunnelFlow
    points: tuple[tuple[float, float], ...]
    thick: float


@frozen
class OutcomeBar:
    """An outcome of a stage: its bar at the right."""

    flow: FunnelFlow
    outcome: FunnelOutcome
    y: float
    height: float


@frozen
class Layout:
    """All of it; `bottom` is where the next thing may be."""

    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    rows: tuple[OutcomeBar, ...]
    bottom: float


def lay_out(funnel: Funnel, left: float, right: float, top: float) -> Layout:
    """Lays a funnel out between two sides; the last column's bars begin at the right one."""
    steps = [step for step in FunnelStage if funnel.count(step)]
    columns = {
        step: left + (right - left) * number / (len(steps) - 1 + LAST_COLUMN)
        for number, step in enumerate(steps)
    }
    each = min(THICKEST, ALL / max(1, funnel.applications))
    thick = {flow: max(THINNEST, flow.count * each) for flow in funnel.flows}
    rows: dict[FunnelFlow, OutcomeBar] = {}
    stacks: dict[FunnelStage, tuple[float, float]] = {}  # a bar's top and height
    cursor = top
    for step in reversed(steps):
        for flow in _leaving(funnel, step):
            high = max(ROW, thick[flow] + GAP)
            assert isinstance(flow.end, FunnelOutcome)
            rows[flow] = OutcomeBar(flow, flow.end, cursor + (high - thick[flow]) / 2, thick[flow])
            cursor += high
        passing = [flow for flow in _skipping(funnel, steps) if _passes(flow, step, steps)]
        begin = top + sum(thick[flow] + GAP for flow in passing)
        out = sum(thick[flow] for flow in funnel.flows if flow.begin is step)
        into = sum(thick[flow] for flow in funnel.flows if flow.end is step)
        stacks[step] = begin, max(out, into)
        cursor = max(cursor, begin + max(out, into) + GAP)
    nodes = tuple(Node(step, funnel.count(step), columns[step], *stacks[step]) for step in steps)
    return Layout(
        nodes,
        _ribbons(funnel, steps, columns, stacks, rows, thick, right, top),
        tuple(rows.values()),
        cursor,
    )


def _leaving(funnel: Funnel, step: FunnelStage) -> list[FunnelFlow]:
    """Returns the flows from a stage to outcomes, in the order of these."""
    order = list(FunnelOutcome)
    found = [f for f in funnel.flows if f.begin is step and isinstance(f.end, FunnelOutcome)]
    return sorted(found, key=lambda flow: order.index(FunnelOutcome(flow.end)))


def _skipping(funnel: Funnel, steps: list[FunnelStage]) -> list[FunnelFlow]:
    """Returns the flows that pass stages by, the earliest first: on top of the others."""
    found = [
        flow
        for flow in funnel.flows
        if isinstance(flow.end, FunnelStage) and steps.index(flow.end) > steps.index(flow.begin) + 1
    ]
    return sorted(found, key=lambda flow: steps.index(flow.begin))


def _passes(flow: FunnelFlow, step: FunnelStage, steps: list[FunnelStage]) -> bool:
    return steps.index(flow.begin) < steps.index(step) < steps.index(FunnelStage(flow.end))


def _ribbons(
    funnel: Funnel,
    steps: list[FunnelStage],
    columns: dict[FunnelStage, float],
    stacks: dict[FunnelStage, tuple[float, float]],
    rows: dict[FunnelFlow, OutcomeBar],
    thick: dict[FunnelFlow, float],
    right: float,
    top: float,
) -> tuple[Ribbon, ...]:
    found = []
    skipping = _skipping(funnel, steps)
    beside = {step: stacks[step][0] for step in steps}
    for flow in skipping:  # they enter above what comes from the stage before
        beside[FunnelStage(flow.end)] += thick[flow]
    for number, step in enumerate(steps):
        after = columns[steps[number + 1]] if number + 1 < len(steps) else right
        mine = [flow for flow in funnel.flows if flow.begin is step]
        above = [flow for flow in skipping if flow in mine]
        onward = [flow for flow in mine if isinstance(flow.end, FunnelStage) and flow not in above]
        y = stacks[step][0]
        for flow in (*above, *onward, *_leaving(funnel, step)):
            points = [(columns[step] + NODE, y)]
            if flow in rows:
                points += [(after, rows[flow].y), (right, rows[flow].y)]
            elif flow in above:
                end = FunnelStage(flow.end)
                earlier = skipping[: skipping.index(flow)]
                level = top + sum(thick[one] + GAP for one in earlier)
                entry = stacks[end][0] + sum(thick[one] for one in earlier)
                last = columns[steps[steps.index(end) - 1]] + NODE
                points += [(after, level), (last, level), (columns[end], entry)]
            else:
                points.append((columns[FunnelStage(flow.end)], beside[FunnelStage(flow.end)]))
            found.append(Ribbon(flow, tuple(points), thick[flow]))
            y += thick[flow]
    return tuple(found)
