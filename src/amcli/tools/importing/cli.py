"""`amcli import`: records from other programs' files, a kind a verb. What is not a table is brought by its own tool."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from amcli.base.errors import BadValue, Refused
from amcli.base.fields import Noun
from amcli.base.results import Change
from amcli.base.text import nearest
from amcli.shell.asking import confirmed
from amcli.shell.command_group import Verb, verb
from amcli.shell.completion import words
from amcli.shell.input_file import count_lines, is_same, open_input, title_of
from amcli.shell.invocation import Invocation, texts
from amcli.shell.kind_group import KindGroup, Phrases
from amcli.shell.options import DRY_RUN_OPTION, NEVER_ASKS_OPTION, Group, option
from amcli.shell.progress import CLEAR, progress

if TYPE_CHECKING:
    from amcli.tools.importing.services.import_table import ImportRequest, Plan

HELP = """Take records in: from a spreadsheet, another program's export, a calendar, an address book, a portfolio.

Each kind has its own options: amcli import KIND --help shows them. A file taken in twice adds nothing.

Example: amcli import sales invoices.csv --map date=Invoiced --map ref=Invoice+Line --create-missing
"""
TABLE = Group(
    "typed",
    (
        option("pairs", list[str] | None, None, "--map",
               help="Where a field comes from; A+B joins columns; repeatable.", metavar="FIELD=COLUMN"),
        option("save_profile", str, "", "--save-profile", help="Keep this --map under a name.", metavar="NAME"),
        option("profile", str, "", "--profile", help="Use a --map that was kept.", metavar="NAME"),
        option("create_missing", bool, False, "--create-missing",
               help="Make the accounts, products and contacts that rows name."),
        option("rejects", str, "", "--rejects", help="Take the good rows; write the bad ones here.", metavar="FILE"),
        option("rounding", bool, False, "--round", help="Round amounts with more decimals than the currency has."),
        option("update", bool, False, "--update", help="Fill and change records that are there; else they stay."),
        option("missing", str, "", "--missing", help="Name, or archive, what earlier files brought and this one lacks.",
               metavar="report|archive", autocompletion=words(["report", "archive"])),
        option("date_order", str, "", "--date-order", help="How 05/06/2026 is meant.", metavar="dmy|mdy",
               autocompletion=words(["dmy", "mdy"])),
        option("decimal", str, "", "--decimal", help="What 1.234 and 1,234 mean: the sign before the decimals.",
               metavar="point|comma", autocompletion=words(["point", "comma"])),
        option("sheet", str, "", "--sheet", help="Which sheet of an .xlsx file; else the first.", metavar="NAME"),
    ),
    dict,
)  # fmt: skip
WON = Group(
    "won",
    (option("won", list[str] | None, None, "--won", help="A stage that counts as won; repeatable.", metavar="STAGE"),),
    lambda part: texts(part["won"]),
)
YES = Group(
    "yes",
    (option("yes", bool, False, "--yes", "-y", help="Do not ask on a terminal."),),
    lambda part: bool(part["yes"]),
)
TableFile = Annotated[str, typer.Argument(metavar="FILE", help="csv, tsv, xlsx, json, jsonl; - is stdin.")]


def _verb_of(noun: Noun) -> Verb:
    """What takes the rows of a file in as records of a noun."""
    from amcli.tools.importing.services.columns.crm_names import NAMES
    from amcli.tools.importing.services.columns.mapping import STAGE, fields_of

    fields = fields_of(noun)
    staged = any(field.name == STAGE for field in fields)
    known = "the columns of Salesforce, HubSpot, Pipedrive and Dynamics too; " if noun.name in NAMES else ""
    needed = [field.name for field in noun.fields if field.required or field.default == "today"]

    def import_rows(
        ctx: typer.Context, file: TableFile, typed: dict[str, Any], dry_run: bool, yes: bool, **stages: Any
    ) -> Change:
        return _import_rows(ctx.obj, noun, file, {**typed, **stages}, dry_run=dry_run, yes=yes)

    help_ = f"""Take the rows of a file in as {noun.view}.

A column is known by its name: {known}--map names others. The fields are {", ".join(field.name for field in fields)};
needed: {", ".join(needed)}. The plan is shown first, and on a terminal asked for. A file taken in twice adds nothing;
--update takes in what it says anew.

