"""Lists of applications, and a person who brings them to the bot."""

from __future__ import annotations

from bot.conversation.actor import Actor
from bot.domain.people.person import Address
from bot.message import Form, Message
from tests.bot.shown_parts import button
from tests.bot.world import BERLIN, World, read

ADA = Actor(Address("chat", "", "ada"), BERLIN)
LIST = """Company,Role,Date applied,Status,Pay
Acme,Baker,5/20/2026,Applied,50k
Globex,Cook,5/27/2026,,
Initech,Engineer,3/1/2026,Rejected,
Hooli,Analyst,8-Jul,Interview,
,Nurse,5/20/2026,Applied,
Umbra,Nurse,5/20/2026,Phone screen,
"""
OPEN_ORDER = "Company,Applied\nAcme,3/4/2026\nGlobex,5/5/2026\n"


class Importer(World):
    """A person who brings lists, and presses what the previews have."""

    async def drops(self, text: str | bytes, name: str = "list.csv") -> Message:
        data = text.encode() if isinstance(text, str) else text
        answer = await self.dispatcher.run_file(data, ADA, name)
        assert isinstance(answer.reply, Message)
        return read(answer.reply)

    async def presses(self, label: str, on: Message) -> Message:
        answer = await self.dispatcher.run_action(button(label, on).action, ADA)
        assert isinstance(answer.reply, Message)
        return read(answer.reply)

    async def fills(self, label: str, shown: Message, /, **typed: str) -> Message:
        answer = await self.dispatcher.run_action(button(label, shown).action, ADA)
        assert isinstance(answer.reply, Form)
        values = {**answer.reply.values, **typed}
        filled = await self.dispatcher.submit_form(answer.reply.action, values, ADA)
        assert isinstance(filled.reply, Message)
        return read(filled.reply)

    async def saves(self, text: str | bytes, name: str = "list.csv") -> Message:
        return await self.presses("Save all", await self.drops(text, name))

    async def of_week(self, day: str) -> Message:
        """The work-search record of the week of a day."""
        return await self.types(f"worklog of {day}")

    async def exports(self, kind: str) -> bytes:
        answer = await self.types(f"export {kind}")
        assert answer.file is not None
        return answer.file.content

    async def forgets(self) -> Message:
        asked = await self.types("forget-me")
        return await self.presses(
            "Erase it all now", await self.presses("Yes, erase everything", asked)
        )
