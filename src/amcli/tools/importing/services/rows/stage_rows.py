"""Every row of a file, read and put to wait: the good ones, the bad ones, those to be left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from amcli.base.errors import BadValue
from amcli.store.staging import Staging
from amcli.tools.importing.services.columns.mapping import ColumnSource
from amcli.tools.importing.services.files.table import Batch, Table
from amcli.tools.importing.services.rows.columnwise import Columnwise
from amcli.tools.importing.services.rows.gathered import Gathered
from amcli.tools.importing.services.rows.import_context import ImportContext
from amcli.tools.importing.services.rows.row_reader import CellError, RowReader, SignQuestion, SkipRow

LONGEST_REASON = 500  # characters kept of a bad value, and of what is said of it


class RowStager:
    """Reads the rows of one file into the staging tables."""

    def __init__(
        self,
        reader: RowReader,
        context: ImportContext,
        staging: Staging,
        sources: Sequence[ColumnSource],
        *,
        keep_cells: bool,
    ) -> None:
        """sources: where the fields come from. keep_cells: keep the original cells for a file of rejected rows."""
        self._reader, self._context, self._staging, self._keep_cells = reader, context, staging, keep_cells
        self._columnwise = Columnwise(reader, context)
        self.gathered = Gathered()
        optional = [source for source in sources if source.field.default and source.field.default != "today"]
        self._optional = [(f"{source.field.column};", reader.step_of[source.field.name]) for source in optional]
        self.optional = [source.field.column for source in optional]  # whose empty cell means the default

    def stage(self, table: Table, progress: Callable[[int], None] | None) -> int:
        """Read all rows and let them wait; how many there were. progress: hears of the rows so far."""
        count = 0
        for batch in table.batches():
            if batch.problems or not self._at_once(batch):
                self._one_by_one(batch)
            count += len(batch.rows)
            if progress:
                progress(count)
        return count

    def _at_once(self, batch: Batch) -> bool:
        columns = self._columnwise(batch.rows) if self._columnwise.possible else None
        if columns is None:
            return False
        if self._optional:
            columns["blank"] = list(map(self._blank, batch.rows))
        if self._keep_cells:
            columns["cells"] = list(map(json.dumps, batch.rows))
        self._staging.add(list(columns), zip(batch.lines, *columns.values(), strict=True))
        return True

    def _one_by_one(self, batch: Batch) -> None:
        good: list[tuple[Any, ...]] = []
        bad: list[tuple[Any, ...]] = []
        out: list[tuple[int, str]] = []
        said: list[tuple[Any, ...]] = []
        read, context = self._reader, self._context
        for place, (line, cells) in enumerate(zip(batch.lines, batch.rows, strict=True)):
            kept = json.dumps(cells) if self._keep_cells else None
            try:
                if problem := batch.problems.get(place, ""):
                    raise CellError("", "", problem)
                good.append((line, *read(cells), self._blank(cells), kept))
            except CellError as error:
                context.discard_row()
                context.questions.hear(line, error)
                self.gathered.hear(line, error)
                bad.append((line, error.title, error.text[:LONGEST_REASON], error.reason[:LONGEST_REASON], kept))
            except SignQuestion as asked:
                raise BadValue(f"line {line}: {asked.message}") from asked
            except SkipRow as skipped:
                context.discard_row()
                out.append((line, str(skipped)[:LONGEST_REASON]))
            else:
                if context.unsettled:
                    said += [(line, *remark) for remark in context.accept_row()]
        self._staging.add((*self._reader.columns, "blank", "cells"), good)
        self._staging.reject(bad)
        self._staging.leave_out(out)
        self._staging.remark(said)

    def _blank(self, cells: Sequence[str]) -> str | None:
        """The columns with a default whose cell is empty: `;kind;`."""
        blank = [name for name, step in self._optional if step.is_blank(step.text(cells))]
        return f";{''.join(blank)}" if blank else None
