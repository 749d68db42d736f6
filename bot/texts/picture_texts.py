"""The words in and about pictures: what the numbers say, and never more than that."""

from __future__ import annotations

from bot.picture import Funnel, Outcome, Picture, Step
from bot.texts.plain_text import join_names

FEW = 20  # under which nothing is judged


def funnel_picture(funnel: Funnel) -> Picture:
    """Returns the picture of a funnel, with its words."""
    count = funnel.applications
    title = "Where 1 application went" if count == 1 else f"Where {count:,} applications went"
    sentence = funnel_sentence(funnel)
    stages = [f"{step} {funnel.count(step):,}" for step in Step if funnel.count(step)]
    ends = [f"{end} {funnel.count(end):,}" for end in Outcome if funnel.count(end)]
    described = f"{title}. Stages: {join_names(stages)}. Outcomes: {join_names(ends)}. {sentence}"
    return Picture("funnel", funnel, title, sentence, described)


def funnel_sentence(funnel: Funnel) -> str:
    """Returns the sentence that the numbers earn."""
    count, answered = funnel.applications, funnel.answered
    if count < FEW:
        sent = "1 application" if count == 1 else f"{count:,} applications"
        got = {0: "no answer yet", 1: "1 answer"}.get(answered, f"{answered:,} answers")
        return f"{sent}, {got}: too few to judge by."
    parts = [f"{answered:,} got an answer"] if answered else ["none has got an answer yet"]
    if met := funnel.count(Step.INTERVIEW):
        parts.append(f"{met:,} led to an interview")
    if offers := funnel.count(Step.OFFER):
        parts.append(f"{offers:,} to an offer")
    return f"Of {count:,} applications, {join_names(parts)}."
