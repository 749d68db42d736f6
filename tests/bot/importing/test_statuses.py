"""Words for a stage are read as trackers and people write them; what may mean two is asked."""

from __future__ import annotations

import pytest

from bot.domain.applications.application import Stage
from bot.importing.statuses import read_status

READ = {
    Stage.PLANNED: ("Wishlist", "Not yet applied", "Saved for later", "未投递"),
    Stage.APPLIED: ("applied", "Applied (no response)", "No Response", "aplied", "Wysłano", "待定"),
    Stage.IN_TOUCH: ("Online Assesment", "OA", "CodeSignal", "笔试"),
    Stage.INTERVIEWING: (
        "Phone Screen",
        "interview 2/4/25 went well",
        "Interview offered",
        "Applied -> phone screen -> onsite",
        "二面",
        "Gespräch am 12.5.",
    ),
    Stage.OFFER: ("👍 Offer!", "Zusage"),
    Stage.ACCEPTED: ("Offer accepted", "Hired"),
    Stage.REJECTED: (
        "reeejected",
        "Rejection :(",
        "Rejected 4/2/25",
        "Final Round Interview - Rejected",
        "Hired someone else",
        "Position filled internally",
        "一面挂",
        "面试未通过",
        "Refusé",
    ),
    Stage.WITHDRAWN: ("I withdrew", "Job offer declined", "Turned down the offer"),
    Stage.GHOSTED: ("Ghosted after 2nd interview", "Suspected Ghost Job"),
}
UNSURE = (
    "Selected",
    "Offer pending",
    "Declined",
    "Closed",
    "Passed",
    "Not interested",
    "Offer rejected",
    "Rejected / Offer",
    "Waiting on offer",
    "No interview",
    "Not rejected yet",
    "Interview declined",
    "Contacted recruiter",
    "Reapply in 6 months",
    "等offer",
    "hmm",
    "1",
)


@pytest.mark.parametrize(("stage", "text"), [(s, t) for s, texts in READ.items() for t in texts])
def test_a_status_is_read(stage: Stage, text: str) -> None:
    assert read_status(text) is stage


@pytest.mark.parametrize("text", UNSURE)
def test_what_may_mean_two_things_is_not_guessed(text: str) -> None:
    assert read_status(text) is None
