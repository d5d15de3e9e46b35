"""The sales of the opportunities of an import that were won: each made once, on the day on which it was won.

A sale that is here already is joined rather than made again: without a question where its ref is the other system's id
of the opportunity, else where the user says that one of the same account, day, amount and currency is the same.
"""

from __future__ import annotations

from amcli.base.money import from_minor
from amcli.base.stages import WON
from amcli.base.text import number_of
from amcli.records.services.offer import SAME, SameAsked, first_of
from amcli.records.services.taken_in import Follows
from amcli.store import currencies
from amcli.store.bulk_update import change_all
from amcli.store.session import UnitOfWork
from amcli.store.staging import last_id

_SHOWN = 3  # sales that a sentence names
_COLUMNS = ("account_id", "amount_minor", "currency", "product_id", "closed", "external_id")
_IS_UNBOOKED = f"""o.stage = '{WON}' AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.opportunity_id = o.id)"""
# What will be won and not booked: the new rows, and what is known again as it will be.
_WILL_BE = f"""CREATE TEMP TABLE unbooked AS
    SELECT -line AS id, {", ".join(_COLUMNS)} FROM staged WHERE id IS NULL AND stage = '{WON}'
    UNION ALL SELECT id, {", ".join(_COLUMNS)} FROM (
        SELECT t.id, {{columns}} FROM staged s JOIN opportunity t ON t.id = s.id
    ) o WHERE {_IS_UNBOOKED}"""
# Those of the file, new or known again, when they are written.
_IS_NOW = f"""CREATE TEMP TABLE unbooked AS SELECT id, {", ".join(_COLUMNS)} FROM opportunity o
    WHERE (id BETWEEN ? AND ? OR id IN (SELECT id FROM staged WHERE id > 0)) AND {_IS_UNBOOKED}"""
_FREE = "t.kind = 'sale' AND t.opportunity_id IS NULL"
_SAME_REF = f"t.account_id = o.account_id AND t.ref = o.external_id AND {_FREE}"
_BY_REF = f"SELECT o.id, t.id AS sale_id FROM unbooked o JOIN sale t ON {_SAME_REF}"
_DAY = "account_id, {}, amount_minor, currency"
_NUMBER = "row_number() OVER (PARTITION BY {} ORDER BY {}) AS number"
# The first of two equal ones is the first of such sales, and so on.
_BY_DAY = f"""WITH o AS (SELECT id, account_id, closed AS date, amount_minor, currency,
        {_NUMBER.format(_DAY.format("closed"), "abs(id)")} FROM unbooked
        WHERE amount_minor > 0 AND id NOT IN (SELECT id FROM joined)),
    t AS (SELECT t.id AS sale_id, {_DAY.format("date")}, {_NUMBER.format(_DAY.format("date"), "t.id")} FROM sale t
        WHERE {_FREE} AND id NOT IN (SELECT sale_id FROM joined)
        AND ({_DAY.format("date")}) IN (SELECT {_DAY.format("date")} FROM o))
    SELECT o.id, t.sale_id FROM o JOIN t USING ({_DAY.format("date")}, number) ORDER BY abs(o.id)"""
_BOOK = """INSERT INTO sale (account_id, amount_minor, currency, product_id, date, kind, opportunity_id)
    SELECT account_id, amount_minor, currency, product_id, closed, 'sale', id FROM unbooked
    WHERE amount_minor > 0 AND id NOT IN (SELECT id FROM joined) ORDER BY id"""
_CHANGED = f"""SELECT s.id, max(d."column" = 'stage'), w.amount_minor, w.currency FROM difference d
    JOIN staged w USING (line) JOIN sale s ON s.opportunity_id = d.id
    WHERE (d."column" = 'stage' AND w.stage <> '{WON}')
        OR (d."column" IN ('amount_minor', 'currency')
            AND (s.amount_minor, s.currency) IS NOT (w.amount_minor, w.currency))
    GROUP BY s.id ORDER BY s.id"""


