"""Sales that were made by winning an opportunity, and come again in the books of another system."""

from __future__ import annotations

import shlex

from amcli.records.services.field_values import Row
from amcli.records.services.offer import Offer
from amcli.store.session import UnitOfWork

_WON = "opportunity_id IS NOT NULL AND ref IS NULL AND kind = 'sale'"
_SAME = "account_id, date, amount_minor, currency"
# The first of two equal rows is the first of such sales, and so on.
_NUMBER = f"row_number() OVER (PARTITION BY {_SAME} ORDER BY {{}}) AS number"
WON_SALES = Offer(
    there="SELECT 1 FROM sale WHERE opportunity_id IS NOT NULL LIMIT 1",
    # The deal's own id, as a file of deals has it, whatever day and amount the file gives.
    sure="""SELECT w.line, min(s.id) FROM staged w JOIN opportunity o ON o.external_id = w.ref
        AND o.account_id = w.account_id JOIN sale s ON s.opportunity_id = o.id AND s.kind = 'sale'
        WHERE w.id IS NULL AND w.kind = 'sale' GROUP BY w.line ORDER BY w.line""",
    pairs=f"""WITH won AS MATERIALIZED (SELECT id AS won_id, {_SAME}, {_NUMBER.format("id")} FROM sale WHERE {_WON}),
        waiting AS MATERIALIZED (SELECT line, {_SAME}, {_NUMBER.format("line")} FROM staged
            WHERE id IS NULL AND kind = 'sale' AND ({_SAME}) IN (SELECT {_SAME} FROM won))
        SELECT line, won_id FROM waiting JOIN won USING ({_SAME}, number) ORDER BY line""",
    fills=("ref", "product_id", "quantity", "cost_minor"),
    called="among the sales that were won here",
)


def note_won_sale(work: UnitOfWork, row: Row) -> None:
    """Say so where a new sale with a ref has account, day and amount of one that was won: it may be that one again."""
    if not row.get("ref") or row.get("opportunity_id") or row["kind"] != "sale":
        return
    sql = f"SELECT id, opportunity_id FROM sale WHERE {_WON} AND ({_SAME}) = (?, ?, ?, ?) ORDER BY id LIMIT 1"
    there = work.connection.execute(sql, [row[name] for name in _SAME.split(", ")]).fetchone()
    if there:
        work.notes.append(
            f"S{there[0]}, won with OP{there[1]}, has the same day and amount: where it is the same, `amcli undo`, and "
            f"`amcli sale edit S{there[0]} --ref {shlex.quote(row['ref'])}`"
        )
