"""Sales that were made by winning an opportunity, and come again in the books of another system."""

from __future__ import annotations

import shlex

from amcli.base.text import quote
from amcli.records.services.field_values import Row
from amcli.records.services.offer import Offer
from amcli.store.session import UnitOfWork

_WON = "opportunity_id IS NOT NULL AND kind = 'sale'"
_SAME = "account_id, date, amount_minor, currency"
# The first of two equal rows is the first of such sales, and so on; those without a ref go first.
_NUMBER = f"row_number() OVER (PARTITION BY {_SAME} ORDER BY {{}}) AS number"
WON_SALES = Offer(
    there=f"SELECT 1 FROM sale WHERE {_WON} LIMIT 1",
    # The deal's own id, as a file of deals has it, whatever day and amount the file gives.
    sure="""SELECT w.line, min(s.id) FROM staged w JOIN opportunity o ON o.external_id = w.ref
        AND o.account_id = w.account_id JOIN sale s ON s.opportunity_id = o.id AND s.kind = 'sale'
        WHERE w.id IS NULL AND w.kind = 'sale' GROUP BY w.line ORDER BY w.line""",
    pairs=f"""WITH won AS MATERIALIZED (
            SELECT id AS won_id, ref AS was, {_SAME}, {_NUMBER.format("ref IS NOT NULL, id")} FROM sale
            WHERE {_WON} AND id NOT IN (SELECT id FROM staged WHERE id > 0)),
        waiting AS MATERIALIZED (SELECT line, ref, {_SAME}, {_NUMBER.format("line")} FROM staged
            WHERE id IS NULL AND kind = 'sale' AND ({_SAME}) IN (SELECT {_SAME} FROM won))
        SELECT line, won_id, was || ' → ' || waiting.ref FROM waiting JOIN won USING ({_SAME}, number) ORDER BY line""",
    takes=("ref",),
    fills=("product_id", "quantity", "cost_minor"),
    called="among the sales that were won here",
)


def won_twin(work: UnitOfWork, row: Row) -> str:
    """What is to be said of a new sale that has account, day and amount of one that was won, or of one that is won and
    is booked so already, whatever their refs: it may be that one again (Noun.twin).
    """
    won = row.get("opportunity_id")
    if row["kind"] != "sale":
        return ""
    where = f"({_SAME}) = (?, ?, ?, ?) AND kind = 'sale' AND opportunity_id IS {'' if won else 'NOT '}NULL"
    sql = f"SELECT id, opportunity_id, ref FROM sale WHERE {where} ORDER BY ref IS NOT NULL, id LIMIT 1"
    there = work.connection.execute(sql, [row[name] for name in _SAME.split(", ")]).fetchone()
    if not there:
        return ""
    number, opportunity, ref = there
    known = [f"won with OP{opportunity}" if opportunity else "", f"ref {quote(ref)}" if ref else ""]
    called = ", ".join([f"S{number}", *filter(None, known)]) + "," * any(known)
    said = f"{called} has the same day and amount: where it is the same, `amcli undo`"
    if won:
        return f"{said}, and leave out --sale"
    return f"{said}, and `amcli sale edit S{number} --ref {shlex.quote(row['ref'])}`" if row.get("ref") else said
