"""Amounts that are in two columns: debit and credit, or an amount and the part of it that was paid back.

The whole kind: one of the two alone is a wrong figure, and which way round they count is not in the file, so the import
stops with a question that names both.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from amcli.base.errors import BadValue
from amcli.base.fields import Field, Type
from amcli.base.text import quote
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.first_rows import FirstRows
from amcli.tools.importing.services.columns.header import Header, plain_title, plain_titles

_SIDES = (
    "Debit - Credit", "Debits - Credits", "Debit Amount - Credit Amount", "Amount Debit - Amount Credit", "Dr - Cr",
    "Soll - Haben", "Sollbetrag - Habenbetrag", "Betrag Soll - Betrag Haben", "Umsatz Soll - Umsatz Haben",
    "Débit - Crédit", "Debe - Haber", "Cargo - Abono", "Dare - Avere", "Débito - Crédito", "Débito - Haber",
    "Debet - Credit", "Debet - Kredit", "Debet - Kredyt", "Winien - Ma", "Má dáti - Dal", "Tartozik - Követel",
    "Borç - Alacak", "Дебет - Кредит", "借方 - 貸方", "借方金額 - 貸方金額", "借方 - 贷方", "借方金额 - 贷方金额",
    "차변 - 대변", "Money In - Money Out", "Paid In - Paid Out",
)  # fmt: skip
_REFUNDED = """Amount Refunded | Refunded Amount | Refund Amount | Order Refund Amount | Refunded | Refunds | Refund |
    Total Refunded | Total Refund | Refund Total | Order Refund Total | Order Total Refunded | Refunded Total |
    Amount Refunded (converted) | Converted Amount Refunded | Returns Amount | Erstattet | Erstatteter Betrag |
    Erstattungsbetrag | Rückerstattungsbetrag | Rückerstatteter Betrag | Montant remboursé | Remboursé |
    Importe reembolsado | Reembolsado | Importo rimborsato | Valor reembolsado | Terugbetaald bedrag"""


def ledger_answer(field: Field, header: Header) -> str:
    """What to type for an amount of a file with a column of debits and one of credits; empty for other files."""
    if field.type is not Type.MONEY:
        return ""
    for sides in _SIDES:
        places = [_places(header, name) for name in sides.split(" - ")]
        if all(len(each) == 1 for each in places):
            debit, credit = (header.shown(n) for (n,) in places)
            options = [shlex.quote(f"{field.name}={one}-{other}") for one, other in ((debit, credit), (credit, debit))]
            return f"--map {options[0]}, or {options[1]} where it is the other way round"
    return ""


def ask_of_refunds(header: Header, rows: FirstRows, sources: Iterable[ColumnSource]) -> None:
    """BadValue where a part of an amount was paid back by a column that no field is taken from."""
    sources = list(sources)
    used = {column for source in sources for column in source.columns}
    names = plain_titles(_REFUNDED)
    amount = next((each for each in sources if each.field.type is Type.MONEY and each.columns), None)
    for n, plain in enumerate(header.plains):
        if n in used or amount is None or not names & {plain, header.bares[n]}:
            continue
        amounts = [text for text in rows.filled(n) if any(each in "123456789" for each in text)]
        if not amounts:
            continue
        title, sign = header.shown(n), "+" if amounts[0].strip("( ").startswith(("-", "\u2212")) else "-"
        mapped = shlex.quote(f"{amount.field.name}={amount.title}{sign}{title}").replace("'", '"')
        ignored = shlex.quote(title).replace("'", '"')
        what = f"the column {quote(title)} has what was paid back, such as {quote(amounts[0])}"
        raise BadValue(f"{what}: type --map {mapped} to take it off, or --ignore {ignored}")


def _places(header: Header, name: str) -> list[int]:
    plain = plain_title(name)
    return [n for n, each in enumerate(header.plains) if plain and plain in (each, header.bares[n])]
