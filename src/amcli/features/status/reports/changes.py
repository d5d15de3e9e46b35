"""What changed since a day: what records say of their own days, and what the journal says of targets and budgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from amcli.base.field_type import ARROW
from amcli.base.results import Column, Kind, Listing
from amcli.base.stages import ENDS, LOST, UNDECIDED, WON
from amcli.base.text import number_of
from amcli.base.time.workdays import day_of
from amcli.features.contracts.rules.terms import ENDED, ENDED_NOT_RENEWED
from amcli.features.relationships.rules.people import DECIDER
from amcli.features.status.reports.decisions import worth
from amcli.features.status.reports.facts import Facts
from amcli.features.status.reports.journal import BUDGET, COLLEAGUE, CONTACT, CONTRACT, ISSUE, OPPORTUNITY, TARGET
from amcli.features.status.reports.pieces import MOST, hidden, listed, money, told_day

# What happened, in the order in which it is told: what makes the figures others than before, then the rest by weight.
CHANGES = (
    "sold", "corrected", "imported", TARGET, BUDGET, "taken back", "put back", WON, LOST, UNDECIDED, "issue raised",
    "issue closed", "signed", "noticed", "renewed", "ended", "removed", "archived", "owner", "left", "regrouped",
    "moved", "opened",
)  # fmt: skip
_COLUMNS = (
    Column("change", header="what"),
    Column("account"),
    Column("text", header="which"),
    Column("told", header="how"),
    hidden("was"),
    hidden("now"),
    Column("amount", Kind.MONEY, whole=True),
    Column("currency"),
    Column("day", Kind.DATE),
    Column("id", rank=2),
)


_COLLEAGUES_LEFT = f"""SELECT id, code, name, "left" FROM {COLLEAGUE} WHERE "left" >= ? AND "left" < ?
    ORDER BY "left", code"""
_CONTACTS_LEFT = """SELECT id, account_id, name, roles, "left" FROM contact
    WHERE "left" >= ? AND "left" < ? ORDER BY "left", id"""
_OPEN = "SELECT account_id, name, stage, amount_minor, currency FROM opportunity WHERE id = ? AND closed IS NULL"


class Changed(NamedTuple):
    """One change. account: its name, None where it is of the portfolio; was, now: from what to what; id: of the record
    that it is about.
    """

    change: str
    account: str | None
    text: str
    was: str | None = None
    now: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    day: date | None = None
    id: str | None = None


def changed(facts: Facts) -> list[Changed]:
    """All of them: what was sold first, and what became of targets."""
    ways = (
        _sold, _corrected, _imported, _agreed, _turned, _ended, _moved, _late, _issues, _contracts, _gone, _accounts,
        _owners, _left,
    )  # fmt: skip
    found = [each for way in ways for each in way(facts)]
    return sorted(found, key=lambda each: (CHANGES.index(each.change), each.day or date.max))


def changes(facts: Facts, found: Sequence[Changed]) -> Listing:
    """They as a part of the page. Of what is left out the kinds are said."""
    rows = [{**each._asdict(), "told": f" {ARROW} ".join(filter(None, (each.was, each.now))) or None} for each in found]
    left = Counter(each.change for each in found[MOST:])
    kinds = ", ".join(f"{count} {change}" for change, count in left.items())
    return listed("changes", title(facts), _COLUMNS, rows, "Nothing that is looked for.", kinds=kinds)


def title(facts: Facts) -> str:
    """`What changed since 10 Sep 2026`."""
    return f"What changed {since_when(facts)}"


def since_when(facts: Facts) -> str:
    """`since 10 Sep 2026`, and where nobody named the day since when that is."""
    since = facts.since
    if since.delivered:
        other = f" on {since.delivered.period.name}" if since.delivered.period != facts.period else ""
        return f"since the page of {told_day(since.delivered.day)}{other}"
    return since.why or f"since {told_day(since.day)}"


def _name(facts: Facts, account: int) -> str:
    return facts.accounts[account].name


def _ended(facts: Facts) -> Iterator[Changed]:
    """The opportunities that ended, as the report on what was won and lost has them."""
    from amcli.base.time.period import Period
    from amcli.features.pipeline.reports.ended import Question, ended

    journal, beyond = facts.journal, facts.span[1]
    if journal.first >= beyond or not facts.has_opportunities:
        return
    for each in ended(facts.reader, Question(Period(journal.first, beyond, ""), facts.day)):
        if not journal.is_news(OPPORTUNITY, each.id, "closed", each.closed):
            continue
        amount = facts.reader.money(each.minor, each.currency) if each.currency else None
        why = [each.reason, f"to {each.competitor}" if each.outcome == LOST and each.competitor else None]
        said = ", ".join(filter(None, why)) or None
        yield Changed(each.outcome, each.account_name, each.name, None, said, amount, each.currency, each.closed,
                      f"OP{each.id}")  # fmt: skip


def _moved(facts: Facts) -> Iterator[Changed]:
    """The opportunities that came, and those of which stage, amount or close are others than before."""
    first, beyond = facts.span
    days = {"start": first.isoformat(), "beyond": beyond.isoformat()}
    for number, account, name, created, *cells in facts.reader.run_query(__file__, "moved", **days):
        was, (day, *now) = cells[:4], cells[4:]
        if now[0] in ENDS:
            continue
        stage, minor, currency, close = now
        amount = facts.reader.money(minor, currency) if currency else None
        one = Changed("moved", _name(facts, account), name, None, None, amount, currency, date.fromisoformat(day),
                      f"OP{number}")  # fmt: skip
        came = date.fromisoformat(created)
        if first <= came < beyond:
            expected = f", to close {told_day(date.fromisoformat(close))}" if close else ""
            yield one._replace(change="opened", now=f"{stage}{expected}", day=came)
        elif was[0] is not None and was != now:
            yield one._replace(was=_state(facts, was, now), now=_state(facts, now, was))


def _state(facts: Facts, cells: list[str | int | None], other: list[str | int | None]) -> str:
    """What of a state is another than in the other one."""
    stage, minor, currency, close = cells
    said = []
    if stage != other[0]:
        said.append(str(stage))
    if [minor, currency] != other[1:3]:
        amount = facts.reader.money(int(minor), str(currency)) if minor is not None and currency else None
        said.append("no amount" if amount is None else money(amount, str(currency)))
    if close != other[3]:
        said.append(told_day(date.fromisoformat(str(close))) if close else "no day")
    return ", ".join(said)


def _late(facts: Facts) -> Iterator[Changed]:
    """The opportunities that were written down since the page before and came on an earlier day."""
    for (noun, number, column), day in facts.journal.late.items():
        if noun != OPPORTUNITY or column != "created" or day >= facts.since.day:
            continue
        row = facts.reader.rows(_OPEN, (number,)).fetchone()
        if row:
            account, name, stage, minor, currency = row
            amount = facts.reader.money(minor, currency) if currency else None
            yield Changed("opened", _name(facts, account), name, None, stage, amount, currency, day, f"OP{number}")


def _issues(facts: Facts) -> Iterator[Changed]:
    """Those that were raised and those that were closed."""
    for each in facts.issues:
        opened, closed = day_of(each.clock.opened), each.clock.closed and day_of(each.clock.closed)
        one = Changed("issue raised", each.account_name, each.title, None, each.severity, None, None, opened,
                      each.reference)  # fmt: skip
        if facts.journal.is_news(ISSUE, each.id, "opened", opened):
            yield one
        if closed and not each.open and facts.journal.is_news(ISSUE, each.id, "closed", closed):
            yield one._replace(change="issue closed", was=each.severity, now=None, day=closed)


def _contracts(facts: Facts) -> Iterator[Changed]:
    """What was signed, what was noticed and by whom, what went into a new term, what ended."""
    first, beyond = facts.span
    for each in facts.contracts:
        contract, is_news = each.contract, facts.journal.is_news
        one = Changed("signed", contract.account_name, contract.name, id=each.reference)
        if contract.signed and is_news(CONTRACT, contract.id, "signed", contract.signed):
            yield one._replace(now=worth(facts, each), day=contract.signed)
        if contract.noticed and is_news(CONTRACT, contract.id, "noticed", contract.noticed):
            by = f"by {contract.noticed_by}, " if contract.noticed_by else ""
            yield one._replace(change="noticed", now=f"{by}ends {told_day(each.end)}", day=contract.noticed)
        for term in contract.written[1:]:
            if first <= term.days.start < beyond:
                yield one._replace(change="renewed", now=f"to {told_day(term.days.end)}", day=term.days.start)
        if each.state in (ENDED, ENDED_NOT_RENEWED) and first <= each.end < beyond:
            yield one._replace(change="ended", now=each.state, day=each.end)


def _agreed(facts: Facts) -> Iterator[Changed]:
    """The targets and budgets that are others than before."""
    for each in facts.journal.agreed():
        account = facts.ids.get(each.account or "")
        name = _name(facts, account) if account is not None else None
        yield Changed(each.noun, name, each.text, each.was, each.now, id=each.id)


def _imported(facts: Facts) -> Iterator[Changed]:
    """What was taken into the books, whatever its days."""
    for each in facts.journal.booked():
        counted = "counted above" if facts.since.delivered else "whatever their days"
        sums = ", ".join([*map(str, each.sums), counted])
        yield Changed("imported", None, number_of(each.size, each.noun), None, sums, id=f"H{each.operation}")


def _sold(facts: Facts) -> Iterator[Changed]:
    """What was sold on these days: the report on sales of them."""
    survey, total, (first, beyond) = facts.survey, facts.total, facts.span
    if survey is None or total is None or first >= beyond:
        return
    sold = total.sums.beside[0]
    last = facts.day
    said = told_day(last) if first == last else f"{told_day(first)} to {told_day(last)}"
    yield Changed("sold", None, f"sales of {said}", amount=survey.rates.money(sold), currency=survey.rates.to)


def _corrected(facts: Facts) -> Iterator[Changed]:
    """By how much what the page before said was sold is another amount now: sales of its days that were written down
    later, changed, removed or taken back. With what was sold since, it comes to the difference of both totals.
    """
    before, now = facts.since.delivered, facts.sold_before
    if before is None or before.sold is None or now is None or facts.survey is None:
        return
    day = told_day(before.day)
    if before.currency != facts.survey.rates.to:
        text = f"sales up to {day}: n/a, they were told in {before.currency}"
        yield Changed("corrected", None, text)
    elif now != before.sold:
        text = f"sales up to {day}, written down, changed or removed since"
        yield Changed("corrected", None, text, amount=now - before.sold, currency=before.currency)


def _turned(facts: Facts) -> Iterator[Changed]:
    """What the page before told and is taken back since, or the other way round."""
    for number, summary, stands in facts.journal.turned():
        yield Changed("put back" if stands else "taken back", None, summary, id=f"H{number}")


def _gone(facts: Facts) -> Iterator[Changed]:
    """The opportunities, issues, contracts and accounts that are removed."""
    for each in facts.journal.gone():
        row = each.was or {}
        account = facts.ids.get(each.account or "")
        name = _name(facts, account) if account is not None else None
        state = row.get("severity") or row.get("stage")
        yield Changed("removed", name, str(row.get("title") or row.get("name")), state, each.noun, id=each.reference)


def _accounts(facts: Facts) -> Iterator[Changed]:
    """The accounts that were archived, and those that are part of another one than before."""
    for each in facts.journal.accounts():
        was, now = each.was or {}, each.now or {}
        one = Changed("archived", str(now["name"]), "account", id=each.reference)
        if now["archived"] and not was["archived"]:
            yield one._replace(day=date.fromisoformat(now["archived"]))
        if now["parent_id"] != was["parent_id"]:
            above = [facts.accounts[key].name if key in facts.accounts else "none" for key in
                     (was["parent_id"], now["parent_id"])]  # fmt: skip
            yield one._replace(change="regrouped", text="part of", was=above[0], now=above[1])


def _owners(facts: Facts) -> Iterator[Changed]:
    """The accounts that are another colleague's than before these days."""
    for account in facts.live:
        was, now = facts.owners_before.get(account), facts.owners.get(account)
        if (was or None) != (now or None):
            yield Changed("owner", _name(facts, account), "whose account it is", was or "nobody", now or "nobody",
                          id=facts.accounts[account].code)  # fmt: skip


def _left(facts: Facts) -> Iterator[Changed]:
    """The colleagues who left, and of the clients those who decide."""
    journal = facts.journal
    days = journal.first.isoformat(), facts.span[1].isoformat()
    for number, code, name, left in facts.reader.rows(_COLLEAGUES_LEFT, days):
        day = date.fromisoformat(left)
        if journal.is_news(COLLEAGUE, number, "left", day):
            yield Changed("left", None, f"{name}, colleague", day=day, id=code)
    for number, account, name, roles, left in facts.reader.rows(_CONTACTS_LEFT, days):
        day = date.fromisoformat(left)
        if account in facts.live and DECIDER in (roles or "") and journal.is_news(CONTACT, number, "left", day):
            yield Changed("left", _name(facts, account), f"{name}, who decides", day=day, id=f"C{number}")
