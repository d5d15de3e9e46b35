"""What accounts sold while they stood in one place, for those that moved: summed by account, stay and piece of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from amcli.features.sales.reports import pieces as cutting
from amcli.features.sales.reports.pieces import Piece
from amcli.features.sales.reports.sums import MONTH, OF_SALES, OF_TOTALS, PAIR, Question, Sum
from amcli.features.sales.rules.window import REST
from amcli.store.reader import Reader, query_text

DAY = len("2026-01-01")  # as much of a day as the sums are known by, of months less


class StayPiece(NamedTuple):
    """A piece of the days of one stay, by its account and its place among that account's stays."""

    account: int
    place: int
    piece: Piece


def sums_of_stays(reader: Reader, question: Question, days: Iterable[date], but: str | None) -> Iterator[Sum]:
    """The sums of the question's stays, under (account, place of the stay), of pairs with the product beside that.

    days: where the pieces are cut too; but: a currency that is left out.
    """
    months, rest = _cut(question, list(days))
    product = "s.product_id" if question.by == PAIR else "NULL"
    for name, found, measures, length in (
        ("stays_by_month", months, OF_TOTALS, MONTH),
        ("stays_by_day", rest, OF_SALES, DAY),
    ):
        texts = {"measures": ", ".join(measures), "product": product}
        for number, sold, currency, first, *measured in _run(reader, name, found, texts, length, but):
            account, place, piece = found[number]
            key = ((account, place), sold) if question.by == PAIR else (account, place)
            recent = sum(use.sign for use in piece.uses if use.place <= REST)
            yield Sum(key, piece.uses, recent, currency, first, measured)


def _cut(question: Question, days: Sequence[date]) -> tuple[list[StayPiece], list[StayPiece]]:
    """The days of the stays as pieces of whole months, and as days beside them. Products have totals by day alone."""
    months: list[StayPiece] = []
    rest: list[StayPiece] = []
    for account, all_stays in question.stays.items():
        for place, stay in enumerate(all_stays):
            pieces = cutting.cut([[stay.within(span) for span in look] for look in question.looks], days)
            whole, parts = ([], pieces) if question.by == PAIR else cutting.by_month(pieces)
            months += [StayPiece(account, place, piece) for piece in whole]
            rest += [StayPiece(account, place, piece) for piece in parts]
    return months, rest


def _run(
    reader: Reader, name: str, found: Sequence[StayPiece], texts: dict[str, str], length: int, but: str | None
) -> Iterable[Sequence[Any]]:
    if not found:
        return ()
    days = [(str(piece.first)[:length], str(piece.beyond)[:length]) for *_, piece in found]
    rows = ",".join(
        f'[{number},{each.account},"{first}","{beyond}"]'
        for number, (each, (first, beyond)) in enumerate(zip(found, days, strict=True))
    )
    sql = query_text(__file__, name)
    for placeholder, text in texts.items():
        sql = sql.replace(f"{{{placeholder}}}", text)
    first, beyond = min(first for first, _ in days), max(beyond for _, beyond in days)
    return reader.rows(sql, {"pieces": f"[{rows}]", "but": but, "first": first, "beyond": beyond}, days)
