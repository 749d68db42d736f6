"""Every command, by hand, in the order of help."""

from __future__ import annotations

from bot.command import Command
from bot.commands import (
    account,
    account_links,
    answers,
    applications,
    corrections,
    drafts,
    employer_replies,
    follow_ups,
    group_admin,
    group_board,
    group_membership,
    help,
    interviews,
    nudges,
    pipeline,
    plan,
    preferences,
    rescheduling,
    snooze,
    stats,
    thank_yous,
    wins,
)

COMMANDS: tuple[Command, ...] = (
    *plan.COMMANDS,
    *applications.COMMANDS,
    *follow_ups.COMMANDS,
    *interviews.COMMANDS,
    *thank_yous.COMMANDS,
    *employer_replies.COMMANDS,
    *drafts.COMMANDS,
    *pipeline.COMMANDS,
    *nudges.COMMANDS,
    *snooze.COMMANDS,
    *stats.COMMANDS,
    *corrections.COMMANDS,
    *group_membership.COMMANDS,
    *group_board.COMMANDS,
    *wins.COMMANDS,
    *group_admin.COMMANDS,
    *preferences.COMMANDS,
    *account.COMMANDS,
    *account_links.COMMANDS,
    *help.COMMANDS,
    *answers.COMMANDS,
    *rescheduling.COMMANDS,
)
