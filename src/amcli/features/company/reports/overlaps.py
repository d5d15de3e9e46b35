"""Whose accounts overlap: the clients that several managers have, and those that may be one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from amcli.base.results import Column, Kind, Report
from amcli.base.text import name_key
from amcli.features.company.reports.fetched import CompanyReader
from amcli.features.company.rules import STEP

_COLUMNS = (
    Column("client"),
    Column("name"),
    Column("same"),
    Column("managers", Kind.LIST),
    Column("accounts", Kind.LIST),
    Column("one", Kind.FLAG),
)
KEY, CODE, NAME = "external_id", "code", "name"


class _Account(NamedTuple):
    id: int
    code: str
    name: str
    external_id: str | None


def overlaps(reader: CompanyReader) -> Report:
    """A row for each client of several managers, and by what they are the same; last those whose names alone are, which
    no report puts together.
    """
    sql = "SELECT id, code, name, external_id FROM account WHERE id % ? ORDER BY id"
    accounts = [_Account(*row) for row in reader.rows(sql, (STEP,))]
    rows = [*_shared(reader, accounts), *_alike(reader, accounts)]
    notes = ("those of the same name alone are not put together: an external_id on both says that they are one",)
    return Report(
        "overlaps", _COLUMNS, rows, reference="client", title="Clients of several managers",
        empty="no client has accounts of two managers", notes=notes if any(not row[-1] for row in rows) else (),
        facts={"managers": len(reader.filling.publications)},
    )  # fmt: skip


def _shared(reader: CompanyReader, accounts: Sequence[_Account]) -> Iterator[tuple[object, ...]]:
    ones: dict[int, list[_Account]] = {}
    for each in accounts:
        ones.setdefault(reader.one_of.get(each.id) or each.id, []).append(each)
    for several in ones.values():
        if several[1:]:
            keys = {each.external_id for each in several}
            yield _row(reader, several, KEY if len(keys) == 1 and None not in keys else CODE, one=True)


def _alike(reader: CompanyReader, accounts: Sequence[_Account]) -> Iterator[tuple[object, ...]]:
    named: dict[str, dict[int, _Account]] = {}
    for each in accounts:
        named.setdefault(name_key(each.name), {}).setdefault(reader.one_of.get(each.id) or each.id, each)
    for several in named.values():
        if len({each.id // STEP for each in several.values()}) > 1:
            yield _row(reader, list(several.values()), NAME, one=False)


def _row(reader: CompanyReader, several: Sequence[_Account], same: str, *, one: bool) -> tuple[object, ...]:
    managers = [reader.filling.joined.numbering.manager(each.id) for each in several]
    own = [each.code.removesuffix(f"@{manager}") for each, manager in zip(several, managers, strict=True)]
    accounts = [f"{manager}/{code}" for manager, code in zip(managers, own, strict=True)]
    return several[0].code, several[0].name, same, list(dict.fromkeys(managers)), accounts, one
