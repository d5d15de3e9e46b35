"""What reading a field looks up, answered from the file inside the operation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amcli.base.fields import Field, Noun
from amcli.base.money import TypedAmount, to_minor
from amcli.base.time.period import Fiscal
from amcli.records.services.field_values import Row, currency_source
from amcli.store import currencies
from amcli.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class FileContext:
    """The context of one operation on the command line."""

    work: UnitOfWork

    @property
    def today(self) -> date:
        return self.work.env.today

    @property
    def fiscal(self) -> Fiscal:
        return self.work.env.config.fiscal

    @property
    def decimal(self) -> str:
        return self.work.env.config.decimal

    @property
    def currency(self) -> str:
        return self.work.env.config.currency

    def record_id(self, noun: str, text: str, owner: int | None) -> int:
        return self.work.find(noun, text, owner).record_id

    def decimals(self, currency: str) -> int:
        return currencies.decimals(self.work.connection, currency)

    def implied_currency(self, noun: Noun, row: Row) -> str | None:
        source = currency_source(noun)
        if source is None:
            return None
        currency = self.work.scalar(f"SELECT currency FROM {source.noun} WHERE id = ?", row.get(source.column))
        return None if currency is None else str(currency)

    def removed(self, field: Field, count: int) -> None:
        characters = "control character" if count == 1 else "control characters"
        self.work.notes.append(f"took {count} {characters} out of the {field.name}")

    def minor(self, value: TypedAmount, currency: str) -> int:
        return to_minor(value.value, self.decimals(currency), currency, value.number)
