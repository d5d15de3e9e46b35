"""`amcli import`: records from other programs' files, a kind a verb. What is not a table is brought by its own tool."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from amcli.base.errors import BadValue, Refused
from amcli.base.fields import Noun
from amcli.base.registry import HOMES
from amcli.base.results import Change
from amcli.base.text import nearest, quote
from amcli.shell.asking import answered_yes, confirmed
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

Each kind has its own options (--map, --encoding, --rejects …): amcli import KIND --help shows them. A file taken in
twice adds nothing.

Example: amcli import sales invoices.csv --map date=Invoiced --map ref=Invoice+Line --create-missing
Example: amcli import accounts accounts.csv --dry-run
"""
TABLE = Group(
    "typed",
    (
        option("pairs", list[str] | None, None, "--map",
               help="Where a field comes from; A+B joins or sums columns, A-B takes away; repeatable.",
               metavar="FIELD=COLUMN"),
        option("ignore", list[str] | None, None, "--ignore", help="A column to leave out; repeatable.",
               metavar="COLUMN"),
        option("save_profile", str | None, None, "--save-profile", help="Keep this --map under a name.",
               metavar="NAME"),
        option("profile", str, "", "--profile", help="Use a --map that was kept.", metavar="NAME"),
        option("create_missing", bool, False, "--create-missing",
               help="Make the accounts, products and people that rows name."),
        option("rejects", str, "", "--rejects", help="Take the good rows; write the bad ones here.", metavar="FILE"),
        option("rounding", bool, False, "--round", help="Round amounts with more decimals than the currency has."),
        option("update", bool, False, "--update", help="Fill and change records that are there; else they stay."),
        option("missing", str, "", "--missing", help="Name, or archive, what earlier files brought and this one lacks.",
               metavar="report|archive", autocompletion=words(["report", "archive"])),
        option("date_order", str, "", "--date-order", help="How 05/06/2026 is meant.", metavar="dmy|mdy",
               autocompletion=words(["dmy", "mdy"])),
        option("decimal", str, "", "--decimal", help="What 1.234 and 1,234 mean: the sign before the decimals.",
               metavar="point|comma", autocompletion=words(["point", "comma"])),
        option("words", list[str] | None, None, "--word",
               help="What a word or number of the file means; repeatable.", metavar="FIELD:THEIRS=OURS"),
        option("sheet", str, "", "--sheet", help="Which sheet of an .xlsx file; else the first.", metavar="NAME"),
        option("with_file", str, "", "--with", help="A second file, whose rows belong to those of the first.",
               metavar="FILE"),
        option("on", str, "", "--on", help="The column that both have, for --with.", metavar="COLUMN|A=B"),
        option("hidden", bool, False, "--hidden", help="Take the hidden rows of a sheet too."),
        option("encoding", str, "", "--encoding", help="How a text file writes its letters, such as cp1250.",
               metavar="NAME", autocompletion=words(["utf-8", "utf-16", "cp1252", "cp1250", "cp1251", "gbk"])),
    ),
    dict,
)  # fmt: skip
WON = Group(
    "won",
    (option("won", list[str] | None, None, "--won", help="A stage that counts as won; repeatable.", metavar="STAGE"),),
    lambda part: texts(part["won"]),
)
STAGES = Group(
    "stages",
    (
        option("stages", list[str] | None, None, "--stage", help="What a stage of the file is of ours; repeatable.",
               metavar="THEIRS=OURS"),
    ),
    lambda part: part["stages"],
)  # fmt: skip
WHOSE = Group(
    "account",
    (option("account", str, "", "--account", help="Whose the rows are that name no account.", metavar="ACCOUNT"),),
    lambda part: str(part["account"]),
)
DEALS = Group(
    "deals",
    (
        option("probability", str, "", "--probability", help="How a bare 0.75 or 1 is meant.",
               metavar="percent|fraction", autocompletion=words(["percent", "fraction"])),
        option("sale", bool, False, "--sale", help="Book each won one with an amount as a sale too, once."),
    ),
    dict,
)  # fmt: skip
STATES = Group(
    "states",
    (
        option("status", str, "", "--status", help="The column that says draft, void or paid.", metavar="COLUMN"),
        option("keep_status", list[str] | None, None, "--keep-status",
               help="A state whose rows count all the same; repeatable.", metavar="WORD"),
    ),
    dict,
)  # fmt: skip
OFFERED = Group(
    "won_sales",
    (
        option("won_sales", str, "", "--won-sales", help="What rows are that may be sales which are here.",
               metavar="same|new", autocompletion=words(["same", "new"])),
    ),
    lambda part: str(part["won_sales"]),
)  # fmt: skip
LENGTHS = Group(
    "minutes",
    (
        option("minutes", str, "", "--minutes", help="How a length of time is written: 05:30, or a bare number.",
               metavar="mm:ss|hh:mm|minutes|seconds|hours",
               autocompletion=words(["mm:ss", "hh:mm", "minutes", "seconds", "hours"])),
    ),
    lambda part: str(part["minutes"]),
)  # fmt: skip
YES = Group(
    "yes",
    (option("yes", bool, False, "--yes", "-y", help="Do not ask on a terminal."),),
    lambda part: bool(part["yes"]),
)
TableFile = Annotated[str, typer.Argument(metavar="FILE", help="csv, tsv, xlsx, json, jsonl; - is standard input.")]


