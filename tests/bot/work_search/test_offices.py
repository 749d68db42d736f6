"""Work-search rules of each office: what it counts, and what a period still lacks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.work_search.assessment import assess, judge
from bot.domain.work_search.entry import Eligibility, SearchEntry, SearchKind
from bot.domain.work_search.office import offices
from bot.domain.work_search.period import Period, PeriodKind, PeriodRule
from bot.domain.work_search.profile import profile_of
from bot.parsing.offices import read_office
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.search_kinds import guess_kind

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
HERE = ParseContext(NOW, "America/New_York", "en", ())
APPLICATION, FOLLOW_UP, FAIR = SearchKind.APPLICATION, SearchKind.FOLLOW_UP, SearchKind.FAIR


def did(kind: SearchKind, day: int, employer: str = "", *, again: bool = False) -> SearchEntry:
    on = MONDAY + timedelta(days=day)
    logged = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return SearchEntry(kind, on, logged, employer=employer or f"Company {day}", again=again)


def standing(office: str, *entries: SearchEntry) -> tuple[int, int, bool]:
    profile = profile_of(office)
    found = assess(judge(entries, profile.office), profile.office)
    return found.have, found.need, found.is_reached


def verdicts(office: str, *entries: SearchEntry) -> list[Eligibility]:
    return [one.verdict for one in judge(entries, profile_of(office).office)]


def test_new_york_counts_one_activity_a_day() -> None:
    assert standing("NY", did(APPLICATION, 0), did(APPLICATION, 0), did(APPLICATION, 1)) == (
        2,
        3,
        False,
    )
    assert standing("NY", *(did(APPLICATION, day) for day in range(3))) == (3, 3, True)


def test_new_york_wants_one_of_its_first_list() -> None:
    talks = [did(SearchKind.NETWORKING, day) for day in range(3)]
    assert standing("NY", *talks) == (3, 3, False)
    assert standing("NY", *talks, did(FAIR, 3)) == (4, 3, True)


def test_north_carolina_counts_one_reemployment_activity_and_no_voicemail() -> None:
    assert standing("NC", did(APPLICATION, 0), did(FAIR, 1), did(FAIR, 2)) == (2, 3, False)
    assert verdicts("NC", did(SearchKind.VOICEMAIL, 0)) == [Eligibility.DOES_NOT]


def test_wisconsin_counts_an_employer_once_and_no_question_about_a_status() -> None:
    assert verdicts(
        "WI", did(APPLICATION, 0, "Acme"), did(APPLICATION, 1, "ACME"), did(FOLLOW_UP, 2, "Acme")
    ) == [Eligibility.COUNTS, Eligibility.DOES_NOT, Eligibility.DOES_NOT]


def test_pennsylvania_takes_two_applications_and_an_activity_or_three_applications() -> None:
    assert standing("PA", did(APPLICATION, 0), did(APPLICATION, 1), did(FAIR, 2))[2]
    assert standing("PA", *(did(APPLICATION, day) for day in range(3)))[2]
    assert not standing("PA", did(APPLICATION, 0), did(FAIR, 1), did(FAIR, 2))[2]


def test_the_same_job_again_is_one_to_check() -> None:
    assert verdicts("PA", did(APPLICATION, 0), did(APPLICATION, 1, again=True)) == [
        Eligibility.COUNTS,
        Eligibility.CHECK,
    ]


def test_a_follow_up_is_one_to_check_unless_an_office_says_otherwise() -> None:
    said = {code: verdicts(code, did(FOLLOW_UP, 0))[0] for code in offices()}
    assert said.pop("WA") is Eligibility.COUNTS
    assert said.pop("WI") is Eligibility.DOES_NOT
    assert set(said.values()) == {Eligibility.CHECK}
    assert verdicts("3 a week from Sunday", did(FOLLOW_UP, 0)) == [Eligibility.CHECK]


def test_what_does_not_count_is_not_counted_and_what_is_to_be_checked_is() -> None:
    profile = profile_of("WI")
    entries = [did(SearchKind.ADS, 0), did(SearchKind.FAIR, 1), did(APPLICATION, 2)]
    found = assess(judge(entries, profile.office), profile.office)
    assert (found.have, found.to_check) == (2, 1)


@pytest.mark.parametrize("code", offices())
def test_every_profile_names_its_source_and_the_day_it_was_read(code: str) -> None:
    office = offices()[code]
    assert office.source
    assert office.read == date(2026, 11, 28)
    assert not office.counts & office.does_not
    assert office.minima


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("NY", "NY"),
        ("new york", "NY"),
        ("US-NY", "NY"),
        ("CH 8", "CH 8"),
        ("Switzerland 8", "CH 8"),
        ("NL from 2 Nov", "NL from 2026-11-02"),
        ("the Netherlands, since 2026-11-02", "NL from 2026-11-02"),
        ("3 a week, Sunday to Saturday", "3 a week from Sunday"),
        ("three per week from Sun", "3 a week from Sunday"),
        ("5 a week", "5 a week from Monday"),
        ("4 every four weeks from 2 Nov", "4 every four weeks from 2026-11-02"),
        ("8 a month", "8 a month"),
        ("none", None),
    ],
)
def test_an_office_is_read_as_people_write_it_and_again_as_it_is_kept(
    typed: str, kept: str | None
) -> None:
    assert read_office(typed, HERE) == kept
    assert read_office(kept or "none", HERE) == kept
    assert profile_of(kept).is_chosen is (kept is not None)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Atlantis", "3 a week"),
        ("CH", "CH 8"),
        ("NL", "NL from"),
        ("NL from blue", "as a day"),
        ("some a week", "How many"),
        ("0 a week", "Between 1"),
        ("4 every four weeks", "On which day"),
        ("3 a week, noon to one", "Which day"),
    ],
)
def test_what_an_office_lacks_is_asked(typed: str, says: str) -> None:
    with pytest.raises(ParseError) as unread:
        read_office(typed, HERE)
    assert says in str(unread.value.sentence)


@pytest.mark.parametrize("kept", ["", "XX", "NL from 2026-13-99", "nonsense"])
def test_a_choice_that_no_version_knows_is_no_office(kept: str) -> None:
    assert not profile_of(kept).is_chosen


def test_a_week_begins_on_the_offices_own_day() -> None:
    assert profile_of("NY").rule.around(date(2026, 11, 29)) == Period(MONDAY, date(2026, 11, 29))
    sunday = date(2026, 11, 29)
    assert profile_of("WI").rule.around(sunday) == Period(sunday, date(2026, 12, 5))


@given(
    day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    rule=st.one_of(
        st.builds(PeriodRule, st.just(PeriodKind.WEEK), st.integers(0, 6)),
        st.just(PeriodRule(PeriodKind.MONTH)),
        st.builds(
            PeriodRule,
            st.just(PeriodKind.FOUR_WEEKS),
            st.just(0),
            st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        ),
    ),
)
def test_periods_follow_each_other_without_a_gap(day: date, rule: PeriodRule) -> None:
    period = rule.around(day)
    assert day in period
    assert rule.after(period).first == period.last + timedelta(days=1)
    assert rule.before(rule.after(period)) == period
    assert rule.around(period.first) == rule.around(period.last) == period


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Job fair at the town hall", SearchKind.FAIR),
        ("Résumé workshop", SearchKind.WORKSHOP),
        ("Visit to the career center", SearchKind.CAREER_CENTER),
        ("Registered with a staffing agency", SearchKind.AGENCY),
        ("Coffee with a former colleague", SearchKind.NETWORKING),
        ("Searched the state's job bank", SearchKind.JOB_BANK),
        ("Put my CV online", SearchKind.PROFILE),
        ("Read the ads in the paper", SearchKind.ADS),
        ("Civil service exam", SearchKind.TEST),
        ("Watered the plants", SearchKind.OTHER),
    ],
)
def test_the_kind_follows_from_the_words(text: str, kind: SearchKind) -> None:
    assert guess_kind(text) is kind
