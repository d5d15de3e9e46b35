"""The verbs that every noun has, made from its fields: add or set, list, show, edit, remove, merge.

A noun that has more calls `noun_group` in a module of its own, and adds to it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any

import typer
from typer.models import ParamMeta

from amcli.base.fields import Noun, Scope
from amcli.base.registry import NOUNS
from amcli.base.results import Change, Listing, Record
from amcli.base.text import with_article
from amcli.records.cli import completion as complete
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.field_options import fields_to_add, fields_to_edit, fields_to_filter
from amcli.records.cli.owner_options import place_of
from amcli.records.cli.places import PLACE, WITHIN, one_place
from amcli.shell.command_group import CommandGroup, Verb
from amcli.shell.completion import Completer
from amcli.shell.completion import periods as period_words
from amcli.shell.help_page import help_text
from amcli.shell.invocation import Invocation, Output
from amcli.shell.options import (
    ALL_OPTION,
    DRY_RUN_OPTION,
    LIST_OPTIONS,
    OUTPUT_OPTIONS,
    PERIOD_OPTION,
    QUIET_OPTION,
    YES_OPTION,
    Group,
    Handed,
    argument,
    option,
)

CHANGE_OPTIONS = (YES_OPTION, DRY_RUN_OPTION, QUIET_OPTION)
Made = tuple[Callable[..., Any], str, tuple[Handed, ...]]  # a function, the line of its help, what it is handed


def noun_group(noun: Noun) -> CommandGroup:
    """The group of a noun, with the verbs that it has examples for."""
    group = CommandGroup(noun.name, noun.help)
    for name, examples in noun.examples.items():
        group.register(name, partial(_from_fields, noun, name, examples))
    return group


def _from_fields(noun: Noun, name: str, examples: Sequence[str]) -> Verb:
    function, line, handed = MAKERS[name](noun)
    return Verb(function, handed, help_text(line, examples))


def references(noun: Noun, name: str, *, several: bool = True, completed: Completer | None = None) -> ParamMeta:
    """The positional `name` that names records of a noun; of several, `-` reads them from standard input.

    completed: what completes them, where that is not every record.
    """
    named = any(field.name == "name" for field in noun.fields)
    called = f" or {'/'.join(noun.called).upper()}" if noun.called else " or name" if named else ""
    help_ = f"Which {noun.name}: {'code' if noun.coded else 'id'}{called}"
    return argument(
        name, list[str] if several else str,
        metavar=noun.name.upper() + ("..." if several else ""),
        help=f"{help_}; - reads them from standard input." if several else f"{help_}.",
        autocompletion=completed or complete.records(noun.name, of_owner=False),
    )  # fmt: skip


def scope_options(noun: Noun) -> Group:
    """What narrows or widens a list beside the fields: the record that it belongs to, a period, also what is over."""
    scope = []
    if noun.within:
        scope.append(place_of(noun.within))
        scope.append(
            option(
                WITHIN, str | None, None, f"--{noun.within}", help=f"Only of this {noun.within}.",
                metavar=noun.within.upper(), autocompletion=complete.owners(noun.within),
            )
        )  # fmt: skip
    if noun.day and not any(field.name == "period" for field in noun.fields):
        scope.append(PERIOD_OPTION)
    if noun.closed:
        scope.append(
            option(
                "closed_in", str | None, None, f"--{noun.closed}-in", help=f"What was {noun.closed} in this period.",
                metavar="PERIOD", autocompletion=period_words,
            )
        )  # fmt: skip
    if noun.live:
        scope.append(ALL_OPTION)
    return Group("scope", tuple(scope), partial(_scope, noun))


def _scope(noun: Noun, typed: Mapping[str, Any]) -> Scope:
    values = dict(typed)
    if noun.within:
        values[WITHIN] = one_place(noun.within, values.pop(PLACE), values[WITHIN])
    return Scope(**{name: value for name, value in values.items() if value is not None})


def _add(noun: Noun) -> Made:
    def add(ctx: typer.Context, given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
        from amcli.records.services import changes as records

        change = partial(records.add, ctx.obj.env, noun.name, given)
        return when_meant(ctx.obj, typed_days(noun, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)

    return add, f"Add {with_article(noun.name)}.", (fields_to_add(noun), *CHANGE_OPTIONS)


def _set(noun: Noun) -> Made:
    def set_(ctx: typer.Context, given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
        from amcli.records.services import changes as records

        change = partial(records.put, ctx.obj.env, noun.name, given)
        return when_meant(ctx.obj, typed_days(noun, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)

    return (
        set_,
        f"Set {with_article(noun.name)}, or change the one there is.",
        (fields_to_add(noun), *CHANGE_OPTIONS),
    )


def _list(noun: Noun) -> Made:
    def list_(ctx: typer.Context, given: dict[str, Any], scope: Scope, output: Output) -> Listing:
        from amcli.records.reports.listing import listing

        invocation: Invocation = ctx.obj
        return listing(invocation.reader, noun, given, scope, sort=output.sort, limit=invocation.limit_of(output))

    line = f"List {noun.view}, filtered by any of their fields."
    return list_, line, (fields_to_filter(noun), scope_options(noun), LIST_OPTIONS)


def _show(noun: Noun) -> Made:
    def show(ctx: typer.Context, reference: str) -> Record:
        from amcli.records.reports.show import record

        return record(ctx.obj.reader, noun, reference)

    return show, f"Show one {noun.name}.", (references(noun, "reference", several=False), OUTPUT_OPTIONS)


def _edit(noun: Noun) -> Made:
    def edit(ctx: typer.Context, names: list[str], given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
        from amcli.records.services import changes as records
        from amcli.shell.asking import from_stdin

        change = partial(records.edit, ctx.obj.env, noun.name, from_stdin(names), given)
        return when_meant(ctx.obj, typed_days(noun, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)

    line = f"Change fields of one or more {noun.view}; an empty text clears."
    return edit, line, (references(noun, "names"), fields_to_edit(noun), *CHANGE_OPTIONS)


def _remove(noun: Noun) -> Made:
    def remove(
        ctx: typer.Context,
        names: list[str],
        dry_run: bool,
        yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    ) -> Change:
        from amcli.records.services import changes as records
        from amcli.shell.asking import from_stdin, removed

        change = partial(records.remove, ctx.obj.env, noun.name)
        return removed(ctx.obj, noun.name, from_stdin(names), change, yes=yes, dry_run=dry_run)

    line = f"Remove one or more {noun.view} that nothing refers to{_along(noun)}."
    return remove, line, (references(noun, "names"), DRY_RUN_OPTION, QUIET_OPTION)


def _merge(noun: Noun) -> Made:
    from amcli.records.cli.merge import figures_options, into_option, merge_verb

    line = f"Make one {noun.name} of several: the first stays, with everything that the others had."
    handed = references(noun, "names"), into_option(noun), figures_options(noun), DRY_RUN_OPTION, QUIET_OPTION
    return merge_verb(noun), line, handed


def _along(noun: Noun) -> str:
    """What goes with a record that is removed; its history (Noun.dated) is not told."""
    names = [] if noun.dated else list(noun.parts)
    for name in names:
        names += NOUNS[name].parts
    return f", with their {' and '.join(NOUNS[name].view for name in names)}" if names else ""


MAKERS = {"add": _add, "set": _set, "list": _list, "show": _show, "edit": _edit, "remove": _remove, "merge": _merge}
