"""`--rejects FILE` of files of entries: where the bad ones go, to be corrected and taken in again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.shell.input_file import is_same
from amcli.shell.invocation import Invocation

RejectedEntries = Annotated[
    str, typer.Option("--rejects", metavar="FILE", help="Take the good entries; write the bad ones here.")
]


def rejects_path(invocation: Invocation, files: Sequence[str], rejects: str) -> Path | None:
    """Where bad entries go. BadValue where that would be written over what is read, or a file of amcli's own."""
    if not rejects:
        return None
    invocation.refuse_own(rejects)
    if any(is_same(file, rejects) for file in files):
        raise BadValue(f"{rejects} is the file that is imported: name another file for --rejects")
    return Path(rejects)
