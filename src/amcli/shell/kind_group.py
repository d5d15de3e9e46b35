"""A command whose first word is a kind of record: `import sales FILE`, `export ics`. Each kind is a verb of its own.

So the parser refuses what a kind does not take, and `import sales --help` shows what it does. Only the kind that is
asked for is built: the list of kinds, and their completion, load no noun.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from typer._click.exceptions import NoSuchOption
from typer._click.shell_completion import CompletionItem

from amcli.base.errors import BadValue
from amcli.base.fields import Noun
from amcli.base.registry import HOMES, NOUNS
from amcli.base.text import nearest, quote
from amcli.shell.command_group import CommandGroup, Verb
from amcli.shell.options import Handed

HELP_OPTIONS = ("-h", "--help")


class Phrases(NamedTuple):
    """What a group of kinds says in its own words.

    line: of a kind in the list of kinds, {} its plural. unknown: what to do where a kind is not known. refused: what is
    wrong with an option that another kind takes, its name and the kind being the two {}.
    """

    line: str
    unknown: str
    refused: str


class KindGroup(CommandGroup):
    """The kinds of records as verbs: those of the nouns are made here, others are brought (CommandGroup.register)."""

    def __init__(
        self, name: str, help: str, *, make: Callable[[Noun], Verb], groups: tuple[Handed, ...], phrases: Phrases,
        without: Collection[str] = (),
    ) -> None:  # fmt: skip
        """make: the verb of a noun. groups: all groups of options that the verb of one noun or another has. without:
        nouns that are no kind here.
        """
        super().__init__(name, help)
        self.subcommand_metavar = "KIND [ARGS]..."
        self._make, self._phrases = make, phrases
        self._any_noun = Verb(_nothing, groups)
        self._homes = {noun: home for noun, home in HOMES.items() if noun not in without}
        for noun, home in self._homes.items():
            self.register(home.plural, partial(self._verb_of, noun))

    def _verb_of(self, noun: str) -> Verb:
        return self._make(NOUNS[noun])

    def kind_of(self, word: str) -> str:
        """The kind that a word means, in the singular or the plural and in any case; nothing for another word."""
        word = word.strip().lower()
        word = HOMES[word].plural if word in HOMES else self._aliases.get(word, word)
        return word if word in self._verbs else ""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Options may stand before the kind: they are its own, and go behind it."""
        if args and args[0].startswith("-") and args[0] not in (*HELP_OPTIONS, "--", "-"):
            args = self._kind_first(ctx, args)
        return super().parse_args(ctx, args)

    def _kind_first(self, ctx: Any, args: list[str]) -> list[str]:
        """The words with the kind at their head. It takes all kinds' options to tell it from the value of one."""
        options = self._options()
        valued = {option for option, takes_value in options.items() if takes_value}
        place = 0
        while place < len(args):
            word = args[place]
            if word == "--" or not word.startswith("-") or word == "-":
                place += word == "--"
                break
            name = word.partition("=")[0]
            if name.startswith("--") and name not in (*options, *HELP_OPTIONS) and not ctx.resilient_parsing:
                raise BadValue(f"No such option: {name}; see `{ctx.command_path} --help`")
            place += 2 if _awaits_value(word, valued) else 1
        if place < len(args):
            return [args[place], *args[:place], *args[place + 1 :]]
        if ctx.resilient_parsing or not set(args).isdisjoint(HELP_OPTIONS):
            return list(HELP_OPTIONS[:1])
        raise BadValue(f"Missing argument 'KIND'; see `{ctx.command_path} --help`")

    def _options(self) -> dict[str, bool]:
        """Every option of every kind, and whether it takes a value. Loads what was brought, but no noun."""
        names = {home.plural for home in HOMES.values()}
        verbs = [self._any_noun, *(make() for name, make in self._verbs.items() if make and name not in names)]
        parameters = [parameter for verb in verbs for parameter in verb.command("").params]
        return {
            option: not getattr(parameter, "is_flag", False)
            for parameter in parameters
            if parameter.param_type_name == "option"
            for option in (*parameter.opts, *parameter.secondary_opts)
        }

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a kind, by any name of it; None for another word."""
        return super().get_command(ctx, self.kind_of(cmd_name))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The kind under its own name, whatever it was called. BadValue names the nearest."""
        kind = self.kind_of(args[0])
        if kind or ctx.resilient_parsing:
            return super().resolve_command(ctx, [kind or args[0], *args[1:]])
        kinds = self.list_commands(ctx)
        text = f"{quote(args[0])} is no kind of record: {self._phrases.unknown} one of {', '.join(kinds)}"
        raise BadValue(text, nearest(args[0].strip().lower(), kinds))

    def invoke(self, ctx: Any) -> Any:
        """An option that another kind takes is known, and BadValue says that it means nothing here."""
        try:
            return super().invoke(ctx)
        except NoSuchOption as error:
            if error.option_name not in self._options():
                raise
            raise BadValue(self._phrases.refused.format(error.option_name, ctx.invoked_subcommand)) from error

    def _lines(self) -> Mapping[str, str]:
        """A line for each kind; what is said of a noun's needs no more than its name."""
        lines = {home.plural: self._phrases.line.format(home.plural) for home in self._homes.values()}
        brought = {name: make for name, make in self._verbs.items() if make and name not in lines}
        return lines | {name: make().command(name).get_short_help_str(200) for name, make in brought.items()}

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of kinds, below the help of the command."""
        with formatter.section("Kinds"):
            formatter.write_dl(list(self._lines().items()))

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        """Kinds, and behind a dash the options of all of them."""
        words: Iterable[str] = self._options() if incomplete.startswith("-") else self._verbs
        return [CompletionItem(word) for word in words if word.startswith(incomplete)]


def _nothing(ctx: Any, **values: Any) -> None:
    """A verb that is asked for its options alone."""


def _awaits_value(word: str, valued: set[str]) -> bool:
    """Whether the word after an option is its value; letters behind one dash may be several options."""
    if word.startswith("--"):
        return "=" not in word and word in valued
    for place, letter in enumerate(word[1:], 2):
        if f"-{letter}" in valued:
            return place == len(word)  # else the rest of the word is the value
    return False
