"""Calendars and address books, as `amcli import ics` and `amcli import vcard` take them in."""

from pathlib import Path
from typing import Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Change
from amcli.records.cli import completion as complete
from amcli.shell.completion import words
from amcli.shell.input_file import is_same, opened
from amcli.shell.invocation import Run

ENTRIES = {"ics": "ics", "calendar": "ics", "vcard": "vcard", "vcf": "vcard"}


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
        autocompletion=words(["deadlines", "interactions"]),
    ),
]  # fmt: skip


def _entries(
    run: Run, kind: str, file: str, account: str, as_: str, create_missing: bool, dry_run: bool, rejects: Path | None
) -> Change:
    """A calendar or an address book."""
    from amcli.tools.importing.cli import _refuse, _title

    common: dict[str, Any] = {
        "source_name": _title(file),
        "account": account, "dry_run": dry_run, "rejects": rejects,
    }  # fmt: skip
    _refuse(kind, {"--create-missing": create_missing} if kind == "ics" else {"--as": as_})
    if rejects and is_same(file, str(rejects)):
        raise BadValue(f"{rejects} is the file that is imported: name another file for --rejects")
    with opened(file) as source:
        if kind == "ics":
            from amcli.tools.calendars.services import import_ics as calendars

            return calendars.run(run.env, source, as_=as_, **common)
        from amcli.tools.calendars.services import import_vcard as vcard

        return vcard.run(run.env, source, create_missing=create_missing, **common)
