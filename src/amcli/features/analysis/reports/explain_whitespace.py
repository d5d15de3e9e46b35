"""Where the potential of one cell comes from: the accounts like it, and what they spend on the group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from amcli.base.errors import BadValue, NotFound
from amcli.base.money import in_percent
from amcli.base.results import Column, Kind, Report
from amcli.base.text import name_key, nearest, quote
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import names
from amcli.features.analysis.reports.whitespace import facts, title
from amcli.features.analysis.reports.whitespace_cells import CellOf, Whitespace
from amcli.features.analysis.rules.whitespace import NOT_ELIGIBLE
from amcli.store.reader import Reader

_MOST_PLACES = 13
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
    """The peers of an account, those that spend most of theirs on the group first; its own figures are facts.

    Raises BadValue unless there is one account, NotFound for the group, and as Whitespace does.
    """
    space = Whitespace(reader, period, as_of, by=by, accounts=accounts, currency=currency)
    if len(space.accounts) != 1 or not space.named:
        but = f"leave out all but one of {names(accounts)}" if space.named else "add --account ACCOUNT"
        raise BadValue(f"--explain {quote(group)} is about one account: {but}")
    cell = _cell_of(space, group)
    data, key = space.data, cell.group.key
    peers = data.market.peers(cell.account.id)
    shares = {peer: data.market.share(peer, key) for peer in peers}
    peers.sort(key=lambda peer: (-(shares[peer] or 0), data.accounts[peer].code.lower()))

    def row(account: int) -> tuple[object, ...]:
        sales, sold = data.totals.get(account, 0), data.sold.get(account, {}).get(key, 0)
        share = data.market.share(account, key)
        money = space.money
        who = data.accounts[account]
        return (who.code, who.name, money(sales), money(sold), data.rates.to, in_percent(share))

    return Report(
        "whitespace",
        _COLUMNS,
        [row(peer) for peer in peers],
        facts={
            **facts(space),
            "account": cell.account.code,
            "group": cell.group.called,
            "state": cell.state,
            "sales": space.money(data.totals.get(cell.account.id, 0)),
            "sold": space.money(cell.sold),
            "share": in_percent(data.market.share(cell.account.id, key)),
            "potential": space.money(cell.potential),
            "upsell": space.money(cell.upsell),
        },
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
    """How the potential is made of the median, so that it can be followed: with as many digits as that takes."""
    share, rates = cell.standing.share, space.data.rates
    if share is None:
        return "too few buy it for a potential"
    if cell.state == NOT_ELIGIBLE:
        return f"nothing can be sold: {cell.account.code} is not for {cell.group.name}"
    sales, sold = round(Fraction(space.data.buyers.get(cell.account.id, 0))), round(Fraction(cell.sold))
    exact = cell.potential or cell.upsell
    percent = _followed(share, sales) if exact else in_percent(share)
    made = f"{percent} % (the median of those that buy it) × {rates.spell(sales)}"
    less = f" {'−' if sold > 0 else '+'} {rates.spell(abs(sold))} {'sold' if sold > 0 else 'credited'}" if sold else ""
    return f"{made}{less} = {rates.spell(exact)}" if exact else f"{made}{less}: nothing more"


def _followed(share: Fraction, sales: int) -> Decimal:
    """A share in percent, to one decimal or as many as its product with the sales in minor units needs."""
    for places in range(1, _MOST_PLACES):
        percent = round(share * 100 * 10**places)
        if round(Fraction(percent * sales, 100 * 10**places)) == round(share * sales):
            break
    return Decimal(percent).scaleb(-places)