Example: amcli import {noun.view} {noun.view}.csv --update --rejects rejected.csv
"""
    return Verb(import_rows, (TABLE, *((WON,) if staged else ()), DRY_RUN_OPTION, YES), help_)


import_ = KindGroup(
    "import",
    HELP,
    make=_verb_of,
    groups=(TABLE, WON, DRY_RUN_OPTION, YES),
    phrases=Phrases("The rows of a file as {}.", "import", "{} is not for import {}: leave it out"),
)


@verb(DRY_RUN_OPTION, NEVER_ASKS_OPTION)
def import_all(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="What `export all` wrote; - is stdin.")],
    dry_run: bool,
    yes: bool,
) -> Change:
    """Take a whole portfolio, as `export all` writes it, into an empty file.

    Records keep their ids, and the portfolio its name. All of it goes in, or nothing.

    Example: amcli import all portfolio.json
    """
    from amcli.tools.importing.services.portfolio.import_portfolio import import_portfolio

    del yes
    invocation: Invocation = ctx.obj
    with open_input(file) as source, progress(invocation.err, None, "records") as tell:
        return import_portfolio(invocation.env, source, source_name=title_of(file), dry_run=dry_run, progress=tell)


def _import_rows(
    invocation: Invocation, noun: Noun, file: str, typed: Mapping[str, Any], *, dry_run: bool, yes: bool
) -> Change:
    """Read the options, import, and keep the profile of an import that went well."""
    from amcli.tools.importing.services.import_table import ImportRequest

    options = dict(typed)
    pairs, profile, saved = options.pop("pairs"), options.pop("profile"), options.pop("save_profile")
    rejects = options.pop("rejects")
    _look_ahead(invocation, rejects, saved)
    mapping = {**_kept(invocation, profile), **_pairs(pairs)}
    with open_input(file) as source:
        request = ImportRequest(
            noun.name, source, title_of(file), mapping,
            rejects=Path(rejects) if rejects else None,
            rejects_over_source=bool(rejects) and is_same(file, rejects),
            dry_run=dry_run,
            **options,
        )  # fmt: skip
        change = (
            _import_asking(invocation, request)
            if invocation.interactive and not yes and not dry_run
            else _once(invocation, request)
        )
    if saved and not dry_run:
        _keep(invocation, saved, mapping)
    return change


def _import_asking(invocation: Invocation, request: "ImportRequest") -> Change:
    """First done and taken back, to know the plan; then, where the person agrees, done."""
    seen: list[Plan] = []

    def compare(plan: "Plan") -> None:
        if plan != seen[0]:
            raise Refused("the portfolio changed while you were asked, and so would the plan: run the import again")

    change = _once(invocation, replace(request, dry_run=True), seen.append)
    if not seen[0].does_something:
        return _once(invocation, request, compare, show=False)
    for note in change.notes:
        invocation.say(f"note: {note}")
    confirmed(invocation, "Do it?", False, "nothing was imported")
    return _once(invocation, request, compare, show=False)._replace(notes=())


def _once(
    invocation: Invocation, request: "ImportRequest", hear: "Callable[[Plan], None] | None" = None, *, show: bool = True
) -> Change:
    """One run through the file. hear: is handed the plan; show: let a person see it first."""
    from amcli.tools.importing.services.import_table import import_table

    def approve(plan: "Plan") -> None:
        if show and (invocation.err.isatty() or request.dry_run):
            invocation.err.write(CLEAR if invocation.err.isatty() else "")
            for line in plan.lines():
                invocation.say(line)
        if hear:
            hear(plan)

    request.source.seek(0)
    rows = max(count_lines(request.source) - 1, 0) if invocation.err.isatty() else None  # all lines but the header
    with progress(invocation.err, rows, "rows") as tell:
        return import_table(invocation.env, request, progress=tell, approve=approve)


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


def _kept(invocation: Invocation, name: str) -> Mapping[str, str]:
    if not name:
        return {}
    profiles = invocation.env.config.profiles
    if name not in profiles:
        known = f"there are {', '.join(profiles)}" if profiles else "--save-profile NAME keeps one"
        raise BadValue(f"there is no import profile {name!r}: {known}", nearest(name, profiles))
    return profiles[name]


def _look_ahead(invocation: Invocation, rejects: str, profile: str) -> None:
    """Say before anything goes in what could not be written after it."""
    if profile:
        from amcli.settings.config import config_path
        from amcli.store.own_files import CONFIGURATION, refuse_own_file

        if not profile.replace("-", "").replace("_", "").isalnum():
            raise BadValue(f"{profile!r} is no name for a profile: use letters, digits, - and _")
        refuse_own_file(invocation.env, str(config_path(invocation.env.environ)), but=CONFIGURATION)
    if rejects:
        invocation.refuse_own(rejects)


def _keep(invocation: Invocation, name: str, mapping: Mapping[str, str]) -> None:
    from amcli.settings.config import config_path
    from amcli.tools.configuration.services import save

    save(config_path(invocation.env.environ), f"profiles.{name}", dict(mapping))
