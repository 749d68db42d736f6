"""Strategies of Hypothesis: funnels of any shape."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.domain.applications.funnel import compute_funnel
from bot.picture import FunnelStage
from tests.bot.charts.funnels import ENDS, funnel_of
from tests.bot.history import Hunt, day


def counted(*hunts: Hunt, since: str = "1 Mar") -> dict[tuple[str, str], int]:
    funnel = compute_funnel((hunt.application for hunt in hunts), day(since))
    return {(str(flow.begin), str(flow.end)): flow.count for flow in funnel.flows}


LIKELY_PATHS = st.builds(
    lambda rounds, offer, ended: [
        FunnelStage.APPLIED,
        *([FunnelStage.REPLY] if rounds is not None else []),
        *([FunnelStage.INTERVIEW, FunnelStage.SECOND, FunnelStage.THIRD][: rounds or 0]),
        *([FunnelStage.OFFER] if offer and rounds is not None else []),
        ended,
    ],
    st.none() | st.integers(0, 3),
    st.booleans(),
    st.sampled_from(ENDS),
)
FUNNELS = st.builds(
    lambda counted: funnel_of(path for path, times in counted for _ in range(times)),
    st.lists(st.tuples(LIKELY_PATHS, st.sampled_from((1, 2, 40, 700))), min_size=1, max_size=12),
)
