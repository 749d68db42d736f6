"""The verdict on a drill: a line that states it, and True if the drill passed."""

from __future__ import annotations

from tests.drills.drill_run import DUE, DrillRun
from tests.drills.scenarios import Scenario


async def has_passed(scenario: Scenario, made: DrillRun) -> bool:
    """Counts by nudge what the platform took against what was owed, and against what is stored."""
    owed, shown = await made.owed(), made.platform.shown()
    refused = sum(state == "undeliverable" for state in owed.values())
    lost = sum(nudge not in shown for nudge in owed) - scenario.poisoned
    doubled = sum(len(moments) - 1 for moments in shown.values())
    untrue = sum((state == "delivered") != (id in shown) for id, state in owed.items())
    late = max((at for id in owed for at in shown.get(id, ())), default=DUE) - DUE
    stopped, posts = await made.stopped_groups(), made.platform.deliveries_to_group()
    twice = len(posts) - len(set(posts))
    print(
        f"{scenario.name}: lost {lost} doubled {doubled} late {str(late).split('.')[0]}"
        f" refused {refused} untrue {untrue} stopped groups {stopped}"
        f" group posts {len(posts)} doubled {twice}",
        flush=True,
    )
    complaints = made.platform.complaints
    for complaint in complaints:
        print(f"  {complaint}", flush=True)
    well = not complaints and refused == scenario.poisoned and len(posts) > 0
    return well and not (lost or doubled or untrue or stopped or twice)