def _verb_of(noun: Noun) -> Verb:
    """What takes the rows of a file in as records of a noun."""
    from amcli.tools.importing.services.columns.crm_names import NAMES
    from amcli.tools.importing.services.columns.formats import LENGTH
    from amcli.tools.importing.services.columns.mapping import STAGE, fields_of, has_stages, is_needed, moves

    fields = fields_of(noun)
    staged = any(field.name == STAGE and field not in noun.fields for field in fields)
    timed = any(field.name == LENGTH for field in fields)
    known = "the columns of Salesforce, HubSpot, Pipedrive and Dynamics too; " if noun.name in NAMES else ""
    needed = [field.name for field in noun.fields if is_needed(noun, field)]

    def import_rows(
        ctx: typer.Context, file: TableFile, typed: dict[str, Any], dry_run: bool, yes: bool, **stages: Any
    ) -> Change:
        return _import_rows(ctx.obj, noun, file, {**typed, **stages}, dry_run=dry_run, yes=yes)

    help_ = f"""Take the rows of a file in as {noun.view}.

A column is known by its name: {known}--map names others. The fields are {", ".join(field.name for field in fields)};
needed: {", ".join(needed)}. The plan is shown first, and on a terminal asked for. A file taken in twice adds nothing;
--update takes in what it says anew.

Example: amcli import {noun.view} {noun.view}.csv --update --rejects rejected.csv
Example: amcli import {noun.view} {noun.view}.csv --dry-run
"""
    deals = has_stages(noun)
    offers = noun.offers or deals
    own = (
        (WON, staged), (STAGES, moves(noun)), (WHOSE, noun.own_files), (DEALS, deals), (STATES, noun.signs),
        (OFFERED, offers), (LENGTHS, timed),
    )  # fmt: skip
    sifting = tuple(group for group, has in own if has)
    return Verb(import_rows, (TABLE, *sifting, DRY_RUN_OPTION, YES), help_)


import_ = KindGroup(
    "import",
    HELP,
    make=_verb_of,
    groups=(TABLE, WON, STAGES, WHOSE, DEALS, STATES, OFFERED, LENGTHS, DRY_RUN_OPTION, YES),
    without=[noun for noun, home in HOMES.items() if not home.imported],  # `import all` brings them
    phrases=Phrases("The rows of a file as {}.", "import", "{} is not for import {}: leave it out"),
)


@verb(DRY_RUN_OPTION, NEVER_ASKS_OPTION)
def import_all(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="What `export all` wrote; - is standard input.")],
    dry_run: bool,
    yes: bool,
) -> Change:
    """Take a whole portfolio, as `export all` writes it, into an empty file.

    Records keep their ids, and the portfolio its name. All of it goes in, or nothing.

    Example: amcli import all portfolio.json
    Example: amcli import all portfolio.json --dry-run
    """
    from amcli.tools.importing.services.portfolio.import_portfolio import import_portfolio

    del yes
    invocation: Invocation = ctx.obj
    with open_input(file) as source, progress(invocation.err, None, "records") as tell:
        return import_portfolio(invocation.env, source, source_name=title_of(file), dry_run=dry_run, progress=tell)


