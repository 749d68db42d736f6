"""The console at a terminal: a prompt with completion, buttons by number, forms field by field."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import datetime

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import Completer, DummyCompleter, WordCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import (
    FormattedText,
    fragment_list_to_text,
    to_formatted_text,
)
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.utils import get_cwidth
from rich.console import Console
from rich.text import Text

from adapters.console.app import App
from adapters.console.cards import WAITS, show_card, show_choices
from adapters.console.completion import Completions
from adapters.console.help_card import show_help, show_welcome
from adapters.console.terminal_images import ImageProtocol
from adapters.console.toolbar import fit_lines, hint, next_number
from adapters.console.view_model import FieldView, View
from adapters.console.word_wrap import WordWrap
from adapters.shared.ticker import ticking
from bot.command import ArgKind
from bot.domain.people.person import Person
from bot.texts.date_formats import say_span

_FEW = 9  # choices that are listed above their field
_NUMBER = re.compile(r"\s*([0-9]{1,4})\s*")
_HELP = ("?", ".help")
_GOODBYE = "See you soon, and good luck out there."

FieldCheck = Callable[[str, str], str | None]


def make_card_printer(protocol: ImageProtocol | None = None) -> Callable[[View], None]:
    """Returns a function that prints views as cards, above the prompt while one is shown."""
    console = Console(highlight=False, soft_wrap=False)
    return lambda seen: show_card(console, seen, protocol)


class Prompt:
    """An interactive session at a terminal."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._completions = Completions(app.commands)
        # In memory only: data erased by forget-me must not survive in a history file.
        self._session = _wrapping(PromptSession(history=InMemoryHistory()))
        self._fields = _wrapping(PromptSession())
        self._person: Person | None = None
        self._status = ""
        self._buttons: tuple[str, ...] = ()

    async def run(self) -> None:
        """Runs lines until Ctrl-D; with a running clock, nudges appear above the prompt."""
        async with AsyncExitStack() as stack:
            stack.enter_context(patch_stdout(raw=True))
            show_welcome(Console(highlight=False))
            await self._app.begin()
            if self._app.clock.running:
                await stack.enter_async_context(ticking(self._app.tick, _print_error))
            while (line := await self._read_line()) is not None:
                before = self._app.clock.now()
                if line.strip().casefold() in _HELP:
                    show_help(Console(highlight=False))
                elif number := _NUMBER.fullmatch(line):
                    await self._app.press_button(int(number[1]))
                else:
                    await self._app.take_line(line)
                if line.lstrip().startswith(".wait"):
                    self._echo_wait(before)
                await self._fill_in()
        print(_GOODBYE)

    def _echo_wait(self, before: datetime) -> None:
        """Says how far the clock moved; nothing where it did not."""
        now = self._app.clock.now()
        if now > before and self._person is not None:
            local = now.astimezone(self._person.tz)
            moved = f"{local:%a} {local.day} {local:%b} at {local:%H:%M}"
            moved += f" · {say_span(now - before)} later"
            Console(highlight=False).print(f"  {moved}", style="dim")

    async def _refresh(self) -> None:
        """Reads the current person, and what can be completed for them."""
        self._person = await self._app.session.find_person()
        self._completions.companies = await self._app.list_companies()
        self._completions.button_labels = self._app.session.button_labels()
        self._buttons = self._app.session.newest_buttons()
        self._status = await self._app.read_status()

    async def _read_line(self) -> str | None:
        """Reads the next line; returns None at the end of the input."""
        await self._app.run_in_turn(self._refresh)
        while True:
            try:
                return await self._session.prompt_async(
                    self._prompt_text,
                    completer=self._completions,
                    complete_while_typing=True,
                    key_bindings=self._arrows(),
                    bottom_toolbar=self._toolbar,
                    refresh_interval=30 if self._app.clock.running else 0,
                )
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None

    def _toolbar(self) -> str:
        """Says what is due, or how to go on with what is typed."""
        typed = get_app().current_buffer.text
        said = hint(typed, self._app.commands, self._buttons) or self._status
        return fit_lines(said, get_app().output.get_size().columns)

    def _arrows(self) -> KeyBindings:
        """Makes the arrow keys go from button to button while no words are typed."""
        keys = KeyBindings()
        choosing = Condition(
            lambda: bool(self._buttons) and not get_app().current_buffer.text.strip("0123456789")
        )
        for key, step in (("right", 1), ("left", -1)):

            def choose(event: KeyPressEvent, step: int = step) -> None:
                buffer = event.current_buffer
                number = str(next_number(buffer.text, len(self._buttons), step))
                buffer.document = Document(number, len(number))

            keys.add(key, filter=choosing)(choose)
        return keys

    def _prompt_text(self) -> FormattedText:
        now = self._app.clock.now().astimezone(self._person.tz if self._person else None)
        session = self._app.session
        where = f" #{session.place.channel}" if session.place.channel else ""
        return FormattedText(
            [
                ("", "\n"),
                ("ansibrightblack", f"{now:%a} {now.day} {now:%b %H:%M} "),
                ("bold ansicyan", f"{session.who}{where}"),
                ("ansibrightblack", " › "),
            ]
        )

    async def _fill_in(self) -> None:
        """Asks for the fields of an open form until it is submitted or closed."""
        while fields := self._app.session.fields:
            wrong = [field for field in fields if field.error]
            check = self._make_check()
            values: dict[str, str] = {}
            try:
                # A secret is never given back, so that it has to be typed once more.
                again = [one for one in fields if one in wrong or one.kind == ArgKind.SECRET]
                for field in again if wrong else fields:
                    if field.is_asked(values):
                        values[field.name] = await self._ask_field(field, check)
            except (KeyboardInterrupt, EOFError):
                await self._app.take_line(".cancel")
                return
            await self._app.submit_form(values)

    def _make_check(self) -> FieldCheck:
        if self._person is None:  # the database could not be read; submitting the form reports it
            return lambda name, text: None
        return self._app.session.make_field_check(self._person)

    async def _ask_field(self, field: FieldView, check: FieldCheck) -> str:
        """Reads a field until it can be read; of a few choices the number does, too."""
        console = Console(highlight=False)
        keeps = "keeps it" if field.value else "leaves it empty"
        needed = "" if field.required else f"(Enter {keeps}) "
        few = field.choices if len(field.choices) <= _FEW else ()
        if few:
            show_choices(console, [label for _, label in few])
        typed = field.value or ""
        while True:
            typed = await self._fields.prompt_async(
                FormattedText([("bold", f"  {field.label} "), ("ansibrightblack", f"{needed}› ")]),
                default=typed,
                is_password=field.kind == ArgKind.SECRET,
                completer=_make_completer(field),
                bottom_toolbar=" Ctrl-C closes the form; nothing is saved then.",
            )
            value = _choose(typed, few)
            error = check(field.name, value)
            if error is None:
                return value
            # Printed, since prompt_toolkit's own line for it is cut at the edge of the terminal.
            console.print(Text(f"  {error}", WAITS))


def _wrapping(session: PromptSession[str]) -> PromptSession[str]:
    """Makes a session keep words whole where a typed line is wider than the terminal."""

    def lead() -> int:
        prompt = fragment_list_to_text(to_formatted_text(session.message))
        return get_cwidth(prompt.rpartition("\n")[2])

    session.input_processors = [WordWrap(lead)]
    return session


def _choose(typed: str, few: Sequence[tuple[str, str]]) -> str:
    """Returns the choice with the typed number, else what was typed."""
    number = _NUMBER.fullmatch(typed)
    place = int(number[1]) if number else 0
    return few[place - 1][0] if 1 <= place <= len(few) else typed


def _make_completer(field: FieldView) -> Completer:
    if not field.choices:
        return DummyCompleter()
    return WordCompleter([value for value, _ in field.choices], sentence=True, ignore_case=True)


def _print_error(error: BaseException) -> None:
    print(f"{type(error).__name__} while looking for what is due", file=sys.stderr)
