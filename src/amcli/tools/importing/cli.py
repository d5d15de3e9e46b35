"""`amcli import`: records from other programs' files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from amcli.base.errors import BadValue, Refused
from amcli.base.registry import NOUNS
from amcli.base.results import Change
from amcli.base.text import nearest
from amcli.shell.asking import confirmed
from amcli.shell.command_group import verb
from amcli.shell.completion import words
from amcli.shell.input_file import count_lines, is_same, opened
from amcli.shell.invocation import Run, texts
from amcli.shell.options import DRY, Group, option
from amcli.shell.progress import CLEAR, progress
from amcli.tools.calendars.cli import ENTRIES, As, Whose, _entries

KINDS = [*(noun.view for noun in NOUNS.values()), "ics", "vcard", "all"]


YES = Group(
    "yes",
    (option("yes", bool, False, "--yes", "-y", help="Do not ask on a terminal."),),
    lambda part: bool(part["yes"]),
)
FOREIGN = Group(
    "foreign",
    (
        option("update", bool, False, "--update", help="Fill and change records that are there; else they stay."),
        option("date_order", str, "", "--date-order", help="How 05/06/2026 is meant.", metavar="dmy|mdy",
               autocompletion=words(["dmy", "mdy"])),
        option("decimal", str, "", "--decimal", help="What 1.234 and 1,234 mean: the sign before the decimals.",
               metavar="point|comma", autocompletion=words(["point", "comma"])),
        option("sheet", str, "", "--sheet", help="Which sheet of an .xlsx file; else the first.", metavar="NAME"),
        option("won", list[str] | None, None, "--won", help="sales: a stage that counts as won; repeatable.",
               metavar="STAGE"),
    ),
    lambda part: {**part, "won": texts(part["won"])},
)  # fmt: skip


@verb(FOREIGN, DRY, YES)
def import_(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(KINDS) + ".", autocompletion=words(KINDS))],
    file: Annotated[str, typer.Argument(metavar="FILE", help="csv, tsv, xlsx, json, jsonl, ics, vcf; - is stdin.")],
    foreign: dict[str, Any],
    dry_run: bool,
    yes: bool,
    pairs: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Where a field comes from; A+B joins columns; repeatable."),
    ] = None,
    save_profile: Annotated[
        str, typer.Option("--save-profile", metavar="NAME", help="Keep this --map under a name.")
    ] = "",
    profile: Annotated[str, typer.Option("--profile", metavar="NAME", help="Use a --map that was kept.")] = "",
    create_missing: Annotated[
        bool, typer.Option("--create-missing", help="Make the accounts, products and contacts that rows name.")
    ] = False,
    rejects: Annotated[
        str, typer.Option("--rejects", metavar="FILE", help="Take the good rows; write the bad ones here.")
    ] = "",
    rounding: Annotated[
        bool, typer.Option("--round", help="Round amounts with more decimals than the currency has.")
    ] = False,
    account: Whose = "",
    as_: As = "",
) -> Change:
    """Take records in: from a spreadsheet, another program's export, a calendar, an address book, or a whole portfolio.

    The columns of Salesforce, HubSpot, Pipedrive and Dynamics are known by name; --map names others. The plan is shown
    first, and on a terminal asked for. A file taken in twice adds nothing; --update takes in what it says anew.

    Example: amcli import sales invoices.csv --map date=Invoiced --map ref=Invoice+Line --create-missing
    """
    run: Run = ctx.obj
    _look(run, rejects, save_profile)
    tables = {
        "--map": pairs, "--save-profile": save_profile, "--profile": profile, "--round": rounding,
        **{f"--{name.replace('_', '-')}": value for name, value in foreign.items()},
    }  # fmt: skip
    word, bad = kind.strip().lower(), Path(rejects) if rejects else None
    if word == "all":
        others = {"--account": account, "--as": as_, "--create-missing": create_missing, "--rejects": rejects}
        _refuse("all", tables | others)
        return _everything(run, file, dry_run)
    if entries := ENTRIES.get(word):
        _refuse(entries, tables)
        return _entries(run, entries, file, account, as_, create_missing, dry_run, bad)
    _refuse(kind, {"--account": account, "--as": as_})
    mapping = {**_kept(run, profile), **_pairs(pairs)}
    options = {
        "mapping": mapping, "create_missing": create_missing, "rejects": bad,
        "rejects_over_source": bool(rejects) and is_same(file, rejects), "rounding": rounding, **foreign,
    }  # fmt: skip
    change = _rows(run, kind, file, options, ask=run.interactive and not yes and not dry_run, dry_run=dry_run)
    if save_profile and not dry_run:
        _keep(run, save_profile, mapping)
    return change


def _rows(run: Run, kind: str, file: str, options: Mapping[str, Any], *, ask: bool, dry_run: bool) -> Change:
    """A table of rows. Where a person can be asked, it is first done and taken back, to know the plan."""
    from amcli.tools.importing.services import import_table as imports

    seen: list[imports.Plan] = []

    def show(plan: imports.Plan) -> None:
        if not seen and (run.err.isatty() or dry_run):
            run.err.write(CLEAR if run.err.isatty() else "")
            for line in plan.lines():
                run.say(line)
        if seen and plan != seen[0]:
            raise Refused("the portfolio changed while you were asked, and so would the plan: run the import again")
        seen.append(plan)

    def once(source: BinaryIO, *, dry: bool) -> Change:
        source.seek(0)
        rows = max(count_lines(source) - 1, 0) if run.err.isatty() else None  # all lines but the header
        with progress(run.err, rows, "rows") as tell:
            return imports.run(
                run.env, kind, source, source_name=_title(file), dry_run=dry, progress=tell, approve=show, **options
            )

    with opened(file) as source:
        if not ask:
            return once(source, dry=dry_run)
        change = once(source, dry=True)
        if not seen[0].does_something:
            return once(source, dry=False)
        for note in change.notes:
            run.say(f"note: {note}")
        confirmed(run, "Do it?", False, "nothing was imported")
        return once(source, dry=False)._replace(notes=())


def _everything(run: Run, file: str, dry_run: bool) -> Change:
    """A whole portfolio, as `export all` writes it."""
    from amcli.tools.importing.services.portfolio import import_portfolio as portfolio

    with opened(file) as source, progress(run.err, None, "records") as tell:
        return portfolio.run(run.env, source, source_name=_title(file), dry_run=dry_run, progress=tell)


def _title(file: str) -> str:
    return "standard input" if file == "-" else Path(file).name


def _refuse(kind: str, options: Mapping[str, object]) -> None:
    """An option that means nothing for a kind is an error, never ignored."""
    for name, value in options.items():
        if value:
            raise BadValue(f"{name} is not for import {kind}: leave it out")


def _pairs(typed: list[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in texts(typed):
        field, joint, column = pair.partition("=")
        if not (joint and field.strip() and column.strip()):
            raise BadValue(f"--map {pair!r} is not FIELD=COLUMN, such as --map date=OrderDate")
        if field.strip() in found:
            raise BadValue(f"--map names the field {field.strip()} twice; join columns as {field.strip()}=A+B")
        found[field.strip()] = column.strip()
    return found


def _kept(run: Run, name: str) -> Mapping[str, str]:
    if not name:
        return {}
    profiles = run.env.config.profiles
    if name not in profiles:
        known = f"there are {', '.join(profiles)}" if profiles else "--save-profile NAME keeps one"
        raise BadValue(f"there is no import profile {name!r}: {known}", nearest(name, profiles))
    return profiles[name]


def _look(run: Run, rejects: str, profile: str) -> None:
    """Say before anything goes in what could not be written after it."""
    if profile:
        from amcli.settings.config import config_path
        from amcli.store.own_files import CONFIGURATION, refuse_own_file

        if not profile.replace("-", "").replace("_", "").isalnum():
            raise BadValue(f"{profile!r} is no name for a profile: use letters, digits, - and _")
        refuse_own_file(run.env, str(config_path(run.env.environ)), but=CONFIGURATION)
    if rejects:
        run.refuse_own(rejects)


def _keep(run: Run, name: str, mapping: Mapping[str, str]) -> None:
    from amcli.settings.config import config_path
    from amcli.tools.configuration.services import save

    save(config_path(run.env.environ), f"profiles.{name}", dict(mapping))
