"""The rows that wait, compared with the portfolio, and made into records or changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from amcli.base.errors import Refused
from amcli.base.fields import Field, Noun, Type
from amcli.records.services import changes as records
from amcli.store.bulk_update import Amendment
from amcli.store.session import UnitOfWork
from amcli.store.staging import Staging, insert
from amcli.tools.importing.services.columns.mapping import Taken
from amcli.tools.importing.services.load import hierarchy as tree
from amcli.tools.importing.services.load import plan
from amcli.tools.importing.services.load.plan import Plan
from amcli.tools.importing.services.load.rejects import RejectedRow
from amcli.tools.importing.services.rows.import_context import CREATED, ImportFacts
from amcli.tools.importing.services.rows.row_reader import RowReader
from amcli.tools.importing.services.rows.stage_rows import Intake


class Load:
    """One import inside its operation. Call `read`, then `settle`, then `make`."""

    def __init__(
        self,
        work: UnitOfWork,
        taken: Sequence[Taken],
        reader: RowReader,
        facts: ImportFacts,
        *,
        keep_cells: bool,
        update: bool,
    ) -> None:
        noun = reader.noun
        self._work, self._noun, self._facts, self._update = work, noun, facts, update
        self._titles = {one.field.name: one.title for one in taken}
        self._reader = reader
        self.staging = Staging(work.connection, noun, reader.columns, reader.empty)
        self._intake = Intake(reader, facts, self.staging, taken, keep_cells=keep_cells)
        self._amendment = Amendment(work.connection, noun, self.staging, self._given(), self._intake.optional)
        self.read = self._intake.read

    def settle(self) -> None:
        """Find repetitions, contradictions and what the file has already; then codes and records above others."""
        noun, staging = self._noun, self.staging
        for key in staging.unique_keys():
            fields = list(dict.fromkeys(_field_of(noun, column) for column in key))
            shown = next(field for field in reversed(fields) if field.type not in (Type.REF, Type.CHOICE))
            column = "start" if shown.type is Type.PERIOD else shown.column
            staging.compare(key, self._titles.get(shown.name, ""), column, _and([field.name for field in fields]))
        staging.recognise()
        if noun.coded:
            tree.make_codes(staging, noun, self._facts)
        above = tree.above_of(noun)
        if above and above.name in self._titles:
            tree.find_above(staging, noun, above, self._titles[above.name], self._facts, strict=self._update)
        self._amendment.compare()
        if self._update:
            self._amendment.refuse(dict(self._column_titles()))

    def plan(self, name: str) -> Plan:
        """What `make` is going to do."""
        count, differing = self.staging.count, self._amendment.count()
        update = differing if self._update else 0
        return Plan(
            self._noun,
            name,
            create=count("new"),
            update=update,
            unchanged=count("known") - update,
            differing=differing - update,
            left_out=count("left out"),
            reject=count("rejected"),
            columns=tuple((self._name(column), count) for column, count in self._amendment.columns()),
            changes=tuple(self._changes()) if self._update else (),
            reasons=tuple(self.staging.reasons()),
        )

    def makes_account_without_currency(self) -> bool:
        """Whether an account is among what is made whose amounts will be in the configured currency."""
        own = self._noun.name == "account" and self.staging.value(
            "SELECT 1 FROM staged WHERE id IS NULL AND currency IS NULL"
        )
        return bool(own or self._facts.made["account"])

    def make(self) -> None:
        """Make the records, those that rows named first, and note the ids that were given."""
        connection, ranges = self._work.connection, self._work.ranges
        for noun in CREATED:
            if made := self._facts.made[noun]:
                insert(connection, noun, [self._record(noun, one) for one in made])
                ranges.append((noun, made[0].id, made[-1].id))
        above = tree.above_of(self._noun)
        made_range = self.staging.load(self._constants(self._noun.name), above.column if above else "")
        if made_range:
            ranges.append((self._noun.name, *made_range))
            for field in records.linked_fields(self._noun):
                if links := self.staging.link(field):
                    ranges.append((field.link(self._noun.name)[0], *links))

        if self._update:
            self._amend(above)

    def _amend(self, above: Field | None) -> None:
        try:
            if self._amendment.apply():
                self._work.bulk_images = True
        except sqlite3.IntegrityError as error:
            raise Refused(
                f"the changes break a rule of the file ({error}): correct the rows, or leave out --update"
            ) from error
        for field in records.linked_fields(self._noun):
            for record_id, others in self._amendment.linked(field):
                records.link_records(self._work, self._noun, field, record_id, json.loads(others))
        if above and self._amendment.circle(above.column):
            raise Refused(f"one {self._noun.name} would be above itself: correct the column {above.name}")

    def _changes(self) -> Iterator[tuple[int, str, str]]:
        for line, number, columns in self._amendment.rows(plan.SHOWN):
            names = dict.fromkeys(self._name(column) for column in columns)
            yield line, records.describe(self._work, self._noun, number), ", ".join(names)

    def _name(self, column: str) -> str:
        """What a person calls a column."""
        return _field_of(self._noun, column).name

    def _given(self) -> list[str]:
        """The columns that the file speaks of."""
        return [column for column, _ in self._column_titles(currency=True)]

    def _column_titles(self, *, currency: bool = False) -> Iterator[tuple[str, str]]:
        """Columns and their titles in the file; with `currency` also that of its amounts."""
        for field in self._noun.fields:
            if field.name in self._titles:
                for column in ("start", "end") if field.type is Type.PERIOD else (field.column,):
                    yield column, self._titles[field.name]
        money = any(field.type is Type.MONEY and field.name in self._titles for field in self._noun.fields)
        if currency and money and "currency" not in self._titles and "currency" in self._reader.columns:
            yield "currency", ""

    def rejected(self, limit: int = -1) -> Iterator[tuple[RejectedRow, list[str]]]:
        """The bad rows with their original cells, in the order of the file."""
        for line, title, value, reason, cells in self.staging.rejected(limit):
            yield RejectedRow(line, title, str(value), reason), json.loads(cells or "[]")

    def _constants(self, noun: str) -> dict[str, Any]:
        return {"created": self._work.env.today.isoformat()} if noun == "account" else {}

    def _record(self, noun: str, made: Any) -> dict[str, Any]:
        if noun == "contact":
            return {"id": made.id, "name": made.name, "account_id": made.account}
        return {"id": made.id, "name": made.name, "code": made.code, **self._constants(noun)}


def _field_of(noun: Noun, column: str) -> Field:
    """The field that fills a column."""
    return next(
        field
        for field in noun.fields
        if field.column == column or (field.type is Type.PERIOD and column in ("start", "end"))
    )


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
