"""The current person and channel: runs their lines, button presses and forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from adapters.console.button_lookup import NO_BUTTON, ButtonQuery, find_button
from adapters.console.screen import PlacedButton, Screen, SentMessage, address_of
from adapters.console.view_model import FieldView, ViewKind, view_fields
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
class OpenForm:
    """A form open for a person, and the message whose button opened it, if one did."""

    form: Form
    place: Conversation
    pressed: SentMessage | None
    name: str


class Session:
    """All people at this console. `who` is the current person, `place` their conversation."""

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
        self._forms: dict[str, OpenForm] = {}
        self._opened = 0

    @property
    def fields(self) -> tuple[FieldView, ...]:
        """The fields of the current person's open form; empty if none is open."""
        if self.who not in self._forms:
            return ()
        form = self._forms[self.who].form
        return view_fields(form, self._dispatcher.command(form.action.command))

    def switch_person(self, who: str) -> None:
        """Switches to another person in the same channel."""
        self.who = who
        self._enter_channel()

    def switch_channel(self, channel: str | None) -> None:
        """Switches to a channel, or with None to direct messages with the bot."""
        self._channel = channel
        self._enter_channel()

    @property
    def place(self) -> Conversation:
        """The current person's conversation."""
        return self._make_conversation(self._channel)

    def _make_conversation(self, channel: str | None) -> Conversation:
        if channel is None:
            return Conversation(speaker=self.who)
        return Conversation(
            channel, channel, admin=self._admins.get(channel) == self.who, speaker=self.who
        )

    def _enter_channel(self) -> None:
        if self._channel is not None:
            self._entered.setdefault(self.who, set()).add(self._channel)
            self._admins.setdefault(self._channel, self.who)  # the first person to enter

    async def find_person(self) -> Person:
        """Returns the current person as stored, or with defaults if they are new."""
        return await self._screen.find_reader(f"@{self.who}")

    def make_actor(self, press: str | None = None) -> Actor:
        """Returns the current person as the core's actor; `press` identifies a button press."""
        return Actor(
            address_of(self.who),
            self._zone,
            self.place,
            press,
            show_progress=partial(self._screen.show_progress, f"@{self.who}"),
        )

    def button_labels(self) -> tuple[str, ...]:
        """Returns the labels of the buttons that the current person can press, newest first."""
        return tuple(
            dict.fromkeys(button.label for one in self._visible() for button in one.buttons)
        )

    def newest_buttons(self) -> tuple[str, ...]:
        """Returns the labels of the buttons that a number presses, from 1 on."""
        newest = next((one for one in self._visible() if one.buttons), None)
        return tuple(button.label for button in newest.buttons) if newest else ()

    def make_field_check(self, person: Person) -> Callable[[str, str], str | None]:
        """Returns a check of the open form's fields: an error message for a text, None if valid."""
        command = self._dispatcher.command(self._find_open_form().form.action.command)
        context = ParseContext(self._clock.now(), person.preferences.zone, person.language)

        def check(name: str, text: str) -> str | None:
            param = command.param(name)
            if param is None or (not text.strip() and not param.required):
                return None
            try:
                read_value(param, text, context)
            except ParseError as error:
                return plain(error.sentence)
            return None

        return check

    async def say(self, line: str) -> None:
        """Runs a line as typed and shows the answer."""
        await self._show_answer(await self._dispatcher.run_line(line, self.make_actor()), None)

    async def press(self, query: ButtonQuery) -> None:
        """Presses a button, and submits the form that it opens if the query has answers."""
        sent, button = find_button(self._visible(), query)
        await self._press(sent, button, query.answers)

    async def press_number(self, number: int) -> None:
        """Presses a button, by its number from 1, of the newest message that has buttons."""
        for sent in self._visible():
            if sent.buttons:
                if not 1 <= number <= len(sent.buttons):
                    raise Refused(f"The newest message has buttons 1 to {len(sent.buttons)}.")
                await self._press(sent, sent.buttons[number - 1])
                return
        raise Refused(NO_BUTTON)

    async def click(self, text: str) -> None:
        """Sends a raw click id, as a forged request would."""
        invocation = await read_click(text, self._dispatcher, self.make_actor())
        await self._show_answer(
            await self._dispatcher.run_action(invocation, self.make_actor()), None
        )

    async def fill(self, answers: Mapping[str, str]) -> None:
        """Sets fields of the open form. Raises Refused for an unknown field."""
        self._write_values(answers)
        await self._screen.show_form(self._find_open_form().form, f"@{self.who}")

    async def answer(self, answers: Mapping[str, str]) -> None:
        """Sets fields of the open form and submits it."""
        self._write_values(answers)
        await self.submit()

    async def submit(self) -> None:
        """Submits the open form; it stays open while it has errors."""
        open_form = self._find_open_form()
        actor = replace(self.make_actor(open_form.name), place=open_form.place)
        answer = await self._dispatcher.submit_form(
            open_form.form.action, open_form.form.values, actor
        )
        if isinstance(answer.reply, Form):
            self._forms[self.who] = replace(open_form, form=answer.reply)
            await self._screen.show_form(answer.reply, f"@{self.who}")
            return
        if answer.reply.tone is not Tone.WRONG:
            del self._forms[self.who]
        await self._show_answer(answer, open_form.pressed)

    async def cancel(self) -> None:
        """Closes the open form without saving."""
        self._find_open_form()
        del self._forms[self.who]
        await self._screen.post(Message("Closed. Nothing was saved."), f"@{self.who}")

    def _visible(self) -> list[SentMessage]:
        """Returns what the current person can see, also in channels they have entered."""
        return self._screen.list_visible(self.who, self._entered.get(self.who, ()))

    async def _press(
        self, sent: SentMessage, button: PlacedButton, answers: Mapping[str, str] = NO_ARGS
    ) -> None:
        invocation = await read_click(button.click, self._dispatcher, self.make_actor())
        actor = self.make_actor(press_key(sent.name, invocation, self._dispatcher))
        if not sent.private:  # a channel's button is pressed in that channel
            actor = replace(actor, place=self._make_conversation(sent.to.removeprefix("#")))
        answer = await self._dispatcher.run_action(invocation, actor)
        await self._show_answer(answer, sent, answers, actor.place)
        if answers and not isinstance(answer.reply, Form):
            given = ", ".join(answers)
            raise Refused(f"“{button.label}” asked for nothing, so {given} was not used.")

    async def _show_answer(
        self,
        answer: Answer,
        pressed: SentMessage | None,
        answers: Mapping[str, str] = NO_ARGS,
        place: Conversation | None = None,
    ) -> None:
        """Shows an answer: a form, the pressed message rewritten, or a new message."""
        reply = answer.reply
        if isinstance(reply, Form):
            self._opened += 1
            name = f"{self._screen.session}-form{self._opened}"
            self._forms[self.who] = OpenForm(reply, place or self.place, pressed, name)
            if answers:
                await self.answer(answers)
            else:
                await self._screen.show_form(reply, f"@{self.who}")
        elif pressed is not None and answer.replacement and _fits(answer.replacement, pressed):
            await self._screen.rewrite(pressed, answer.replacement)
        elif reply.private or self.place.channel is None:
            await self._screen.post(reply, f"@{self.who}")
        else:
            to = f"#{self.place.channel}"
            await self._screen.post(reply, to, ViewKind.GROUP, private=False)
        for message in answer.more:
            await self._screen.post(message, f"@{self.who}")

    def _find_open_form(self) -> OpenForm:
        if self.who not in self._forms:
            raise Refused(_NO_FORM)
        return self._forms[self.who]

    def _write_values(self, answers: Mapping[str, str]) -> None:
        open_form = self._find_open_form()
        unknown = [name for name in answers if name not in open_form.form.fields]
        if unknown:
            fields = ", ".join(open_form.form.fields)
            raise Refused(f"This form has no “{unknown[0]}”. It asks for: {fields}.")
        values = {**open_form.form.values, **answers}
        self._forms[self.who] = replace(
            open_form, form=replace(open_form.form, values=values, errors={})
        )


def _fits(instead: Message, pressed: SentMessage) -> bool:
    """True if a message may replace the pressed one: nothing private goes to a channel."""
    return instead.private == pressed.private
