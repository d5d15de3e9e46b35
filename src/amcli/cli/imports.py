"""`amcli import`: records from a CSV file, a calendar or an address book."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from amcli.cli import complete
from amcli.cli.options import DRY, takes
from amcli.cli.run import Run, texts
from amcli.domain.errors import BadValue
from amcli.domain.nouns import NOUNS
from amcli.domain.results import Change
from amcli.domain.text import nearest

app = typer.Typer(rich_markup_mode=None, add_completion=False)
ENTRIES = {"ics": "ics", "calendar": "ics", "vcard": "vcard", "vcf": "vcard"}
KINDS = [*(noun.view for noun in NOUNS.values()), "ics", "vcard"]


Whose = Annotated[
    str,
    typer.Option(
        "--account", metavar="ACCOUNT", help="ics, vcard: whose all of them are.",
        autocompletion=complete.records("account"),
    ),
]  # fmt: skip
As = Annotated[
    str,
    typer.Option(
        "--as", metavar="deadlines|interactions", help="ics: what its events become.",
        autocompletion=complete.words(["deadlines", "interactions"]),
    ),
]  # fmt: skip


@app.command("import")
@takes(DRY)
def import_(
    ctx: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=", ".join(KINDS) + ".", autocompletion=complete.words(KINDS))
    ],
    file: Annotated[str, typer.Argument(metavar="FILE", help="A CSV file, or of its own kind; - is standard input.")],
    dry_run: bool,
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
    """Take records in from a CSV file with a header, a calendar (ics) or an address book (vcard).

    A file taken in twice adds nothing. An event that changed since changes its deadline.

    Example: amcli import sales invoices.csv --map date=Invoiced --map ref=Invoice+Line --create-missing
    """
    from amcli.services import imports

    run: Run = ctx.obj
    if entries := ENTRIES.get(kind.strip().lower()):
        _refuse(entries, {"--map": pairs, "--save-profile": save_profile, "--profile": profile, "--round": rounding})
        return _entries(run, entries, file, account, as_, create_missing, dry_run, Path(rejects) if rejects else None)
    _refuse(kind, {"--account": account, "--as": as_})
    mapping = {**_kept(run, profile), **_pairs(pairs)}
    with _opened(file) as source, _counter(run) as progress:
        change = imports.run(
            run.env, kind, source, source_name="standard input" if file == "-" else Path(file).name, mapping=mapping,
            create_missing=create_missing, dry_run=dry_run, rejects=Path(rejects) if rejects else None,
            rounding=rounding, progress=progress,
        )  # fmt: skip
    if save_profile and not dry_run:
        _keep(run, save_profile, mapping)
    return change


def _entries(
    run: Run, kind: str, file: str, account: str, as_: str, create_missing: bool, dry_run: bool, rejects: Path | None
) -> Change:
    """A calendar or an address book."""
    common: dict[str, Any] = {
        "source_name": "standard input" if file == "-" else Path(file).name,
        "account": account, "dry_run": dry_run, "rejects": rejects,
    }  # fmt: skip
    _refuse(kind, {"--create-missing": create_missing} if kind == "ics" else {"--as": as_})
    with _opened(file) as source:
        if kind == "ics":
            from amcli.services import calendars

            return calendars.run(run.env, source, as_=as_, **common)
        from amcli.services.importing import vcard

        return vcard.run(run.env, source, create_missing=create_missing, **common)


def _refuse(kind: str, options: Mapping[str, object]) -> None:
    """An option that means nothing for a kind is an error, never ignored."""
    for option, value in options.items():
        if value:
            raise BadValue(f"{option} is not for import {kind}: leave it out")


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


def _keep(run: Run, name: str, mapping: Mapping[str, str]) -> None:
    from amcli.store.config import config_path, save

    if not name.replace("-", "").replace("_", "").isalnum():
        raise BadValue(f"{name!r} is no name for a profile: use letters, digits, - and _")
    save(config_path(run.env.environ), f"profiles.{name}", dict(mapping))


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 (closed below; only opening it may fail in this way)
    except OSError as error:
        raise BadValue(f"cannot read {name}: {error.strerror or error}") from error
    with stream:
        yield stream


@contextmanager
def _counter(run: Run) -> Iterator[Callable[[int], None] | None]:
    """Rows so far, on one line of a terminal; nothing elsewhere."""
    if not run.err.isatty():
        yield None
        return
    last: dict[str, Any] = {"rows": 0}

    def progress(rows: int) -> None:
        last["rows"] = rows
        run.err.write(f"\r{rows:,} rows")
        run.err.flush()

    try:
        yield progress
    finally:
        if last["rows"]:
            run.err.write("\r\x1b[K")
