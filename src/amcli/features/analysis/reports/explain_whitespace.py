"""Where the potential of one cell comes from: the accounts like it, and what they spend on the group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from amcli.base.errors import BadValue, NotFound
from amcli.base.money import in_percent
from amcli.base.results import Column, Kind, Report
from amcli.base.text import name_key, nearest, quote
from amcli.base.time.period import Period
from amcli.features.analysis.reports.whitespace import facts, title
from amcli.features.analysis.reports.whitespace_cells import CellOf, Whitespace
from amcli.store.reader import Reader

_COLUMNS = (
    Column("key", header="account"),
    Column("name", rank=1),
    Column("sales", Kind.MONEY, whole=True),
    Column("sold", Kind.MONEY, whole=True),
    Column("currency", rank=2),
    Column("share", Kind.PERCENT, undefined=True),
)


def explain_whitespace(
    reader: Reader,
    group: str,
    *,
    period: Period,
    as_of: date | None,
    by: str,
    accounts: Sequence[str],
    currency: str,
) -> Report:
    """The peers of an account, those that spend most of theirs on the group first; and the account itself as the total.

    Raises BadValue unless there is one account, NotFound for the group, and as Whitespace does.
    """
    space = Whitespace(reader, period, as_of, by=by, accounts=accounts, currency=currency)
    if len(space.accounts) != 1 or not space.named:
        raise BadValue(f"--explain {group} is about one account: add --account ACCOUNT")
    cell = _cell_of(space, group)
    data, key = space.data, cell.group.key
    peers = data.market.peers(cell.account.id)
    shares = {peer: data.market.share(peer, key) for peer in peers}
    peers.sort(key=lambda peer: (-(shares[peer] or 0), data.accounts[peer].code.lower()))

    def row(account: int, called: str) -> tuple[object, ...]:
        sales, sold = data.totals.get(account, 0), data.sold.get(account, {}).get(key, 0)
        share = data.market.share(account, key)
        money = space.money
        return (called, data.accounts[account].name, money(sales), money(sold), data.rates.to, in_percent(share))

    return Report(
        "whitespace",
        _COLUMNS,
        [row(peer, data.accounts[peer].code) for peer in peers],
        total=row(cell.account.id, cell.account.code),
        facts={**facts(space), "account": cell.account.code, "group": cell.group.called, "state": cell.state},
        title=f"{title(space)} · {cell.group.name} at {cell.account.code}",
        empty=f"no sales in {period.name}",
        notes=(f"{cell.state}: {space.reason(cell.standing)}", _sum(space, cell)),
    )


def _cell_of(space: Whitespace, group: str) -> CellOf:
    """The cell of a group that is called so."""
    wanted = name_key(group)
    for exact in (True, False):
        for cell in space.cells:
            if wanted == name_key(cell.group.called if exact else cell.group.name):
                return cell
    known = [name for each in space.data.groups for name in (each.called, each.name)]
    raise NotFound(f"nobody ever bought anything of a group {quote(group)}", nearest(group, known))


def _sum(space: Whitespace, cell: CellOf) -> str:
    """How the potential is made of the median."""
    share, spell = cell.standing.share, space.data.rates.spell
    if share is None:
        return "too few buy it for a potential"
    sales = space.data.totals.get(cell.account.id, 0)
    made = f"{in_percent(share)} % (the median of those that buy it) × {spell(Fraction(sales))}"
    sold = f" − {spell(Fraction(cell.sold))} sold" if cell.sold else ""
    more = cell.potential or cell.upsell
    ends = spell(more) if more else "nothing more"
    return f"{made}{sold} = {ends}"
