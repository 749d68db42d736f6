"""Strategies and comparisons for exports that come back."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from bot.domain.mail.evidence import MailEvidence
from bot.domain.mail.reading import MailKind
from bot.domain.work_search.entry import SearchActivity, SearchDetails, SearchKind
from bot.parsing.words import normalize_lines

NOW = datetime(2028, 1, 1, tzinfo=UTC)
_ID = re.compile(r"(?<![@\d])\d+")


def without_ids(whole: dict[str, Any]) -> dict[str, Any]:
    """Returns an export with places in the history for ids, so that equal states are equal."""
    applications = []
    for one in whole["applications"]:
        ids = {row["id"]: at for at, row in enumerate(sorted(one["activities"], key=_by_id))}

        def placed(key: str, ids: dict[int, int] = ids) -> str:
            kind, number, anchor = key.split(":", 2)
            anchor = _ID.sub(lambda found: f"#{ids[int(found[0])]}", anchor)
            return f"{kind}:{number}:{anchor}"

        activities = [
            {
                **row,
                "id": ids[row["id"]],
                **({"of": ids[row["of"]]} if "of" in row else {}),
                **({"nudge": placed(row["nudge"])} if "nudge" in row else {}),
            }
            for row in one["activities"]
        ]
        nudges = [
            {
                **row,
                "key": placed(row["key"]),
                "about": placed(row["about"]),
                **({"subject": ids[row["subject"]]} if "subject" in row else {}),
            }
            for row in one["nudges"]
        ]
        applications.append(
            {
                "activities": sorted(activities, key=_by_id),
                "search_details": sorted(
                    ({**row, "activity": ids[row["activity"]]} for row in one["search_details"]),
                    key=lambda row: int(row["activity"]),
                ),
                "nudges": sorted(nudges, key=lambda row: str(row["key"])),
                "mails": [
                    {**row, **({"booking": ids[row["booking"]]} if "booking" in row else {})}
                    for row in one["mails"]
                ],
            }
        )
    applications.sort(key=lambda one: json.dumps(one, sort_keys=True))
    return {**whole, "applications": applications, "exported": ""}


def _without_empty(details: SearchDetails) -> SearchDetails:
    return replace(details, **{name: None for name, one in asdict(details).items() if one == ""})


def _by_id(row: dict[str, Any]) -> int:
    return int(row["id"])


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)
# Hypothesis adds the zone to both.
moments = st.datetimes(
    datetime(2026, 1, 5),  # noqa: DTZ001
    datetime(2027, 12, 20),  # noqa: DTZ001
    timezones=st.just(UTC),
)
search_details = st.builds(
    SearchDetails,
    **{field.name: st.none() | words.map(normalize_lines) for field in fields(SearchDetails)},
).map(_without_empty)
mail_evidence = st.builds(
    MailEvidence,
    application=st.just(0),
    key=st.just(""),
    kind=st.sampled_from(MailKind),
    on=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    message_id=st.none() | words,
    sender_domain=st.none() | words.map(normalize_lines),
    sentence=words.map(normalize_lines),
    subject=words.map(normalize_lines),
    uid=st.none() | words,
    sequence=st.integers(0, 9),
    organizer=st.none() | words,
)
search_activities = st.builds(
    SearchActivity,
    st.sampled_from(SearchKind),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    words.map(normalize_lines),
    moments,
    search_details,
    st.none() | moments,
)
