"""Every command, by hand, in the order of help."""

from __future__ import annotations

from bot.command import Command
from bot.commands import account as myself
from bot.commands import account_links as linking
from bot.commands import applications as applying
from bot.commands import corrections as undoing
from bot.commands import drafts as words
from bot.commands import employer_replies as hearing
from bot.commands import follow_ups as following
from bot.commands import group_admin as grouping
from bot.commands import group_board as looking
from bot.commands import group_membership as joining
from bot.commands import help as helping
from bot.commands import interviews as interviewing
from bot.commands import nudges as nudging
from bot.commands import pipeline as showing
from bot.commands import plan as planning
from bot.commands import preferences as settings
from bot.commands import snooze as snoozing
from bot.commands import stats as counting
from bot.commands import thank_yous as thanking
from bot.commands import wins as winning

COMMANDS: tuple[Command, ...] = (
    *planning.COMMANDS,
    *applying.COMMANDS,
    *following.COMMANDS,
    *interviewing.COMMANDS,
    *thanking.COMMANDS,
    *hearing.COMMANDS,
    *words.COMMANDS,
    *showing.COMMANDS,
    *nudging.COMMANDS,
    *snoozing.COMMANDS,
    *counting.COMMANDS,
    *undoing.COMMANDS,
    *joining.COMMANDS,
    *looking.COMMANDS,
    *winning.COMMANDS,
    *grouping.COMMANDS,
    *settings.COMMANDS,
    *myself.COMMANDS,
    *linking.COMMANDS,
    *helping.COMMANDS,
)
