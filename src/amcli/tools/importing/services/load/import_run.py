"""One import inside its operation: rows are read, compared with the portfolio, and made into records or changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from amcli.base.errors import Refused
from amcli.base.fields import Field, Noun, Type
from amcli.base.registry import NOUNS, load
from amcli.base.text import number_of, with_and
from amcli.records.services import changes as records
from amcli.records.services.descriptions import describe
from amcli.records.services.taken_in import NOTHING_FOLLOWS, TakenIn
from amcli.store.bulk_update import BulkUpdate
from amcli.store.session import UnitOfWork
from amcli.store.staging import Staging, insert
from amcli.tools.importing.services.columns.formats import FileFormats
from amcli.tools.importing.services.columns.mapping import ColumnSource, gathers
from amcli.tools.importing.services.files.table import Table
from amcli.tools.importing.services.load import hierarchy, plan
from amcli.tools.importing.services.load.absent import AbsentRecords
from amcli.tools.importing.services.load.offered import OfferedRows
from amcli.tools.importing.services.load.plan import Plan
from amcli.tools.importing.services.load.reading import some
from amcli.tools.importing.services.load.rejects import RejectedRow
from amcli.tools.importing.services.request import ImportRequest
from amcli.tools.importing.services.rows.deal_steps import stages_of
from amcli.tools.importing.services.rows.gathered import alike
from amcli.tools.importing.services.rows.import_context import CREATED, ImportContext, Made
from amcli.tools.importing.services.rows.row_reader import RowReader
from amcli.tools.importing.services.rows.stage_rows import RowStager
from amcli.tools.importing.services.rows.vocabulary import NOTHING, Told


class ImportRun:
    """The stages of an import, in this order: read_rows, match_existing, plan, load."""

    def __init__(
        self,
        work: UnitOfWork,
        noun: Noun,
        sources: Sequence[ColumnSource],
        formats: FileFormats,
        request: ImportRequest,
        *,
        keep_cells: bool,
        told: Told = NOTHING,
        by_id: bool = False,
    ) -> None:
        """sources, formats: where the fields are in the file, and how it writes them. keep_cells: of bad rows too.

        told: what is known of its words. by_id: whether it is amcli's own export, in which its ids mean records.
        """
        self._work, self._noun, self._update = work, noun, request.update
        self._titles = {source.field.name: source.title for source in sources}
        self._kind_title = self._titles.get(noun.signs, "")
        self._sign_told = "amount" in request.mapping
        self.context = ImportContext(
            work, create_missing=request.create_missing, rounding=request.rounding, told=told, by_id=by_id,
            whose=request.account, probability=request.probability,
        )  # fmt: skip
        self.context.whose_used = any(source.field == noun.owner and not source.columns for source in sources)
        self._taken_in: TakenIn | None = load(noun.taken_in) if noun.taken_in else None
        self._sells, self._answer, self._said = request.sale, request.won_sales, list[str]()
        self._follows = NOTHING_FOLLOWS
        self._reader = RowReader(noun, sources, self.context, formats=formats, won=request.won)
        self.staging = Staging(work.connection, noun, self._reader.columns, self._reader.empty)
        self._stager = RowStager(self._reader, self.context, self.staging, sources, keep_cells=keep_cells)
        self._offered = OfferedRows(work.connection, noun, request.won_sales)
        self._absent = AbsentRecords(work.connection, noun, request.missing, work.env.today)
        self._changes = BulkUpdate(work.connection, noun, self.staging, self._given(), self._stager.optional,
            self._taken_in.cleared if self._taken_in else (),
        )  # fmt: skip

    def read_rows(self, table: Table, progress: Callable[[int], None] | None) -> None:
        """Read the file into the staging tables, bad rows aside. progress: hears of the rows so far.

        BadValue where the file leaves a question open.
        """
        self._stager.stage(table, progress)
        self.context.questions.ask()
        amount = self._titles.get("amount", "")
        if self._noun.signs and not (self._sign_told and not self._kind_title):
            self.context.signs.ask(self._noun, amount, self._kind_title)

    def match_existing(self) -> None:
        """Find repetitions, contradictions and what the portfolio has already; then codes and parents.

        The order matters: a row that repeats another must not be looked for among the records, a code is made for what
        is new alone, and a parent may be a row that has only just got its code. Raises SameAsked where rows may be
        records that somebody made by hand.
        """
        noun, staging = self._noun, self.staging
        if self._taken_in:
            self._said += self._taken_in.complete(self._work, self._name_of_record)
        for key in staging.unique_keys():
            fields = list(dict.fromkeys(_field_of(noun, column) for column in key))
            shown = next(field for field in reversed(fields) if field.type.telling)
            title, words = self._titles.get(shown.name, ""), with_and([field.name for field in fields])
            staging.compare(key, title, shown.columns[0], words)
        staging.recognise(numbered=self._taken_in is None or not self._taken_in.keyless)
        self._offered.know()
        if noun.coded:
            hierarchy.make_codes(staging, noun, self.context)
        parent = hierarchy.parent_field(noun)
        if parent and parent.name in self._titles:
            title = self._titles[parent.name]
            hierarchy.resolve_parents(staging, noun, parent, title, self.context, strict=self._update)
        if self._taken_in:
            self._said += self._taken_in.settle(self._work)
        self._changes.compare()
        if self._update:
            self._changes.refuse(dict(self._column_titles()))
        self._refuse_unfit()
        self._offered.take()
        self._absent.find(self.staging.columns)
        if self._taken_in:
            self._follows = self._taken_in.foresee(
                self._work, updates=self._update, sells=self._sells, answer=self._answer
            )
            self._said += self._follows.notes

    def _refuse_unfit(self) -> None:
        """Put aside the rows that break a rule of several records, as their noun sees it."""
        found = list(self._taken_in.unfit(self._work, updates=self._update)) if self._taken_in else []
        for line, why in found:
            self.staging.drop(line, "", None, why)
        if found:
            self._changes.forget_dropped()

    def plan(self, name: str) -> Plan:
        """What `load` is going to do. name: of the file."""
        count, differing = self.staging.count, self._changes.count()
        completed = self._offered.count(updates=self._update)
        update = differing if self._update else 0
        return Plan(
            self._noun,
            name,
            create=count("new"),
            update=update,
            unchanged=count("known") - update - completed,
            differing=differing - update,
            left_out=count("left out"),
            reject=count("rejected"),
            columns=tuple((self._name_of(column), rows) for column, rows in self._changes.columns()),
            changes=tuple(self._first_changes()) if self._update else (),
            reasons=tuple(self.staging.reasons()),
            archive=self._absent.to_archive,
            completed=completed,
            booked=self._follows.booked,
            joined=self._follows.joined,
            beside=self._follows.beside,
            repeated=self.staging.repeated,
        )

    def said(self) -> list[str]:
        """What is to be said of the rows as a whole, as their noun sees them."""
        return [*self._said, *self._said_of_owner()]

    def gathered(self) -> tuple[list[str], int]:
        """What is said of bad rows many at once, and of how many. Of deals that is all of them."""
        gathered = self._stager.gathered
        stages = stages_of(self._work.env) if gathered.lines else ()
        found, many = gathered.sentences(stages), len(gathered.lines)
        if gathers(self._noun):
            others = [row for row, _ in self.rejected() if row.line not in gathered.lines]
            return [*found, *alike(others)], many + len(others)
        return found, many

    def bad_alone(self, limit: int) -> list[RejectedRow]:
        """The first of the other bad rows."""
        if gathers(self._noun):
            return []
        many = self._stager.gathered.lines
        return list(islice((row for row, _ in self.rejected() if row.line not in many), limit))

    def makes_missing(self) -> list[str]:
        """What --create-missing would make of what bad rows name; what is said of many at once says it already."""
        if gathers(self._noun):
            return []
        return [
            f"--create-missing makes the {number_of(len(texts), name, NOUNS[name].view)} that there "
            f"{'is' if len(texts) == 1 else 'are'} not: {some(texts, len(texts))}"
            for name, texts in self.context.unknown.items()
        ]

    def _said_of_owner(self) -> Iterator[str]:
        whose = self.context.whose
        count = sum(count for _, count in self.staging.remarks("whose"))
        if count and self._noun.owner:
            rows = "1 row that names" if count == 1 else f"{count:,} rows that name"
            yield f"{rows} no {self._noun.owner.name} {'is' if count == 1 else 'are'} of {whose} (--account)"
        elif whose and not self.context.whose_used:
            yield f"no row has a use for --account {whose}"

    def _name_of_record(self, noun: str, record_id: int) -> str:
        """What a record is called that a row names, also one that is still to be made."""
        return self.context.names(noun).name_of(record_id)

    def makes_account_without_currency(self) -> bool:
        """Whether an account is among what is made whose amounts will be in the configured currency."""
        own = self._noun.name == "account" and self.staging.value(
            "SELECT 1 FROM staged WHERE id IS NULL AND currency IS NULL"
        )
        return bool(own or self.context.made["account"])

    @property
    def leaves_currencies(self) -> bool:
        """Whether there may be amounts that name no currency; of deals that is known."""
        return self.context.some_name_no_currency or not gathers(self._noun)

    def load(self) -> list[str]:
        """Make the records, those that rows named first, note the ids that were given, and make the changes; what is
        to be said of those that lost something.

        Refused where a change breaks a rule of the file, or would put a record above itself.
        """
        connection, ranges = self._work.connection, self._work.ranges
        for noun in CREATED:
            if made := self.context.made[noun]:
                insert(connection, noun, [self._record(NOUNS[noun], record) for record in made])
                ranges.append((noun, made[0].id, made[-1].id))
        parent = hierarchy.parent_field(self._noun)
        made_range = self.staging.load(self._constants(self._noun), parent.column if parent else "")
        if made_range:
            ranges.append((self._noun.name, *made_range))
            for field in self._noun.linked:
                if links := self.staging.link(field):
                    ranges.append((field.link(self._noun.name)[0], *links))
        if self._update:
            self._change(parent)
        if self._offered.complete(updates=self._update):
            self._work.bulk_images = True
        if self._absent.archive():
            self._work.bulk_images = True
        if self._taken_in:
            self._taken_in.follow(self._work, made_range, sells=self._sells, answer=self._answer)
        return self._offered.notes()

    def absent(self) -> list[str]:
        """What is to be said of the records that the file does not have any more."""
        return self._absent.notes(lambda record_id: describe(self._work, self._noun, record_id))

    def _change(self, parent: Field | None) -> None:
        try:
            if self._changes.apply():
                self._work.bulk_images = True
            if self._changes.made:
                self._work.ranges.append(self._changes.made)
        except sqlite3.IntegrityError as error:
            raise Refused(
                f"the changes break a rule of the file ({error}): correct the rows, or leave out --update"
            ) from error
        for field in self._noun.linked:
            for record_id, others in self._changes.linked(field):
                records.link_records(self._work, self._noun, field, record_id, json.loads(others))
        if parent and self._changes.circle(parent.column):
            raise Refused(f"one {self._noun.name} would be above itself: correct the column {parent.name}")

    def rejected(self, limit: int = -1) -> Iterator[tuple[RejectedRow, list[str]]]:
        """The bad rows with their original cells, in the order of the file; all of them, or the first."""
        for line, title, value, reason, cells in self.staging.rejected(limit):
            yield RejectedRow(line, title, None if value is None else str(value), reason), json.loads(cells or "[]")

    def _first_changes(self) -> Iterator[tuple[int, str, str]]:
        for line, record_id, columns in self._changes.rows(plan.SHOWN_CHANGES):
            names = dict.fromkeys(self._name_of(column) for column in columns)
            yield line, describe(self._work, self._noun, record_id), ", ".join(names)

    def _name_of(self, column: str) -> str:
        """What a person calls a column."""
        return _field_of(self._noun, column).name

    def _given(self) -> list[str]:
        """The columns that the file speaks of."""
        return [column for column, _ in self._column_titles(currency=True)]

    def _column_titles(self, *, currency: bool = False) -> Iterator[tuple[str, str]]:
        """Columns and their titles in the file; with `currency` also that of its amounts."""
        for field in self._noun.fields:
            if field.name in self._titles:
                for column in field.columns:
                    yield column, self._titles[field.name]
        money = any(field.type is Type.MONEY and field.name in self._titles for field in self._noun.fields)
        if self._taken_in and "stage" in self._titles:
            yield from ((column, "") for column in self._taken_in.with_stage if column not in self._titles)
        if currency and money and "currency" not in self._titles and "currency" in self._reader.columns:
            yield "currency", ""

    def _constants(self, noun: Noun) -> dict[str, Any]:
        return {noun.made: self._work.env.today.isoformat()} if noun.made else {}

    def _record(self, noun: Noun, made: Made) -> dict[str, Any]:
        named = {"code": made.code} if noun.coded else {}
        owned = {noun.owner.column: made.account} if noun.owner else {}
        return {"id": made.id, "name": made.name, **named, **owned, **self._constants(noun)}


def _field_of(noun: Noun, column: str) -> Field:
    """The field that fills a column."""
    return next(field for field in noun.fields if column in field.columns)
