"""The page that a director reads in one minute: where it stands, what changed, what is at risk, what is asked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from amcli.base.results import Column, Kind, Record
from amcli.features.status.reports.changes import changed, changes
from amcli.features.status.reports.coming import deadlines, next_steps
from amcli.features.status.reports.decisions import decisions, wanted
from amcli.features.status.reports.facts import COLLEAGUE, Asked, Facts
from amcli.features.status.reports.key_accounts import key_accounts
from amcli.features.status.reports.pieces import hidden, told_day
from amcli.features.status.reports.risks import at_risk, risks
from amcli.features.status.reports.standing import SALES, accounts, months, pipeline, sales
from amcli.features.status.reports.summary import summary
from amcli.features.status.reports.unknown import unknown
from amcli.records.reports.deliveries import STATUS
from amcli.store.reader import Reader

HEAD = (
    hidden("as_of", Kind.DATE),
    hidden("period"),
    hidden("start", Kind.DATE),
    hidden("end", Kind.DATE),
    hidden("since", Kind.DATE),
    hidden("delivered", Kind.DATE),
    hidden("last_operation", Kind.INT),
    hidden("currency"),
    Column("keeper", header="of"),
)


def status(reader: Reader, asked: Asked) -> Record:
    """The portfolio as of a day. Figures are those of the reports, by the same functions."""
    facts = Facts(reader, asked)
    decided, news, dangers = decisions(facts), changed(facts), at_risk(facts)
    return Record(
        STATUS,
        HEAD,
        tuple(_head(facts)[column.key] for column in HEAD),
        (
            summary(facts, news, dangers, decided), sales(facts), pipeline(facts), accounts(facts), months(facts),
            changes(facts, news), key_accounts(facts), risks(facts, dangers), wanted(facts, decided),
            next_steps(facts), deadlines(facts),
            unknown(facts),
        ),
        "as_of",
        title=f"Status {facts.period.name}, {told_day(facts.day)}",
        lists="`amcli report sales` and other reports",
        page=True,
    )  # fmt: skip


def sold_of(made: Record) -> tuple[Decimal | None, str | None]:
    """What a page says was sold, and in which currency; neither where it does not say."""
    (part,) = (each for each in made.sections if each.noun == SALES)
    found = next(iter(part.by_key()), None)
    return (found["actual"], found["currency"]) if found and found["actual"] is not None else (None, None)


def _head(facts: Facts) -> dict[str, Any]:
    period, since = facts.period, facts.since
    me = facts.reader.keeper(COLLEAGUE)
    found = facts.reader.rows(f"SELECT name FROM {COLLEAGUE} WHERE id = ?", (me,)).fetchone() if me else None
    return {
        "as_of": facts.day, "period": period.name, "start": period.start, "end": period.last_day,
        "since": since.day, "delivered": since.delivered.day if since.delivered else None,
        "last_operation": since.delivered.last_operation if since.delivered else None,
        "currency": facts.headline.currency if facts.headline else None,
        "keeper": found[0] if found else None,
    }  # fmt: skip
