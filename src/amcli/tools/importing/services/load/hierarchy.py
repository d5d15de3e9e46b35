"""What can only be settled when all rows are known: codes made from names, and rows that are below one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from amcli.base.errors import AmcliError
from amcli.base.fields import Field, Noun, Type
from amcli.base.text import make_code
from amcli.store.staging import Staging
from amcli.tools.importing.services.columns.key_columns import is_key_column
from amcli.tools.importing.services.rows.import_context import ImportContext
from amcli.tools.importing.services.rows.row_reader import CellError


def parent_field(noun: Noun) -> Field | None:
    """The field that names another record of the same noun: an account's parent, whom a contact reports to."""
    return next((field for field in noun.fields if field.type is Type.REF and field.noun == noun.name), None)


def make_codes(staging: Staging, noun: Noun, context: ImportContext) -> None:
    """Give new rows without a code one made from their name; codes that rows bring come first."""
    names = context.names(noun.name)
    for line, _, code, name in staging.waiting("code", "name", where="id IS NULL AND code IS NOT NULL"):
        names.add(-line, code, name, None)
    for line, _, name in staging.waiting("name", where="id IS NULL AND code IS NULL").fetchall():
        code = make_code(name, names.has_code, stem=noun.name)
        names.add(-line, code, name, None)
        staging.set(line, "code", code)


def resolve_parents(
    staging: Staging, noun: Noun, field: Field, title: str, context: ImportContext, *, strict: bool
) -> None:
    """Put the id of the record above, or minus its line where it is a row of this file, into each waiting row.

    A name that nobody has, a circle, and a row below a bad one are bad rows. field: the one that names the parent;
    title: its column in the file. strict: also among rows known again; otherwise such a row says nothing of its parent.
    """
    _let_rows_be_found(staging, noun, context)
    column = field.column
    texts: dict[int, str] = {}
    parents: dict[int, int] = {}  # by line: an id, or minus the line of another row
    bad: dict[int, str] = {}
    blank: list[int] = []
    keyed = is_key_column(title)
    owner = column if noun.coded else "account_id"
    for line, known, text, account in staging.waiting(column, owner, where=f'id IS NOT 0 AND "{column}" IS NOT NULL'):
        texts[line] = text
        try:
            parents[line] = context.record_id(noun.name, text, None if noun.coded else account, keyed=keyed)
            context.accept_row()
        except AmcliError as error:
            if known and not strict:
                blank.append(line)
                continue
            bad[line] = CellError.because(error, title, text).reason
    bad |= dict.fromkeys(_circular(parents), f"would put this {noun.name} above itself")
    bad |= _below(parents, bad)
    for line, reason in bad.items():
        staging.drop(line, title, texts[line], reason)
    for line, record_id in parents.items():
        staging.set(line, column, record_id)
    for line in blank:
        staging.set(line, column, None)


def _let_rows_be_found(staging: Staging, noun: Noun, context: ImportContext) -> None:
    """Rows that are new by minus their line, rows known again by their id: the file may call it by another name."""
    names = context.names(noun.name)
    owner = "code" if noun.coded else "account_id"
    for line, record_id, name, key, external in staging.waiting("name", owner, "external_id", where="id IS NOT 0"):
        code, account = (key, None) if noun.coded else (None, key)
        if name is not None:  # a row that calls a record what it was called before: it is found so anyway
            names.add(record_id or -line, code, name, account, external)


def _circular(parents: Mapping[int, int]) -> list[int]:
    """The lines of rows that are above themselves."""
    settled: set[int] = set()
    circular: list[int] = []
    for start in parents:
        path: dict[int, None] = {}
        line = start
        while line in parents and line not in settled and line not in path:
            path[line] = None
            line = -parents[line]  # a record of the file is no line, and ends the way up
        if line in path:
            steps = list(path)
            circular += steps[steps.index(line) :]
        settled.update(path)
    return circular


def _below(parents: Mapping[int, int], bad: Iterable[int]) -> dict[int, str]:
    """The rows below bad rows, and those below them, with the reason."""
    below: dict[int, list[int]] = {}
    for line, parent in parents.items():
        below.setdefault(-parent, []).append(line)
    reasons: dict[int, str] = {}
    queue = list(bad)  # grows while it is walked: what is below a bad row is bad itself
    known = set(queue)
    for line in queue:
        for lower in below.get(line, ()):
            if lower not in known:
                known.add(lower)
                queue.append(lower)
                reasons[lower] = f"is on line {line}, which is a bad row"
    return reasons
