"""The checklist before applying, after McAdams, "The Forgotten Art of the Follow-up" (2020)."""

from __future__ import annotations

CONTACT_STEP = "person"
# Key, title and text; a tick is stored under the key.
CHECKLIST: tuple[tuple[str, str, str], ...] = (
    (
        "resume",
        "A résumé for this job",
        "Move what fits this job to the top third of the first page, in the posting’s own words "
        "where they are true of you.",
    ),
    (
        "letter",
        "A cover letter to a named person",
        "Find out who hires for this team, on the company’s site or LinkedIn. "
        "Half a page is enough.",
    ),
    (
        "person",
        "That person’s phone and email",
        "Find both now and note them here: the follow-ups go to this person, "
        "and so does the call if it comes to one.",
    ),
    (
        "dates",
        "The follow-up dates to expect",
        "The first is about a week after you apply, the second three to five days after the first, "
        "then a call. I'll remind you of each.",
    ),
)
