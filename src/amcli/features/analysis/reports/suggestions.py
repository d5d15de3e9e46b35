"""The largest potentials, each with the command that makes an opportunity of it."""

from __future__ import annotations

import shlex
from collections.abc import Hashable, Sequence
from datetime import date
from functools import partial

from amcli.base.hints import hinted
from amcli.base.money import as_typed
from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Period
from amcli.features.analysis.reports.whitespace import POTENTIALS, empty, facts, title, whitespace_notes
from amcli.features.analysis.reports.whitespace_cells import CellOf, Whitespace
from amcli.render.width import width
from amcli.store.reader import Reader

CLOSE = "+3m"  # from the day on which it is typed
_COLUMNS = (
    Column("account"),
    Column("account_name"),
    Column("group"),
    Column("group_name"),
    Column("state"),
    Column("potential", Kind.MONEY, whole=True),
    Column("currency"),
    Column("product"),
    Column("reason"),
    Column("command"),
)
_SHOWN = ("account_name", "group_name", "potential", "reason")


def suggestions(
    reader: Reader,
    most: int,
    *,
    period: Period,
    as_of: date | None,
    by: str,
    accounts: Sequence[str],
    currency: str,
) -> Report:
    """The largest potentials of gaps and of what was dropped, at most so many; archived accounts get none. The product
    is that of the group which most accounts bought in the period. Raises as Whitespace does.
    """
    space = Whitespace(reader, period, as_of, by=by, accounts=accounts, currency=currency)
    found = [cell for cell in space.white if not cell.account.archived]
    found.sort(key=lambda cell: -(cell.potential or 0))
    products = _favourites(reader, space)
    rows = [_row(reader, space, cell, products[cell.group.key]) for cell in found[:most]]
    report = Report(
        "whitespace",
        _COLUMNS,
        rows,
        facts=facts(space),
        reference="account",
        title=f"{title(space)} · the largest potentials",
        empty="nothing to suggest: no gap has a potential" if space.cells else empty(space),
        chart=POTENTIALS,
        notes=(
            *whitespace_notes(space),
            *([hinted(f"{len(found) - most} more", ": --limit shows them")] if len(found) > most else []),
        ),
    )
    return report._replace(drawn=partial(_drawn, report)) if rows else report


def _favourites(reader: Reader, space: Whitespace) -> dict[Hashable, str]:
    """The code of the product of each group that most accounts bought in the months of the period."""
    look = space.data.window
    months = {"first": f"{look.period.start:%Y-%m}", "beyond": f"{look.cut.replace(day=28):%Y-%m}~"}
    buyers = dict(reader.run_query(__file__, "buyers_of_products", **months))
    best: dict[Hashable, tuple[int, str]] = {}
    for number, code, _, category in space.data.products:
        key = number if space.data.by == "product" else category
        rank = (-buyers.get(number, 0), code)
        best[key] = min(rank, best.get(key, rank))
    return {key: code for key, (_, code) in best.items()}


def _row(reader: Reader, space: Whitespace, cell: CellOf, product: str) -> tuple[object, ...]:
    amount = space.money(cell.potential)
    assert amount is not None
    called = [cell.account.code, cell.group.name, as_typed(amount, space.data.rates.to, reader.env.config.decimal)]
    options = ["--close", CLOSE, "--product", product]  # and no kind: what is read from the product is right
    dashed = any(word.startswith("-") for word in called)
    words = ["amcli", "opportunity", "add", *([*options, "--", *called] if dashed else [*called, *options])]
    return (
        cell.account.code,
        cell.account.name,
        cell.group.called,
        cell.group.name,
        cell.state,
        amount,
        space.data.rates.to,
        product,
        space.reason(cell.standing),
        shlex.join(words),
    )


def _drawn(report: Report, room: int) -> Report:
    """The same for people, with the commands below, which a terminal can take as they stand there."""
    keys = [column.key for column in report.columns]
    places = [keys.index(key) for key in _SHOWN]
    rows = list(report.rows)
    commands = [hinted("", line) for row in rows for line in _lines(row[keys.index("command")], room)]
    titles = {"account_name": "account", "group_name": "group"}
    columns = (report.columns[place] for place in places)
    return report._replace(
        columns=tuple(column._replace(header=titles.get(column.key, ""), also=column.header) for column in columns),
        rows=[[row[place] for place in places] for row in rows],
        notes=(*commands, *report.notes),
        drawn=None,
    )


def _lines(command: str, room: int) -> list[str]:
    """A command in lines of a shell, none of which is wider than the room, where its words allow that."""
    lines = [""]
    for word in shlex.split(command):
        quoted = shlex.quote(word)
        if lines[-1] and width(lines[-1]) + width(quoted) + 3 > room:
            lines[-1] += " \\"
            lines.append("")
        lines[-1] += f" {quoted}" if lines[-1] else quoted
    return lines
