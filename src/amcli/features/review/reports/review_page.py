"""The page for a business review with the client: what both sides know, and nothing else.

Each part reads records whole and hands on the cells that its columns name: a field that is new reaches no page before
somebody gives it a column here.
"""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.results import Column, Kind, Listing, Record
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.review.reports.agreed import Budgets, contracts
from amcli.features.review.reports.asked import Asked, asked
from amcli.features.review.reports.bought import bought, products, totals
from amcli.features.review.reports.days import Days
from amcli.features.review.reports.issues import Issues
from amcli.features.review.reports.people import needs, ours, theirs
from amcli.render.people import short_day
from amcli.store.reader import Reader

HEAD = (
    Column("code", repeats=True, undrawn=True),
    Column("name", repeats=True, undrawn=True),
    Column("period", repeats=True, undrawn=True),
    Column("start", Kind.DATE, repeats=True, undrawn=True),
    Column("end", Kind.DATE, repeats=True, undrawn=True),
    Column("compared", header="compared with"),
    Column("as_of", Kind.DATE, header="as of"),
    Column("below", Kind.LIST, header="with", phrases=True),
)
_NAMES = "SELECT name FROM account WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name"
_BASIS = (Column("heading"), Column("text"))


def review_page(reader: Reader, text: str, period: Period, *, tree: bool = False) -> Record:
    """The review of the account that a text names; with `tree` of it and all below it. Raises NotFound and
    Ambiguous.
    """
    what = asked(reader, text, period, tree=tree)
    goods, budgets, issues, days = bought(what), Budgets(what), Issues(what), Days(what)
    parts = (
        totals(what, goods), products(what, goods), budgets.volumes(), budgets.costs(), issues.open(),
        issues.closed(), issues.service(), contracts(what), days.owed(), needs(what), days.meetings(),
        days.trainings(), days.next_steps(), theirs(what), ours(what),
    )  # fmt: skip
    below = tuple(name for (name,) in reader.rows(_NAMES, (as_json(set(what.scope) - {what.node.id}),)))
    return Record(
        "review",
        HEAD,
        (
            what.node.code, what.node.name, period.name, period.start, period.last_day, period.earlier().name,
            what.today, below or None,
        ),
        (_basis(what), *parts, _nothing(parts)),
        "code",
        title=f"Business review of {what.node.name}, {period.name}",
        lists=f"`amcli deadline list --account {what.node.code}` and other lists",
        page=True,
        audience=f"For {what.node.name}",
    )  # fmt: skip


def _basis(what: Asked) -> Listing:
    """What of the page is of the period, and what is of the day."""
    today, period = what.today, what.period
    through = "so far " if period.start <= today < period.last_day else ""
    year = period.start.replace(year=1)  # each day with its year
    span = f"{short_day(period.start, year)} to {short_day(min(period.last_day, max(today, period.start)), year)}"
    text = (
        f"What was bought and who met is of {period.name} {through}({span}), beside the same days a year before; "
        f"budgets, issues, contracts, promises and needs stand as of {short_day(today, year)}."
    )
    return Listing("basis", _BASIS, [("", text)], "text", prose=True)


def _nothing(parts: Sequence[Listing]) -> Listing:
    """The parts that have nothing and say nothing of it themselves, once for all of them."""
    empty = [part.title for part in parts if not part.rows and not part.empty]
    said = [("Not on this page", f"Nothing is noted of: {', '.join(empty)}.")] if empty else []
    return Listing("nothing", _BASIS, said, "text", "Not on this page", prose=True)