def _import_rows(
    invocation: Invocation, noun: Noun, file: str, typed: Mapping[str, Any], *, dry_run: bool, yes: bool
) -> Change:
    """Read the options, and import."""
    from amcli.tools.importing.services.import_table import ImportRequest

    options = dict(typed)
    pairs, profile, saved = options.pop("pairs"), options.pop("profile"), options.pop("save_profile")
    rejects, states, words = options.pop("rejects"), options.pop("states", {}), _words(options.pop("words"))
    deals = dict(options.pop("deals", {}))
    deals["stages"] = _stages(options.pop("stages", None))
    options["ignore"] = texts(options["ignore"])
    status = {"status": states["status"]} if states.get("status") else {}
    mapping = {**_kept(invocation, profile), **_pairs(pairs), **status}
    _look_ahead(invocation, rejects, saved, mapping)
    with open_input(file) as source, _partner(file, options.pop("with_file"), options["on"]) as partner:
        request = ImportRequest(
            noun.name, source, title_of(file), mapping,
            rejects=Path(rejects) if rejects else None,
            rejects_over_source=bool(rejects) and is_same(file, rejects),
            dry_run=dry_run,
            words=words,
            profile=saved or "",
            keep_status=texts(states.get("keep_status")),
            **partner,
            **deals,
            **options,
        )  # fmt: skip
        if invocation.interactive and not yes and not dry_run:
            return _import_asking(invocation, request)
        return _once(invocation, request)


@contextmanager
def _partner(file: str, other: str, on: str) -> Iterator[dict[str, Any]]:
    """The second file, where there is one. BadValue."""
    if bool(other) != bool(on.strip("= ")):
        raise BadValue("--with FILE and --on COLUMN belong together: type the column that both files have")
    if not other:
        yield {}
        return
    if file == other == "-":
        raise BadValue("standard input is one file: name the other one for --with")
    with open_input(other) as partner:
        yield {"partner": partner, "partner_name": title_of(other)}


def _import_asking(invocation: Invocation, request: "ImportRequest") -> Change:
    """The import of a person on a terminal, who is asked first whether rows are records that were made by hand."""
    from amcli.records.services.offer import NEW, SAME, SameAsked

    try:
        return _import_planned(invocation, request)
    except SameAsked as asked:
        same = answered_yes(invocation, asked.question)
    return _import_planned(invocation, replace(request, won_sales=SAME if same else NEW))


def _import_planned(invocation: Invocation, request: "ImportRequest") -> Change:
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
        if show:
            invocation.err.write(CLEAR if invocation.err.isatty() else "")
            for line in plan.lines():
                invocation.say(line)
        said.update(plan.reading.notes if plan.reading else ())
        if hear:
            hear(plan)

    said: set[str] = set()
    request.source.seek(0)
    rows = max(count_lines(request.source) - 1, 0) if invocation.err.isatty() else None  # all lines but the header
    with progress(invocation.err, rows, "rows") as tell:
        change = import_table(invocation.env, request, progress=tell, approve=approve)
    return change._replace(notes=tuple(note for note in change.notes if note not in said))  # the plan has them


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


def _words(typed: list[str] | None) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for word in typed or ():
        field, colon, rest = word.partition(":")
        theirs, joint, ours = rest.rpartition("=")
        if not (colon and joint and field.strip() and ours.strip()):
            raise BadValue(f"--word {word!r} is not FIELD:THEIRS=OURS, such as --word priority:1=high")
        found[field.strip().lower(), theirs.strip()] = ours.strip().lower()
    return found


def _stages(typed: list[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in typed or ():
        theirs, joint, ours = pair.rpartition("=")
        if not (joint and theirs.strip() and ours.strip()):
            raise BadValue(f"--stage {quote(pair)} is not THEIRS=OURS, such as --stage 'Needs Analysis=qualified'")
        found[theirs.strip()] = ours.strip().lower()
    return found


def _kept(invocation: Invocation, name: str) -> Mapping[str, str]:
    if not name:
        return {}
    profiles = invocation.env.config.profiles
    if name not in profiles:
        known = f"there are {', '.join(profiles)}" if profiles else "--save-profile NAME keeps one"
        raise BadValue(f"there is no import profile {name!r}: {known}", nearest(name, profiles))
    return profiles[name]


def _look_ahead(invocation: Invocation, rejects: str, profile: str | None, mapping: Mapping[str, str]) -> None:
    """Say before anything goes in what could not be written after it."""
    if profile is not None and not profile.replace("-", "").replace("_", "").isalnum():
        raise BadValue(f"{quote(profile)} is no name for a profile: use letters, digits, - and _")
    if profile and not mapping:
        raise BadValue(f"--save-profile {profile} has nothing to keep: name columns with --map FIELD=COLUMN")
    if rejects:
        invocation.refuse_own(rejects)
