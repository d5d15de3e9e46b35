"""When each account or product sold something last."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.sales.reports import pieces as cutting
from amcli.features.sales.reports.pieces import Piece, Use
from amcli.features.sales.reports.sums import of_scope
from amcli.features.sales.rules.window import Span
from amcli.store.reader import Reader, query_text


def last_sales(reader: Reader, by: str, scope: Collection[int] | None, span: Span) -> Iterator[tuple[int | None, date]]:
    """The last day with a sale of each account or product that has one in a span, of some accounts or of all; a credit
    is none. One may come twice: of whole months, and of days beside them.
    """
    sql = query_text(__file__, "last_sales").replace("{key}", f"{by}_id").replace("{scope}", of_scope(scope))
    months, days = cutting.by_month([Piece(*span, (Use(0, 0),))])
    pieces = {"months": cutting.as_months(enumerate(months)), "days": cutting.as_days(enumerate(days))}
    for key, last in reader.rows(sql, {**pieces, "scope": as_json(scope)}):
        yield key, date.fromisoformat(last)
