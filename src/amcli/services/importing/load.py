"""The way of all rows of one file: read, put to wait, compared with the file, made into records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from amcli.domain.fields import Field, Noun, Type
from amcli.services.importing import tree
from amcli.services.importing.facts import CREATED, ImportFacts
from amcli.services.importing.mapping import Taken
from amcli.services.importing.rejects import RejectedRow
from amcli.services.importing.rows import CellError, RowReader
from amcli.services.importing.source import Table
from amcli.store.bulk import Staging, insert
from amcli.store.session import Work

BATCH = 5_000  # rows in memory at one time
LONGEST_REASON = 500  # characters kept of a bad value, and of what is said of it


class Load:
    """One import inside its operation. Call `read`, then `settle`, then `make`."""

    def __init__(self, work: Work, noun: Noun, taken: Sequence[Taken], facts: ImportFacts, *, keep_cells: bool) -> None:
        self._work, self._noun, self._facts, self._keep_cells = work, noun, facts, keep_cells
        self._titles = {one.field.name: one.title for one in taken}
        self._reader = RowReader(noun, taken, facts)
        self.staging = Staging(work.connection, noun, self._reader.columns)

    def read(self, table: Table, progress: Callable[[int], None] | None) -> int:
        """Read all rows; the good ones wait, the bad ones are put aside. `progress` hears of the rows so far."""
        count = 0
        good: list[tuple[Any, ...]] = []
        bad: list[tuple[Any, ...]] = []
        said: list[tuple[Any, ...]] = []
        read, facts = self._reader, self._facts
        for line, cells, problem in table.rows():
            kept = json.dumps(cells) if self._keep_cells else None
            try:
                if problem:
                    raise CellError("", "", problem)
                good.append((line, *read(cells), kept))
            except CellError as error:
                facts.forget()
                bad.append((line, error.title, error.text[:LONGEST_REASON], error.reason[:LONGEST_REASON], kept))
            else:
                if facts.unsettled:
                    said += [(line, *remark) for remark in facts.keep()]
            count += 1
            if count % BATCH == 0:
                self._flush(good, bad, said)
                if progress:
                    progress(count)
        self._flush(good, bad, said)
        return count

    def _flush(self, good: list[tuple[Any, ...]], bad: list[tuple[Any, ...]], said: list[tuple[Any, ...]]) -> None:
        self.staging.add(good)
        self.staging.reject(bad)
        self.staging.remark(said)
        for rows in (good, bad, said):
            rows.clear()

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
            tree.find_above(staging, noun, above, self._titles[above.name], self._facts)

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
            if self._noun.name == "interaction" and (links := self.staging.link(made_range[0])):
                ranges.append(("interaction_contact", *links))

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
