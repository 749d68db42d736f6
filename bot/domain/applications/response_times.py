"""Response times: how long applications and outreaches wait for an answer.

Source: E. L. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete Observations" (1958).
What still waits is censored: it counts among those that wait as long as it has waited. What
was sent or answered on a day that nobody knows has no length and is left out. The
variance is Greenwood's, the band that of the complementary log-log of the estimate, which stays
between nothing and all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import exp, log, sqrt

from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.applications.application import REPLIES, Application
from bot.frozen import frozen
from bot.picture import Curve, CurvePoint, ResponseCurves

NORMAL_95 = 1.959963984540054
_OVER = frozenset({ActivityKind.ACCEPTED, ActivityKind.WITHDREW, ActivityKind.GHOSTED})
LONGEST = 180  # days; what comes later is another story
METHODS = (OutreachMethod.EMAIL, OutreachMethod.PHONE)


@frozen
class Wait:
    """The days from something sent to the answer, or to the end of waiting without one."""

    days: int
    answered: bool


def application_waits(
    applications: Iterable[Application], today: date, since: date = date.min
) -> Sequence[Wait]:
    """Returns how long the applications sent since a day waited for a first answer."""
    waits = (
        _wait(one.applied, one.history, today)
        for one in applications
        if one.applied is not None and since <= one.applied.on <= today
    )
    return [one for one in waits if one is not None]


def outreach_waits(
    applications: Iterable[Application], method: OutreachMethod, today: date, since: date = date.min
) -> Sequence[Wait]:
    """Returns how long the outreaches of a method waited; the next outreach ends the waiting."""
    waits = (
        _wait(sent, one.history, today, outreach=True)
        for one in applications
        for sent in one.history
        if sent.kind is ActivityKind.FOLLOWED_UP
        and sent.method is method
        and since <= sent.on <= today
    )
    return [one for one in waits if one is not None]


def _wait(
    sent: Activity, history: Sequence[Activity], today: date, *, outreach: bool = False
) -> Wait | None:
    """Returns the wait from something sent on; None where the day at an end of it is not known."""
    if sent.undated:
        return None
    ends = _OVER | {ActivityKind.FOLLOWED_UP} if outreach else _OVER
    for later in history[history.index(sent) + 1 :]:
        if later.on > today:
            break
        if later.kind in REPLIES or later.kind in ends:
            days = max(0, (later.on - sent.on).days)
            return None if later.undated else Wait(days, later.kind in REPLIES)
    return Wait((today - sent.on).days, answered=False)


def estimate_curve(label: str, waits: Sequence[Wait]) -> Curve:
    """Estimates the share that is answered by each day on which an answer came."""
    waiting, still, variance = len(waits), 1.0, 0.0
    points = []
    for day in sorted({one.days for one in waits}):
        answers = sum(one.days == day and one.answered for one in waits)
        if answers:
            still *= 1 - answers / waiting
            if waiting > answers:
                variance += answers / (waiting * (waiting - answers))
            points.append(CurvePoint(day, 1 - still, *_band(still, variance)))
        waiting -= sum(one.days == day for one in waits)
    return Curve(label, len(waits), sum(one.answered for one in waits), tuple(points))


def _band(still: float, variance: float) -> tuple[float, float]:
    """Returns the limits of the share that is answered; once all are, it is known exactly."""
    if still <= 0:
        return 1.0, 1.0
    spread = NORMAL_95 * sqrt(variance) / abs(log(still))
    return 1 - still ** exp(-spread), 1 - still ** exp(spread)


def response_curves(origin: str, waits: Sequence[tuple[str, Sequence[Wait]]]) -> ResponseCurves:
    """Estimates a curve for each label, over the days until the last answer and some more."""
    curves = tuple(estimate_curve(label, some) for label, some in waits)
    last = max((point.day for curve in curves for point in curve.points), default=0)
    longest = max((one.days for _, some in waits for one in some), default=0)
    return ResponseCurves(origin, curves, max(14, min(longest, round(last * 1.15) + 1, LONGEST)))
