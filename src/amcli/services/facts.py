"""What reading a field looks up, answered from the file inside the operation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amcli.domain.fields import Field
from amcli.domain.money import Typed, to_minor
from amcli.domain.period import Fiscal
from amcli.services.values import Row
from amcli.store import currencies
from amcli.store.session import Work


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The facts of one operation on the command line."""

    work: Work

    @property
    def today(self) -> date:
        return self.work.env.today

    @property
    def fiscal(self) -> Fiscal:
        return self.work.env.config.fiscal

    @property
    def currency(self) -> str:
        return self.work.env.config.currency

    def row_of(self, noun: str, text: str, account: int | None) -> int:
        return self.work.find(noun, text, account if noun == "contact" else None).row

    def decimals(self, currency: str) -> int:
        return currencies.decimals(self.work.connection, currency)

    def implied_currency(self, row: Row) -> str | None:
        if (budget := row.get("budget_id")) is not None:
            return str(self.work.value("SELECT currency FROM budget WHERE id = ?", budget))
        found = self.work.value("SELECT currency FROM account WHERE id = ?", row.get("account_id"))
        return None if found is None else str(found)

    def removed(self, field: Field, count: int) -> None:
        characters = "control character" if count == 1 else "control characters"
        self.work.notes.append(f"took {count} {characters} out of the {field.name}")

    def minor(self, value: Typed, currency: str) -> int:
        return to_minor(value.value, self.decimals(currency), currency)