def foresee_sales(work: UnitOfWork, *, updates: bool, answer: str) -> Follows:
    """What `sell_won` is going to book and to join. SameAsked where sales may be those and nobody said so."""
    execute = work.connection.execute
    after = [f"coalesce(s.{name}, t.{name}) AS {name}" if updates else f"t.{name}" for name in ("stage", *_COLUMNS)]
    execute(_WILL_BE.format(columns=", ".join(after)))
    joined = _join(work, answer)
    if not answer and (pairs := execute(_BY_DAY).fetchall()):
        named = [f"{f'line {-deal}' if deal < 0 else f'OP{deal}'}: S{sale}" for deal, sale in pairs]
        raise SameAsked(f"{number_of(len(pairs), 'won deal')} may be sold here already ({first_of(named)})")
    count = "SELECT count(*) FROM unbooked WHERE id NOT IN (SELECT id FROM joined) AND"
    booked, unpriced = (work.scalar(f"{count} {what}") for what in ("amount_minor > 0", "amount_minor IS NULL"))
    execute("DROP TABLE unbooked")
    execute("DROP TABLE joined")
    return Follows(booked, joined, (f"{unpriced:,} won without an amount made no sale",) if unpriced else ())


def sell_won(work: UnitOfWork, made: tuple[int, int] | None, answer: str) -> None:
    """Book what was won, and join what is booked already.

    made: the ids of the opportunities that are new. A sale has no ref, so that the line of the books which is the same
    one is offered as it, and gives it its own.
    """
    connection = work.connection
    connection.execute(_IS_NOW, made or (0, 0))
    if _join(work, answer):
        where = "t.id IN (SELECT sale_id FROM joined)"
        change_all(connection, "sale", "opportunity_id = o.id", where, source="joined o", joined="t.id = o.sale_id")
        work.bulk_images = True
    before = last_id(connection, "sale")
    sold = connection.execute(_BOOK).rowcount
    if sold:
        work.ranges.append(("sale", before + 1, before + sold))


def _join(work: UnitOfWork, answer: str) -> int:
    """Find the sales that are here of what is in `unbooked`, each once: they go to `joined`. How many there are."""
    execute = work.connection.execute
    execute(f"CREATE TEMP TABLE joined AS SELECT id, min(sale_id) AS sale_id FROM ({_BY_REF}) GROUP BY id")
    if answer == SAME:
        execute(f"INSERT INTO joined {_BY_DAY}")
    return int(work.scalar("SELECT count(*) FROM joined"))


def said_of_sales(work: UnitOfWork) -> list[str]:
    """The sales of opportunities that the file has otherwise now: nobody changes a sale by the way."""
    changed = work.connection.execute(_CHANGED).fetchall()
    ended = [f"S{sale}" for sale, not_won, *_ in changed if not_won]
    edits = []
    for sale, not_won, minor, currency in changed:
        if not not_won and minor is not None:
            amount = from_minor(minor, currencies.decimals(work.connection, currency))
            edits.append(f"`amcli sale edit S{sale} --amount '{amount} {currency}'`")
    notes = []
    if ended:
        more = f" and {len(ended) - _SHOWN:,} more" if len(ended) > _SHOWN else ""
        what = "1 sale stays, whose opportunity is" if len(ended) == 1 else f"{len(ended):,} sales stay, of what is"
        out = "takes it out" if len(ended) == 1 else "takes them out"
        notes.append(f"{what} won no more: `amcli sale remove {' '.join(ended[:_SHOWN])}`{more} {out}")
    if edits:
        more = f" and {len(edits) - _SHOWN:,} more" if len(edits) > _SHOWN else ""
        what = "1 sale stays as it is" if len(edits) == 1 else f"{len(edits):,} sales stay as they are"
        notes.append(f"{what}, although the amount that was won is another: {', '.join(edits[:_SHOWN])}{more}")
    return notes
