"""Budgets: what was agreed, spent and left, whether that is good, how fast it burns and where it ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from amcli.base.charts import Bullets
from amcli.base.hints import hinted
from amcli.base.results import Report
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import find_accounts
from amcli.features.budgets.reports.budget_lines import BudgetLine, Burnt, Earned, burnt_of, ends_of, read
from amcli.features.budgets.reports.budget_rows import COLUMNS, WORST_FIRST, added, cells, total_cells
from amcli.features.budgets.reports.overspent import ENDED_DAYS
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.render.people import told_as_of
from amcli.store.reader import Reader

_USED = Bullets(
    "Budgets: how much of each is used", ("account", "name"), "spent", "agreed", "elapsed",
    sign="sign", limit=("direction", "cost"), verb="used",
)  # fmt: skip


def budget(
    reader: Reader, *, period: Period, as_of: date | None, accounts: Sequence[str] = (), currency: str = ""
) -> Report:
    """The budgets that overlap the period, each whole: its own amount, its own days, all that was spent of it.

    What was spent and what has elapsed count from the budget's start to `as_of` (None: today), at the most the
    period's last day. A revenue budget's `spent` is what the account sold in the budget's days, of a group with all
    below it. `percent` and `burn` are both spent / agreed; `ends_at` is where it ends. A budget and its expenses
    convert on the first day of its period, a sale on its own day.
    Raises NotFound and Ambiguous for accounts, Refused where the records share no currency and none is configured,
    or where a rate is missing.
    """
    day = min(as_of or reader.env.today, period.last_day)
    budgets, earned = read(reader, period, day, find_accounts(reader, accounts))
    return _report(reader, period, day, budgets, earned, currency)


def current_budgets(reader: Reader, account: int) -> Report:
    """The budgets of one account, by its row id, that hold today, and the overspent ones that ended lately.

    Raises Refused as `budget` does.
    """
    today = reader.env.today
    period = Period(today - timedelta(days=ENDED_DAYS), today + timedelta(days=1), today.isoformat())
    budgets, earned = read(reader, period, today, {account})
    shown = [
        each for each in budgets if each.end > today or (each.direction == "cost" and each.spent_minor > each.minor)
    ]
    ids = {each.id for each in shown}
    return _report(reader, period, today, shown, [each for each in earned if each.budget in ids], "")


def _report(
    reader: Reader, period: Period, day: date, budgets: Sequence[BudgetLine], earned: Sequence[Earned], currency: str
) -> Report:
    found = {each.currency for each in budgets} | {each.currency for each in earned}
    rates = Rates(reader, report_currency(reader, currency, found))
    so_far = {each.id: burnt_of(each, earned, rates) for each in budgets}
    burnt = ends_of(reader, budgets, so_far, day, rates)
    fiscal = reader.env.config.fiscal
    costs = [each for each in budgets if each.direction == "cost"]
    mixed = 0 < len(costs) < len(budgets)
    total = total_cells(costs if mixed else budgets, burnt, rates)
    return Report(
        "budget",
        COLUMNS,
        [cells(each, burnt[each.id], rates, day, fiscal) for each in budgets],
        total=total if budgets else None,
        facts={
            "period": period.name,
            "start": period.start,
            "end": period.last_day,
            "as_of": day,
            "currency": rates.to,
        },
        title=f"Budgets {period.name}, {rates.to}{told_as_of(day, reader.env.today, period.last_day)}",
        empty=hinted(
            f"no budget in {period.name}", f": `amcli budget add ACCOUNT NAME --period {period.name} --amount AMOUNT`"
        ),
        notes=_notes(budgets, burnt, rates, mixed, found),
        people_order=WORST_FIRST,
        chart=_USED,
    )


def _notes(
    budgets: Sequence[BudgetLine], burnt: Mapping[int, Burnt], rates: Rates, mixed: bool, found: Collection[str]
) -> tuple[str, ...]:
    notes = []
    if mixed:
        revenue = added([each for each in budgets if each.direction == "revenue"], burnt)
        earned = f"{rates.spell_whole(revenue.actual)} of {rates.spell_whole(revenue.agreed)} {rates.to}"
        notes.append(f"the total is of the cost budgets; revenue: {earned}")
    notes += [
        f"B{each.id} {each.name} counts what {each.account} and all below it sold" for each in budgets if each.group
    ]
    if set(found) - {rates.to}:
        notes.append(f"converted to {rates.to}: a budget at the rate of its first day, a sale at that of its own")
    return tuple(notes)
