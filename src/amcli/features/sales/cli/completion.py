"""Completion of targets."""

from datetime import date

import typer

from amcli.base.time.period import spell
from amcli.records.cli.completion import LONGEST, MOST, asked
from amcli.shell.completion import Pair
from amcli.store.reader import Reader


def targets(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """What `split` takes: the id of a target, or the period of one of the account that was typed, else of the whole
    portfolio.
    """

    def ask(reader: Reader) -> list[Pair]:
        typed = str(ctx.params.get("account") or "")
        account = reader.find_owner("account", typed).record_id if typed else None
        rows = reader.rows(
            "SELECT id, start, \"end\", account_id, product_id, coalesce(product, account, ''), amount, currency "
            f"FROM targets WHERE ?1 IS NULL OR account_id = ?1 ORDER BY start DESC, record_id LIMIT {MOST}",
            (account,),
        )
        ids, periods = [], {}
        for called, start, end, owner, product, whose, amount, currency in rows:
            period = spell(date.fromisoformat(start), date.fromisoformat(end), reader.env.config.fiscal)
            ids.append((called, f"{period} {whose} {amount} {currency}".replace("  ", " ")[:LONGEST]))
            if owner == account and product is None:
                periods[period] = f"{amount} {currency}"
        return [pair for pair in (*periods.items(), *ids) if pair[0].startswith(incomplete)]

    return asked(ctx, ask)
