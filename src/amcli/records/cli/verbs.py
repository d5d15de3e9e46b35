"""The verbs that every noun has, made from its fields: add or set, list, show, edit, remove.

A noun that has more calls `noun_group` in a module of its own, and adds to it.
"""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import typer

from amcli.base.fields import Noun
from amcli.base.results import Change, Listing, Record
from amcli.records.cli import completion as complete
from amcli.records.cli.field_options import adding, editing, filtering
from amcli.shell.asking import confirmed, from_stdin
from amcli.shell.command_group import CommandGroup, Verb
from amcli.shell.invocation import Output, Run
from amcli.shell.options import DRY, LISTED, PERIOD, SAID, SHOWN, Group, option

ALL = Group(
    "everything",
    (option("everything", bool, False, "--all", help="Also the done and the archived."),),
    lambda part: bool(part["everything"]),
)
Made = tuple[Callable[..., Any], str, tuple[Group, ...]]  # a function, the line of its help, the options it takes


def noun_group(noun: Noun) -> CommandGroup:
    """The group of a noun, with the verbs that it has an example for."""
    group = CommandGroup(noun.name, noun.help)
    for name, example in noun.examples.items():
        group.bring(name, partial(_from_fields, noun, name, example))
    return group


def _from_fields(noun: Noun, name: str, example: str) -> Verb:
    function, line, groups = MAKERS[name](noun)
    return Verb(function, groups, f"{line}\n\nExample: {example}")


def references(noun: Noun, several: bool = True) -> Any:
    """The argument that names records of a noun; `-` reads them from standard input."""
    help_ = f"Which {noun.name}: {'code or name' if noun.coded else 'id'}"
    mark = typer.Argument(
        metavar=noun.name.upper() + ("..." if several else ""),
        help=f"{help_}; - reads them from standard input." if several else f"{help_}.",
        autocompletion=complete.records(noun.name),
        show_default=False,
    )
    return Annotated[list[str] if several else str, mark]


def within_option(name: str) -> Group:
    """The option that leaves in what belongs to one record of a noun."""
    part = option(
        "within", str | None, None, f"--{name}", help=f"Only of this {name}.", metavar=name.upper(),
        autocompletion=complete.records(name),
    )  # fmt: skip
    return Group("within", (part,), lambda values: values["within"])


def _add(noun: Noun) -> Made:
    def add(ctx: typer.Context, given: dict[str, Any], dry_run: bool) -> Change:
        from amcli.records.services import changes as records

        return records.add(ctx.obj.env, noun.name, given, dry_run=dry_run)

    return add, f"Add {_article(noun)} {noun.name}.", (adding(noun), DRY, SAID)


def _set(noun: Noun) -> Made:
    def set_(ctx: typer.Context, given: dict[str, Any], dry_run: bool) -> Change:
        from amcli.records.services import changes as records

        return records.put(ctx.obj.env, noun.name, given, dry_run=dry_run)

    return set_, f"Set a {noun.name}; one with the same key is changed.", (adding(noun), DRY, SAID)


def _list(noun: Noun) -> Made:
    scoped = (within_option(noun.within),) if noun.within else ()
    dated = (PERIOD,) if noun.day and not any(field.name == "period" for field in noun.fields) else ()
    live = (ALL,) if noun.live else ()

    def list_(ctx: typer.Context, given: dict[str, Any], output: Output, **scope: Any) -> Listing:
        from amcli.records.reports.listing import listing

        run: Run = ctx.obj
        return listing(run.reader, noun, given, **scope, sort=output.sort, limit=run.limit_of(output))

    return (
        list_,
        f"List {noun.view}, filtered by any of their fields.",
        (filtering(noun), *scoped, *dated, *live, LISTED),
    )


def _show(noun: Noun) -> Made:
    def show(ctx: typer.Context, reference: references(noun, several=False)) -> Record:  # type: ignore[valid-type]
        from amcli.records.reports.show import record

        return record(ctx.obj.reader, noun, reference)

    return show, f"Show one {noun.name}.", (SHOWN,)


def _edit(noun: Noun) -> Made:
    def edit(
        ctx: typer.Context,
        names: references(noun),  # type: ignore[valid-type]
        given: dict[str, Any],
        dry_run: bool,
    ) -> Change:
        from amcli.records.services import changes as records

        return records.edit(ctx.obj.env, noun.name, from_stdin(names), given, dry_run=dry_run)

    return edit, f"Change fields of one or more {noun.view}; an empty text clears.", (editing(noun), DRY, SAID)


def _remove(noun: Noun) -> Made:
    def remove(
        ctx: typer.Context,
        names: references(noun),  # type: ignore[valid-type]
        dry_run: bool,
        yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    ) -> Change:
        from amcli.records.services import changes as records

        wanted = from_stdin(names)
        confirmed(ctx.obj, f"Remove {noun.name} {', '.join(wanted)}?", yes or dry_run)
        return records.remove(ctx.obj.env, noun.name, wanted, dry_run=dry_run)

    return remove, f"Remove one or more {noun.view} that nothing refers to.", (DRY, SAID)


MAKERS = {"add": _add, "set": _set, "list": _list, "show": _show, "edit": _edit, "remove": _remove}


def _article(noun: Noun) -> str:
    return "an" if noun.name[0] in "aeiou" else "a"
