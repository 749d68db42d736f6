"""A group's weeks as a file, for the coach who runs it: what the channel may see, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.command import Subject, command
from bot.commands.parameters import GroupId
from bot.conversation.group_access import find_group, may_change
from bot.conversation.read_context import ReadContext
from bot.domain.groups.board import WeekBoard
from bot.exporting.csv_file import write_csv
from bot.message import File, Message, Refused, nothing_to_do
from bot.presenters.group_posts import sorted_lines
from bot.texts import group_texts

HEADER = (
    "Week of",
    "Member",
    "Applications",
    "Follow-ups",
    "Conversations",
    "Goal reached",
    "Weeks kept in a row",
)


@command(
    "group export",
    "Get a group's weeks as a file",
    subject=Subject.GROUP_ADMIN,
    examples=("group export",),
    readonly=True,
    separate_answer=True,
    checks_place=True,
)
async def group_export(ctx: ReadContext, group: GroupId = None) -> Message:
    """Writes the counts of those who share now, for the weeks in which they shared, as CSV."""
    found = await find_group(ctx, group)
    if not may_change(ctx, found):
        raise Refused(
            "Only the person who started the group or a channel admin can export its weeks."
        )
    this_week = (await ctx.uow.groups.board(found)).this_week
    past = [one for one in await ctx.uow.groups.weeks(found) if one.week < this_week.week]
    rows = list(_rows([*past, this_week]))
    if not rows:
        raise nothing_to_do("Nobody who shares their numbers has done anything there yet.")
    return Message(
        f"{group_texts.ONLY_SHARED} This week is counted up to now.",
        f"{group_texts.channel_name(found)} by week",
        file=File(f"group-weeks-{ctx.today.isoformat()}.csv", "text/csv", write_csv(HEADER, rows)),
    )


def _rows(weeks: Iterable[WeekBoard]) -> Iterator[Sequence[str]]:
    for week in weeks:
        for line in sorted_lines(week):
            yield (
                week.week.isoformat(),
                line.name,
                *map(str, line.counts.all),
                "yes" if line.reached else "no",
                str(line.streak),
            )


COMMANDS = (group_export,)
