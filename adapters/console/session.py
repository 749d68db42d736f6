"""Who is typing and where: says lines, presses buttons and fills in forms for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from adapters.console.button_lookup import Wanted, find
from adapters.console.screen import Key, Screen, Shown, address_of
from adapters.console.view_model import Kind, SeenField, see_fields
from adapters.console.virtual_clock import VirtualClock
from adapters.shared.callback_data import press_key, read_click
from bot.conversation.actor import Actor, Conversation
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Person
from bot.message import NO_ARGS, Answer, Form, Message, Refused, Tone, plain
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.values import read_value

FIRST_PERSON = "ada"
_NO_FORM = "No form is open. A command that needs one opens it, and so do some buttons."


@dataclass(frozen=True, slots=True)
class Open:
    """A form that waits for a person, and the message whose button opened it."""

    form: Form
    place: Conversation
    pressed: Shown | None
    name: str


class Session:
    """Everybody at this console. `who` is typing, `place` is where they are."""

    def __init__(
        self, dispatcher: Dispatcher, screen: Screen, clock: VirtualClock, zone: str
    ) -> None:
        self._dispatcher = dispatcher
        self._screen = screen
        self._clock = clock
        self._zone = zone
        self.who = FIRST_PERSON
        self._channel: str | None = None
        self._entered: dict[str, set[str]] = {}
        self._admins: dict[str, str] = {}
        self._forms: dict[str, Open] = {}
        self._opened = 0

    @property
    def fields(self) -> tuple[SeenField, ...]:
        """The fields of the form that waits for the one who is typing, if one does."""
        if self.who not in self._forms:
            return ()
        form = self._forms[self.who].form
        return see_fields(form, self._dispatcher.command(form.action.command))

    def become(self, who: str) -> None:
        """Somebody else types, where the one before them did."""
        self.who = who
        self._arrive()

    def go(self, channel: str | None) -> None:
        """Goes to a channel, or to be alone with the bot."""
        self._channel = channel
        self._arrive()

    @property
    def place(self) -> Conversation:
        """Where the one who is typing is."""
        return self._place(self._channel)

    def _place(self, channel: str | None) -> Conversation:
        if channel is None:
            return Conversation(speaker=self.who)
        return Conversation(
            channel, channel, admin=self._admins.get(channel) == self.who, speaker=self.who
        )

    def _arrive(self) -> None:
        if self._channel is not None:
            self._entered.setdefault(self.who, set()).add(self._channel)
            self._admins.setdefault(self._channel, self.who)  # whoever enters first

    async def person(self) -> Person:
        """Who is typing, as the database knows them."""
        return await self._screen.reader(f"@{self.who}")

    def actor(self, press: str | None = None) -> Actor:
        """The one who is typing, for the core."""
        return Actor(address_of(self.who), self._zone, self.place, press)

    def buttons(self) -> tuple[str, ...]:
        """The labels of the buttons that the one who is typing can press, newest first."""
        return tuple(dict.fromkeys(key.label for one in self._visible() for key in one.keys))

    def checker(self, person: Person) -> Callable[[str, str], str | None]:
        """Says what is wrong with a text in a field of the open form, if anything is."""
        command = self._dispatcher.command(self._open().form.action.command)
        frame = ParseContext(self._clock.now(), person.preferences.zone, person.language)

        def check(name: str, text: str) -> str | None:
            param = command.param(name)
            if param is None or (not text.strip() and not param.required):
                return None
            try:
                read_value(param, text, frame)
            except ParseError as unread:
                return plain(unread.sentence)
            return None

        return check

    async def say(self, line: str) -> None:
        """Says a line as typed."""
        await self._show(await self._dispatcher.run_line(line, self.actor()), None)

    async def press(self, wanted: Wanted) -> None:
        """Presses a button, and answers the form that it opens where answers are given."""
        shown, key = find(self._visible(), wanted)
        await self._press(shown, key, wanted.answers)

    async def press_number(self, number: int) -> None:
        """Presses a button of the newest message that has some, counted as they stand."""
        for shown in self._visible():
            if shown.keys:
                if not 1 <= number <= len(shown.keys):
                    raise Refused(f"The newest message has buttons 1 to {len(shown.keys)}.")
                await self._press(shown, shown.keys[number - 1])
                return
        raise Refused("There is no button to press yet.")

    async def click(self, text: str) -> None:
        """Sends a click id as somebody would who makes one up."""
        invocation = await read_click(text, self._dispatcher, self.actor())
        await self._show(await self._dispatcher.run_action(invocation, self.actor()), None)

    async def fill(self, answers: Mapping[str, str]) -> None:
        """Writes into the open form. Raises Refused for a field that it has not."""
        self._write(answers)
        await self._screen.ask(self._open().form, f"@{self.who}")

    async def answer(self, answers: Mapping[str, str]) -> None:
        """Writes into the open form and sends it."""
        self._write(answers)
        await self.submit()

    async def submit(self) -> None:
        """Sends the open form; while something is wrong with it, it stays open."""
        open = self._open()
        actor = replace(self.actor(open.name), place=open.place)
        answer = await self._dispatcher.submit_form(open.form.action, open.form.values, actor)
        if isinstance(answer.reply, Form):
            self._forms[self.who] = replace(open, form=answer.reply)
            await self._screen.ask(answer.reply, f"@{self.who}")
            return
        if answer.reply.tone is not Tone.WRONG:
            del self._forms[self.who]
        await self._show(answer, open.pressed)

    async def cancel(self) -> None:
        """Closes the open form; nothing is saved."""
        self._open()
        del self._forms[self.who]
        await self._screen.post(Message("Closed. Nothing was saved."), f"@{self.who}")

    def _visible(self) -> list[Shown]:
        """What the one who is typing can see, in the channels too that they have been in."""
        return self._screen.newest_first(self.who, self._entered.get(self.who, ()))

    async def _press(self, shown: Shown, key: Key, answers: Mapping[str, str] = NO_ARGS) -> None:
        invocation = await read_click(key.click, self._dispatcher, self.actor())
        actor = self.actor(press_key(shown.name, invocation, self._dispatcher))
        if not shown.private:  # a button in a channel is pressed there, wherever one types
            actor = replace(actor, place=self._place(shown.to.removeprefix("#")))
        answer = await self._dispatcher.run_action(invocation, actor)
        await self._show(answer, shown, answers, actor.place)
        if answers and not isinstance(answer.reply, Form):
            given = ", ".join(answers)
            raise Refused(f"“{key.label}” asked for nothing, so {given} was not used.")

    async def _show(
        self,
        answer: Answer,
        pressed: Shown | None,
        answers: Mapping[str, str] = NO_ARGS,
        place: Conversation | None = None,
    ) -> None:
        """Shows what came of it: a form, the pressed message anew, or a new message."""
        reply = answer.reply
        if isinstance(reply, Form):
            self._opened += 1
            name = f"{self._screen.session}-form{self._opened}"
            self._forms[self.who] = Open(reply, place or self.place, pressed, name)
            if answers:
                await self.answer(answers)
            else:
                await self._screen.ask(reply, f"@{self.who}")
        elif pressed is not None and answer.replacement and _fits(answer.replacement, pressed):
            await self._screen.rewrite(pressed, answer.replacement)
        elif reply.private or self.place.channel is None:
            await self._screen.post(reply, f"@{self.who}")
        else:
            to = f"#{self.place.channel}"
            await self._screen.post(reply, to, Kind.GROUP, private=False)

    def _open(self) -> Open:
        if self.who not in self._forms:
            raise Refused(_NO_FORM)
        return self._forms[self.who]

    def _write(self, answers: Mapping[str, str]) -> None:
        open = self._open()
        unknown = [name for name in answers if name not in open.form.fields]
        if unknown:
            fields = ", ".join(open.form.fields)
            raise Refused(f"This form has no “{unknown[0]}”. It asks for: {fields}.")
        values = {**open.form.values, **answers}
        self._forms[self.who] = replace(open, form=replace(open.form, values=values, errors={}))


def _fits(instead: Message, pressed: Shown) -> bool:
    """Whether a message may take the place of the pressed one: nothing private in a channel."""
    return instead.private == pressed.private
