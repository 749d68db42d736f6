"""The one way in: a line, a press or a filled form becomes an invocation and is answered.

A line is read once, against one read of what is stored; that reading decides
between a form and an answer. Everything an invocation does happens in one unit
of work; what it answers is said only after that is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.command import ApplicationRef, ArgKind, Command
from bot.conversation.actor import Actor
from bot.conversation.command_limit import CommandLimit
from bot.conversation.edited_message import answer_edited
from bot.conversation.questions import Asked, NotUnderstood
from bot.conversation.reply_reader import ReplyReader
from bot.conversation.router import understand
from bot.exporting.direct_typesetter import DirectTypesetter
from bot.file_intake import FileIntake, FileOpener, in_one_answer
from bot.import_intake import ImportIntake
from bot.importing.direct_reader import DirectImportReader
from bot.invocation_runner import InvocationRunner
from bot.mail.direct_reader import DirectMailReader
from bot.mail_intake import MailIntake
from bot.message import Answer, CommandRef, Form, Invocation, Message, Refused, Tone
from bot.parsing.form_fields import read_fields
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.shared_links import SharedLink
from bot.ports.clock import Clock
from bot.ports.import_reader import ImportReader
from bot.ports.mail_reader import MailReader
from bot.ports.mailbox_queue import MailboxSetup
from bot.ports.shown_changes import ShownChanges
from bot.ports.typesetter import Typesetter
from bot.ports.unit_of_work import UnitOfWorkFactory
from bot.presenters import forms
from bot.presenters.import_preview import IMPORTS
from bot.presenters.mail_card import READS_A_MAIL

ACTIONS_LAST = timedelta(days=30)
_TOO_OLD = "That button is too old to press. Try the command again."


class Dispatcher:
    """Answers what people say, press and fill in.

    `command_limit` bounds the requests of one person; the console needs none.
    `shown` is for platforms that may fail to show an answer: `mark_shown` is called for each
    that was shown, and what the others said is repeated with the person's next one.
    `mail_reader` and `import_reader` read what strangers wrote, in this process if there is
    none; `open_file` opens a path that a person names, and raises Refused, where that person
    owns the machine.
    `public_url` is our address on the web, without a slash at the end; `mailbox_setup` what the
    operator set up for mailboxes.
    Every method that runs something raises RepeatedEvent where the actor's event is a repeat.
    """

    def __init__(
        self,
        units: UnitOfWorkFactory,
        clock: Clock,
        commands: Sequence[Command],
        command_limit: CommandLimit | None = None,
        shown: ShownChanges | None = None,
        *,
        mail_reader: MailReader | None = None,
        import_reader: ImportReader | None = None,
        open_file: FileOpener | None = None,
        public_url: str | None = None,
        typesetter: Typesetter | None = None,
        mailbox_setup: MailboxSetup | None = None,
    ) -> None:
        self._units = units
        self._mails = MailIntake(units, mail_reader or DirectMailReader(), commands)
        imports = ImportIntake(units, import_reader or DirectImportReader(), commands)
        self._files = FileIntake(self._mails, imports, open_file)
        self._replies = ReplyReader(units, clock, commands)
        self._clock = clock
        self.commands = tuple(commands)
        self._command_limit = command_limit
        self._shown = shown
        self._runner = InvocationRunner(
            units,
            clock,
            self.commands,
            shown,
            public_url,
            typesetter or DirectTypesetter(),
            mailbox_setup,
        )
        self._by_name = {command.name: command for command in commands}

    def command(self, name: str) -> Command:
        """Returns the command of that name. Raises Refused for an unknown one."""
        try:
            return self._by_name[name]
        except KeyError:
            raise Refused(
                "That button is from another version of me. Try ", CommandRef("followthrough")
            ) from None

    async def run_line(
        self, text: str, actor: Actor, no_form: Callable[[], object] = lambda: None
    ) -> Answer:
        """Answers a line as typed; `no_form` is called once it is clear that none will open."""
        try:
            await self._count(actor)
            actor, context = await self._look(None, actor)
            one_command = text.startswith("/") and "\n" not in text
            if not one_command and (cards := await self._mails.pasted(text, actor, context)):
                return in_one_answer(cards)
            reply = None
            if not text.lstrip().startswith("/"):
                reply = await self._replies.read(text, actor, context)
            if isinstance(reply, Message):
                return Answer(reply)
            invocation = reply or understand(text, self.commands, context)
            return await self._run_or_ask(invocation, actor, no_form)
        except NotUnderstood as refused:
            cards = await self._mails.found_in(text, actor, context)
            return in_one_answer(cards) if cards else Answer(refused.message)
        except ParseError as unread:
            return _misread(unread)
        except Refused as refused:
            return await self._refused(refused, actor)

    async def run_edited(self, text: str, actor: Actor) -> Answer:
        """Answers a message that its author edited, under the press of its first version.

        One that saved something is not read again, so that there is no second record of it.
        """
        assert actor.press is not None
        async with self._runner.read_only(actor) as view:
            said = await answer_edited(view.changes, actor.press)
        return Answer(said) if said else await self.run_line(text, actor)

    async def run_mail(self, mail: bytes | str, actor: Actor, name: str = "") -> Answer:
        """Answers a mail that was brought as one: a file's bytes, by its name, or a text."""
        try:
            await self._count(actor)
            actor, context = await self._look(None, actor)
            return in_one_answer(await self._mails.cards(mail, actor, context, name, sure=True))
        except Refused as refused:
            return Answer(refused.message)

    async def run_file(self, data: bytes, actor: Actor, name: str) -> Answer:
        """Answers a file that was brought: mails, or a list of applications."""
        try:
            await self._count(actor)
            actor, context = await self._look(None, actor)
            return await self._files.read(data, actor, context, name)
        except Refused as refused:
            return Answer(refused.message)

    async def run_options(
        self,
        name: str,
        typed: Mapping[str, str],
        actor: Actor,
        no_form: Callable[[], object] = lambda: None,
    ) -> Answer:
        """Answers a command whose values were typed into options of their own."""
        try:
            await self._count(actor)
            command = self.command(name)
            actor, context = await self._look(command, actor)
            read, errors = read_fields(command, typed, context)
            args = command.completes(read)
            errors = {field: said for field, said in errors.items() if field in typed}
            if errors or command.missing(args):
                await self._runner.check_form(command, Invocation(name, args), actor)
                form = forms.ask_with_options(command, args, typed, errors)
                return Answer(await self._titled(form, actor))
            return await self._run_or_ask(Invocation(name, args), actor, no_form)
        except ParseError as unread:
            return await self._corrected(Invocation(name), typed, unread, actor)
        except Refused as refused:
            return Answer(refused.message, changes=refused.changes)

    async def run_action(
        self, action: Invocation, actor: Actor, no_form: Callable[[], object] = lambda: None
    ) -> Answer:
        """Answers a pressed button."""
        try:
            await self._count(actor)
            if actor.read_locale is not None:
                person = await self._units.find_person(actor.address)
                if person is None or actor.lacks_profile(person):
                    actor = await actor.with_locale()
            return await self._run_or_ask(action, actor, no_form)
        except ParseError as unread:
            return _misread(unread)
        except Refused as refused:
            return await self._refused(refused, actor)

    async def submit_form(
        self, asked: Invocation, typed: Mapping[str, str], actor: Actor
    ) -> Answer:
        """Answers a filled form; what was not understood comes back with what was typed."""
        try:
            await self._count(actor)
            command = self.command(asked.command)
            actor, context = await self._look(command, actor)
            args, errors = read_fields(command, typed, context, asked.args)
            if errors:
                form = forms.ask_again(command, asked, typed, errors)
                return Answer(await self._titled(form, actor))
            filled = asked.with_args(**command.completes({**asked.args, **args}))
            return await self._runner.run(command, filled, actor)
        except ParseError as unread:
            return await self._corrected(asked, typed, unread, actor)
        except Refused as refused:
            return Answer(refused.message, changes=refused.changes)

    def mark_shown(self, answer: Answer) -> None:
        """Notes that an answer was shown, so that what it says is not repeated."""
        if self._shown is not None:
            self._shown.add(answer.changes)

    def blank_form(self, name: str) -> Form:
        """Returns the whole form of a command, with empty fields."""
        command, invocation = self.command(name), Invocation(name)
        return Form(command.summary, invocation, forms.unbound(command, invocation))

    def form_for_job(self, links: Iterable[SharedLink]) -> Form:
        """Returns the form that tracks a job, filled from the first link to one."""
        return forms.ask_for_job(self.command(forms.TRACKS_A_JOB), links)

    async def store_actions(self, actions: Sequence[str], owner: Actor) -> Sequence[str]:
        """Stores actions that are too long for their platform; returns a token for each."""
        async with self._runner.begin(owner) as uow:
            return await uow.stored_actions.store(actions, self._clock.now() + ACTIONS_LAST)

    async def stored_action(self, token: str, actor: Actor) -> str:
        """Returns the action stored under a token. Raises Refused if the actor owns none."""
        async with self._runner.read_only(actor) as view:
            action = await view.stored_actions.get(token)
        if action is None:
            raise Refused(_TOO_OLD)
        return action

    async def _count(self, actor: Actor) -> None:
        if self._command_limit is not None:
            await self._command_limit.count(actor.address, self._clock.now())

    async def _look(self, command: Command | None, actor: Actor) -> tuple[Actor, ParseContext]:
        """Returns the actor, with their locale if it is not known, and the context of the words.

        A line may name any company, whatever command it turns out to mean.
        """
        names: tuple[str, ...] = ()
        if command is None or any(
            p.kind is ArgKind.APPLICATION or p.name == "company" for p in command.params
        ):
            found = await self._units.find_person_and_companies(actor.address)
            person, names = found or (None, ())
        else:
            person = await self._units.find_person(actor.address)
        if person is not None:
            if actor.lacks_profile(person):
                actor = await actor.with_locale()
            known_by_now = person.zone_guess is not None and actor.zone_known
            zone = actor.zone if known_by_now else person.preferences.zone
            language = person.language
            country = person.preferences.country
        else:
            actor = await actor.with_locale()
            zone, language, country = actor.zone, actor.language, None
        return actor, ParseContext(self._clock.now(), zone, language, names, country)

    async def _refused(self, refused: Refused, actor: Actor) -> Answer:
        """Returns what to say instead of doing it; a question waits for its reply."""
        if isinstance(refused, Asked):
            await self._replies.keep(refused, actor)
        return Answer(refused.message, changes=refused.changes)

    async def _run_or_ask(
        self, invocation: Invocation, actor: Actor, no_form: Callable[[], object]
    ) -> Answer:
        """Runs a command that lacks nothing; else the form that asks for the rest."""
        command = self.command(invocation.command)
        if missing := command.missing(invocation.args):
            await self._runner.check_form(command, invocation, actor)
            form = forms.ask_missing(command, invocation, missing)
            return Answer(await self._titled(form, actor))
        if command.name in (READS_A_MAIL, IMPORTS) and (path := invocation.args.get("file")):
            data = await self._files.open(path)
            actor, context = await self._look(None, actor)
            imports = command.name == IMPORTS
            return await self._files.read(data, actor, context, path, imports=imports)
        if not command.prefills:
            no_form()
        return await self._runner.run(command, invocation, actor)

    async def _titled(self, form: Form, actor: Actor) -> Form:
        """Returns a form whose title names the company that it is about."""
        given = form.action.args.values()
        ref = next((one for one in given if isinstance(one, ApplicationRef)), None)
        if ref is None:
            return form
        about = ref.company
        if ref.id is not None:
            async with self._runner.read_only(actor) as view:
                found = await view.applications.get(ref.id)
            about = found.label if found else ""
        return replace(form, title=forms.title(form.title, about))

    async def _corrected(
        self, asked: Invocation, typed: Mapping[str, str], unread: ParseError, actor: Actor
    ) -> Answer:
        """Returns the answer to a form with a value that the command itself could not read."""
        command = self.command(asked.command)
        if unread.param not in forms.unbound(command, asked):
            return _misread(unread)
        form = forms.ask_again(command, asked, typed, {unread.param: unread.sentence})
        return Answer(await self._titled(form, actor))


def _misread(unread: ParseError) -> Answer:
    return Answer(Message(text=unread.sentence, tone=Tone.WRONG))
