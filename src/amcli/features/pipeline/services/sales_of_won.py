"""The sales of the opportunities of an import that were won: each made once, on the day on which it was won."""

from __future__ import annotations

from amcli.base.stages import WON
from amcli.base.text import number_of
from amcli.records.services.taken_in import Followed
from amcli.store.bulk_update import change_all
from amcli.store.session import UnitOfWork
from amcli.store.staging import last_id

# Those of the file, new or known again, that were won and are not booked yet.
_UNBOOKED = f"""o.stage = '{WON}' AND (o.id BETWEEN ? AND ? OR o.id IN (SELECT id FROM staged WHERE id > 0))
    AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.opportunity_id = o.id)"""
_SAME_REF = "t.account_id = o.account_id AND t.kind = 'sale' AND t.ref = o.external_id AND t.opportunity_id IS NULL"
_BOOK = f"""INSERT INTO sale (account_id, amount_minor, currency, product_id, date, kind, opportunity_id)
    SELECT o.account_id, o.amount_minor, o.currency, o.product_id, o.closed, 'sale', o.id
    FROM opportunity o WHERE o.amount_minor > 0 AND {_UNBOOKED} ORDER BY o.id"""


def sell_won(work: UnitOfWork, made: tuple[int, int] | None) -> Followed:
    """Book what was won, and join what is booked already under the other system's id; what is to be said of it.

    made: the ids of the opportunities that are new. A sale has no ref, so that the line of the books which is the same
    one is offered as it, and gives it its own.
    """
    first, last = made or (0, 0)
    connection = work.connection
    execute = connection.execute
    execute(f"CREATE TEMP TABLE unbooked AS SELECT o.* FROM opportunity o WHERE {_UNBOOKED}", (first, last))
    where = f"t.id IN (SELECT t.id FROM sale t JOIN temp.unbooked o ON {_SAME_REF})"
    joined = change_all(connection, "sale", "opportunity_id = o.id", where, source="temp.unbooked o", joined=_SAME_REF)
    work.bulk_images = work.bulk_images or bool(joined)
    before = last_id(connection, "sale")
    sold = execute(_BOOK, (first, last)).rowcount
    if sold:
        work.ranges.append(("sale", before + 1, before + sold))
    notes = [f"{joined:,} won were sold already, by their ref"] if joined else []
    if not (sold or joined):
        notes.append("booked 0 sales of what was won")
    unpriced = (
        "SELECT count(*) FROM unbooked WHERE id NOT IN (SELECT opportunity_id FROM sale WHERE opportunity_id > 0)"
    )
    if count := execute(unpriced).fetchone()[0]:
        notes.append(f"{count:,} won without an amount made no sale")
    return Followed(f"booked {number_of(sold, 'sale')}" if sold else "", notes)
