"""What the accounts do not buy although others like them do: one row a cell for programs, a grid for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from amcli.base.charts import Bars
from amcli.base.hints import hinted
from amcli.base.money import in_percent
from amcli.base.results import Column, Kind, Report
from amcli.base.text import number_of
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import NO_ACCOUNTS, names
from amcli.features.analysis.reports.whitespace_cells import Whitespace
from amcli.features.analysis.reports.whitespace_grid import drawn
from amcli.features.analysis.reports.whitespace_of_one import drawn_of_one
from amcli.features.analysis.rules.whitespace import GAP, STATES, WHITE, exact_sum
from amcli.features.sales.reports.sums import NO_CATEGORY, NO_PRODUCT
from amcli.render.people import short_day, told_as_of
from amcli.store.reader import Reader

_COLUMNS = (
    Column("account"),
    Column("account_name"),
    Column("group"),
    Column("group_name"),
    Column("state"),
    Column("sold", Kind.MONEY, whole=True),
    Column("currency"),
    Column("last_sold", Kind.DATE),
    Column("peers", Kind.INT),
    Column("of_peers", Kind.INT),
    Column("potential", Kind.MONEY, whole=True),
    Column("share", Kind.PERCENT),
    Column("upsell", Kind.MONEY, whole=True),
    Column("opportunity"),
    Column("reason"),
)
POTENTIALS = Bars("The largest potentials", ("account_name", "group_name"), "potential", largest=True)


def whitespace(
    reader: Reader,
    *,
    period: Period,
    as_of: date | None,
    by: str = "category",
    accounts: Sequence[str] = (),
    currency: str = "",
) -> Report:
    """A row for each account that bought in the period (or each that is asked for) and each group that anybody ever
    bought or is being offered: its state, what was sold, what its peers do, and what could be sold.

    The total adds up what was sold, and of the potentials those that are white: of gaps and dropped groups. What is
    open or was lost has its own potential in its row; all of these together are the fact `tried_potential`. Raises as
    Whitespace does.
    """
    space = Whitespace(reader, period, as_of, by=by, accounts=accounts, currency=currency)
    said = tuple(whitespace_notes(space))
    report = Report(
        "whitespace",
        _COLUMNS,
        _Rows(space),
        total=_total(space),
        facts=facts(space),
        reference="account",
        title=title(space),
        empty=empty(space),
        notes=said,
        people_order="-potential",
        chart=POTENTIALS,
    )
    if not space.cells:
        return report
    draw = drawn_of_one if len(space.accounts) == 1 else drawn
    return report._replace(drawn=partial(draw, space, report))


class _Rows:
    """The rows of programs, made when they are read: a grid has none of them."""

    def __init__(self, space: Whitespace) -> None:
        self._space = space

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        space, last = self._space, self._space.data.last
        currency, money = space.data.rates.to, space.money
        told: dict[int, tuple[Decimal | None, str]] = {}  # a standing is one object wherever it holds
        days: dict[str, date] = {}
        for account, group, state, sold, potential, upsell, standing, opportunity in space.cells:
            same = id(standing)
            if same not in told:
                told[same] = (in_percent(standing.share), space.reason(standing))
            day = last.get(account.id, {}).get(group.key)
            if day and day not in days:
                days[day] = date.fromisoformat(day)
            share, reason = told[same]
            yield (
                account.code,
                account.name,
                group.called,
                group.name,
                state,
                money(sold),
                currency,
                days[day] if day else None,
                standing.buyers,
                standing.peers,
                money(potential),
                share,
                money(upsell),
                f"OP{opportunity}" if opportunity else None,
                reason,
            )


def _total(space: Whitespace) -> tuple[Any, ...]:
    sold = exact_sum(cell.sold for cell in space.cells)
    upsell = exact_sum(cell.upsell for cell in space.cells if cell.upsell)
    shown = {
        "account": "total",
        "sold": space.money(sold),
        "currency": space.data.rates.to,
        "potential": space.money(space.potential(space.cells)),
        "upsell": space.money(upsell),
    }
    return tuple(shown.get(column.key) for column in _COLUMNS)


def title(space: Whitespace) -> str:
    """What it is about, and the day where that is another than today."""
    look, by = space.data.window, space.data.by
    known, today = space.data.known, space.data.today
    day = told_as_of(look.as_of, today, look.period.last_day)
    if look.as_of < known < today:
        day = f" · as known on {short_day(known, today)}"
    return f"Whitespace {look.period.name} by {by}, {space.data.rates.to}{day}"


def empty(space: Whitespace) -> str:
    """Why there is no cell."""
    data = space.data
    if not data.accounts:
        return NO_ACCOUNTS
    if space.accounts and not data.groups:
        if data.by != "category":
            return "no sale names a product"
        how = ": `amcli product edit PRODUCT --category GROUP` gives it one"
        return hinted("no sale names a product with a category", how)
    return f"no sales in {data.window.period.name}"


def facts(space: Whitespace) -> dict[str, Any]:
    """What it was computed with, and how many cells are in which state."""
    data = space.data
    return {
        "period": data.window.period.name,
        "start": data.window.period.start,
        "end": data.window.period.last_day,
        "as_of": data.window.as_of,
        "known": data.known,
        "currency": data.rates.to,
        "by": data.by,
        "accounts": len(space.accounts),
        "groups": len(data.groups),
        **{name.replace(" ", "_"): count for name, count in space.counts.items()},
        "tried_potential": space.money(sum(space.tried.values(), Fraction(0))),
    }


def whitespace_notes(space: Whitespace) -> Iterator[str]:
    """How much there is, and what is in no cell."""
    data, counts = space.data, space.counts
    if not space.cells:
        return
    told = ", ".join(f"{counts[state]} {_word(state, counts[state])}" for state in STATES if counts[state])
    accounts, groups = number_of(len(space.accounts), "account"), number_of(len(data.groups), "group")
    yield f"{accounts} × {groups}: {told}"
    with_potential = {state: [cell for cell in space.white if cell.state == state] for state in WHITE}
    of = " and ".join(f"{len(cells)} {_word(state, len(cells))}" for state, cells in with_potential.items() if cells)
    could = data.rates.spell_whole(space.potential(space.white))
    head = f"{of} with a potential: {could} in all" if of else "no gap has a potential"
    yield f"{head}; {space.besides}" if space.besides else head
    if amount := space.sold_of(NO_PRODUCT):
        yield f"sales without a product are in no group: {data.rates.spell_whole(Fraction(amount))}"
    if amount := space.sold_of(NO_CATEGORY):
        bare = [] if space.named else [code for _, code, _, category in data.products if not category]
        which = f" ({names(bare)})" if bare else ""
        yield f"products without a category are in no group: {data.rates.spell_whole(Fraction(amount))}{which}"
    if loose := [f"OP{number}" for each in space.accounts for number in data.loose.get(each.id, ())]:
        yield f"open without a product, so in no group: {names(loose)}"
    nothing = [each.code for each in space.accounts if each.id not in data.buyers]
    if nothing:
        yield f"nothing bought in {data.window.period.name}, so no potential: {names(nothing)}"
    if data.converts:
        yield f"converted to {data.rates.to}: a sale at the rate of its day"


def _word(state: str, count: int) -> str:
    return "gaps" if state == GAP and count != 1 else state
