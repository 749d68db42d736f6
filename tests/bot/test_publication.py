"""What a group may be shown: examples of the rule, and an attacker who compares any two boards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.groups.group import WEEK, Visibility
from bot.domain.groups.publication import FIGURES, MIN_CONTRIBUTORS
from bot.domain.groups.weekly_counts import Counts
from tests.bot.groups import MONDAY, Table, weeks_from

SECOND = MONDAY + WEEK
HIDDEN, OPEN = Visibility.TOTAL, Visibility.NUMBERS


def five_hidden(others: int = 1) -> Table:
    table = Table()
    for person in range(MIN_CONTRIBUTORS):
        table.joins(person, HIDDEN, MONDAY)
    for person in range(MIN_CONTRIBUTORS, MIN_CONTRIBUTORS + others):
        table.joins(person, OPEN, MONDAY)
    return table


def everybody_applies(table: Table, week: date, count: int = 2) -> None:
    for person in table.members:
        table.does(person, week, Counts(count))


def test_in_the_week_of_joining_only_those_who_share_are_counted() -> None:
    table = five_hidden()
    everybody_applies(table, MONDAY)
    publication = table.look(MONDAY, final=False)
    assert [(one.total, one.hidden) for one in publication.figures] == [
        (2, None),
        (0, None),
        (0, None),
    ]
    assert table.lines(MONDAY) == {MIN_CONTRIBUTORS: Counts(2)}


def test_five_who_stay_hidden_are_enough_from_the_next_week_on() -> None:
    table = five_hidden()
    everybody_applies(table, SECOND)
    applications, follow_ups, _ = table.look(SECOND, final=False).figures
    assert (applications.total, applications.hidden) == (12, 10)
    assert follow_ups.hidden is None, "nobody adds to it"


def test_four_are_not_enough() -> None:
    table = five_hidden()
    everybody_applies(table, SECOND)
    table.does(0, SECOND, Counts(-2))
    assert table.look(SECOND, final=False).figures[0].hidden is None


def test_the_kick_off_adds_what_five_did_since_and_else_repeats() -> None:
    table = five_hidden()
    everybody_applies(table, SECOND)
    table.look(SECOND, final=False)
    for person in range(MIN_CONTRIBUTORS - 1):
        table.does(person, SECOND, Counts(3))
    assert table.look(SECOND, final=True).figures[0].hidden == 10
    table = five_hidden()
    everybody_applies(table, SECOND)
    table.look(SECOND, final=False)
    everybody_applies(table, SECOND, 1)
    assert table.look(SECOND, final=True).figures[0].hidden == 15


def test_who_leaves_takes_that_weeks_total_with_them() -> None:
    table = five_hidden()
    table.joins(9, HIDDEN, MONDAY)
    everybody_applies(table, SECOND)
    assert table.look(SECOND, final=False).figures[0].hidden == 12
    table.leaves(9, SECOND)
    assert table.look(SECOND, final=True).figures[0].hidden is None
    everybody_applies(table, SECOND + WEEK)
    assert table.look(SECOND + WEEK, final=False).figures[0].hidden == 10


def test_what_is_logged_late_goes_into_the_next_figures_once() -> None:
    table = five_hidden()
    everybody_applies(table, SECOND)
    table.look(SECOND, final=True)
    third, fourth = SECOND + WEEK, SECOND + 2 * WEEK
    table.does(MIN_CONTRIBUTORS, SECOND, Counts(4))
    table.does(0, SECOND, Counts(1))
    everybody_applies(table, third, 1)
    assert table.look(third, final=False).figures[0].total == 6 + 5
    assert table.look(third, final=True).figures[0].total == 6 + 5
    everybody_applies(table, fourth, 1)
    assert table.look(fourth, final=False).figures[0].total == 6


def test_what_a_kick_off_that_was_skipped_would_have_added_comes_with_the_next_week_once() -> None:
    table = five_hidden()
    everybody_applies(table, SECOND)
    assert table.look(SECOND, final=False).figures[0].total == 12
    everybody_applies(table, SECOND, 1)
    third, fourth = SECOND + WEEK, SECOND + 2 * WEEK
    everybody_applies(table, third)
    for final in (False, True):
        assert table.look(third, final=final).figures[0].total == 12 + 6
        assert table.lines(third) == {MIN_CONTRIBUTORS: Counts(3)}
    everybody_applies(table, fourth)
    assert table.look(fourth, final=False).figures[0].total == 12


def test_what_was_logged_late_comes_once_though_a_kick_off_was_skipped() -> None:
    table = five_hidden()
    everybody_applies(table, SECOND)
    table.look(SECOND, final=True)
    third, fourth = SECOND + WEEK, SECOND + 2 * WEEK
    table.does(MIN_CONTRIBUTORS, SECOND, Counts(4))
    table.look(third, final=False)
    assert table.lines(third) == {MIN_CONTRIBUTORS: Counts(4)}
    for final in (False, True):
        table.look(fourth, final=final)
        assert table.lines(fourth) == {MIN_CONTRIBUTORS: Counts()}


def test_a_change_of_mind_counts_from_the_next_week() -> None:
    table = five_hidden()
    everybody_applies(table, SECOND)
    table.look(SECOND, final=False)
    table.chooses(0, OPEN, SECOND)
    assert 0 not in table.lines(SECOND)
    assert table.look(SECOND, final=True).figures[0].hidden is None
    assert 0 not in table.lines(SECOND)
    table.look(SECOND + WEEK, final=False)
    assert 0 in table.lines(SECOND + WEEK)


def test_leaving_and_coming_back_as_somebody_who_shares_shows_nothing_of_that_week() -> None:
    table = five_hidden()
    everybody_applies(table, SECOND)
    table.look(SECOND, final=False)
    table.leaves(0, SECOND)
    table.joins(0, OPEN, SECOND)
    table.look(SECOND, final=True)
    assert 0 not in table.lines(SECOND)


# --- the attacker ---------------------------------------------------------------

# Everything a hidden member does is a power of its own, so that a published sum
# tells exactly whose doings are in it; a member's line is known to the attacker.
BASE = 4


@dataclass
class Attacked:
    """A group in which every deed can be told from every other.

    `wishes` is what those who are in it chose last.
    """

    table: Table = field(default_factory=Table)
    wishes: dict[int, Visibility] = field(default_factory=dict)
    deeds: list[int] = field(default_factory=list)
    boards: list[tuple[int, int]] = field(default_factory=list)
    in_lines: set[int] = field(default_factory=set)

    def joins(self, person: int, shares: Visibility, week: date) -> None:
        if person not in self.wishes:
            self.table.joins(person, shares, week)
            self.wishes[person] = shares

    def chooses(self, person: int, shares: Visibility, week: date) -> None:
        if person in self.wishes:
            self.table.chooses(person, shares, week)
            self.wishes[person] = shares

    def leaves(self, person: int, week: date) -> None:
        if self.wishes.pop(person, None):
            self.table.leaves(person, week)

    def forgets(self, person: int) -> None:
        self.wishes.pop(person, None)
        self.table.forgets(person)

    def does(self, person: int, week: date, place: int) -> None:
        if person in self.table.members:
            worth = BASE ** len(self.deeds)
            self.deeds.append(person)
            amounts = [0] * FIGURES
            amounts[place] = worth
            self.table.does(person, week, Counts(*amounts))

    def look(self, week: date, *, final: bool) -> None:
        publication = self.table.look(week, final=final)
        lines = self.table.lines(week)
        assert all(self.wishes.get(person) is OPEN for person in lines), "a line nobody asked for"
        for line in lines.values():
            self.in_lines |= self.deeds_in(sum(line.all))
        for place, figure in enumerate(publication.figures):
            amount = figure.total - sum(one.all[place] for one in lines.values())
            staying = {person for person, wish in self.wishes.items() if wish is HIDDEN}
            assert self.people_in(amount) <= staying, "somebody went and is still in a total"
            self.boards.append((place, amount))

    def deeds_in(self, amount: int) -> set[int]:
        """Which deeds a difference of boards is made of: its digits, each from -1 to 2."""
        found = set()
        for deed in range(len(self.deeds)):
            digit = amount % BASE
            digit = digit - BASE if digit > 2 else digit
            if digit:
                found.add(deed)
            amount = (amount - digit) // BASE
        return found

    def people_in(self, amount: int) -> set[int]:
        """Whose deeds these are, without those that a line tells anyway."""
        return {self.deeds[deed] for deed in self.deeds_in(amount) - self.in_lines}


PEOPLE = st.integers(0, 9)
SHARES = st.sampled_from([*Visibility])
Event = tuple[str, int, Visibility | int | None, int]
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.tuples(st.just("does"), PEOPLE, st.sampled_from([0, 0, 0, 1, 2]), st.integers(0, 2)),
    st.tuples(st.just("joins"), PEOPLE, SHARES, st.just(0)),
    st.tuples(st.just("chooses"), PEOPLE, SHARES, st.just(0)),
    st.tuples(st.just("chooses"), PEOPLE, SHARES, st.just(0)),
    st.tuples(st.just("leaves"), PEOPLE, st.none(), st.just(0)),
    st.tuples(st.just("returns"), PEOPLE, SHARES, st.just(0)),
    st.tuples(st.just("forgets"), PEOPLE, st.none(), st.just(0)),
)
EVERYBODY = frozenset(range(10))
# In half a week most do something, few, or nobody: with four to seven who are
# hidden, those who add to a total are about as many as the rule asks for.
Half = tuple[frozenset[int], list[Event], bool]
HALVES: st.SearchStrategy[list[Half]] = st.lists(
    st.tuples(
        st.one_of(
            st.frozensets(PEOPLE, max_size=3).map(lambda idle: EVERYBODY - idle),
            st.frozensets(PEOPLE, max_size=5),
        ),
        st.lists(EVENTS, max_size=2),
        st.sampled_from([True, True, True, False]),  # False: nobody was there to look
    ),
    min_size=2,
    max_size=8,
)

FIVE = frozenset(range(MIN_CONTRIBUTORS))
ALL_THEN: Half = (EVERYBODY, [], True)


@example(FIVE, [ALL_THEN, (frozenset(), [("chooses", 0, OPEN, 0)], True)])
@example(FIVE, [ALL_THEN, (frozenset(), [("returns", 0, OPEN, 0)], True)])
@settings(max_examples=1_000, deadline=None)
@given(st.frozensets(PEOPLE, min_size=MIN_CONTRIBUTORS - 1, max_size=MIN_CONTRIBUTORS + 2), HALVES)
def test_no_two_boards_differ_by_what_fewer_than_five_did(
    hidden: frozenset[int], halves: Sequence[Half]
) -> None:
    group = Attacked()
    for person in range(10):
        group.joins(person, HIDDEN if person in hidden else OPEN, MONDAY - WEEK)
    weeks = weeks_from(MONDAY, len(halves))
    for number, (active, events, looked) in enumerate(halves):
        week, final = weeks[number // 2], number % 2 == 1
        for person in sorted(active & group.wishes.keys()):
            group.does(person, week, 0)
        for event in events:
            _happens(group, week, *event)
        if looked:
            group.look(week, final=final)
    for place in range(FIGURES):
        boards = [amount for one, amount in group.boards if one == place]
        for amount in boards:
            assert len(group.people_in(amount)) in (0, *range(MIN_CONTRIBUTORS, 11))
        for one, other in combinations(boards, 2):
            assert len(group.people_in(one - other)) in (0, *range(MIN_CONTRIBUTORS, 11))


def _happens(
    group: Attacked, week: date, what: str, person: int, how: Visibility | int | None, back: int
) -> None:
    if what in ("leaves", "returns"):
        group.leaves(person, week)
    if what == "forgets":
        group.forgets(person)
    elif isinstance(how, Visibility):
        (group.chooses if what == "chooses" else group.joins)(person, how, week)
    elif how is not None:
        group.does(person, week - back * WEEK, how)
