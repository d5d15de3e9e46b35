"""When each account or product sold something last."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.sales.reports import pieces as cutting
from amcli.features.sales.reports.pieces import Piece, Use
from amcli.features.sales.reports.sums import of_scope
from amcli.features.sales.rules.window import Window
from amcli.store.reader import Reader, query_text


def last_sales(
    reader: Reader, by: str, scope: Collection[int] | None, look: Window
) -> Iterator[tuple[int | None, date]]:
    """The last day with a sale of each account or product that has one between the start of the earlier period and
    as-of, of some accounts or of all; a credit is none. One may come twice: of whole months, and of days beside them.
    """
    sql = query_text(__file__, "last_sales").replace("{key}", f"{by}_id").replace("{scope}", of_scope(scope))
    span = Piece(look.earlier.start, look.as_of + timedelta(days=1), (Use(0, 0),))
    months, days = cutting.by_month([span])
    pieces = {"months": cutting.as_months(enumerate(months)), "days": cutting.as_days(enumerate(days))}
    for key, last in reader.rows(sql, {**pieces, "scope": as_json(scope)}):
        yield key, date.fromisoformat(last)
