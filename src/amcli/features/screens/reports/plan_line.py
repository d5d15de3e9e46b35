"""The plans of an account in the brief before a call: how old each is, what of it is reached, what is next.

Where the file has no plan nothing more of plans is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from amcli.base.results import Listing
from amcli.base.screen import Flow, Piece
from amcli.base.text import number_of
from amcli.render.people import ago, countdown, urgency
from amcli.store.reader import Reader


def account_plans(reader: Reader, account: int) -> Listing:
    """The plans of an account, by its row id, that hold today or later."""
    if reader.rows("SELECT 1 FROM plan WHERE account_id = ? LIMIT 1", (account,)).fetchone() is None:
        return Listing("plans", (), ())
    from amcli.features.plans.reports.plan_list import plans_ahead

    return plans_ahead(reader, account)


def plan_flow(plans: Sequence[Mapping[str, Any]], today: date, indent: int) -> Flow:
    """`plan   2026 PL1 · 1 of 3 objectives reached · next D9 28 d · written 24 d ago`, each plan behind the other."""
    pieces = []
    for each in plans:
        pieces.append(Piece(f"{each['period']} {each['id']}"))
        if each["of_all"]:
            pieces.append(Piece(f"{each['reached']} of {number_of(each['of_all'], 'objective')} reached"))
        if each["next_due"]:
            days = (each["next_due"] - today).days
            pieces.append(Piece(f"next {each['next_action']} {countdown(days)}", urgency(days)))
        stale = "stale, " if each["stale"] else ""
        pieces.append(Piece(f"{stale}written {ago(each['age'])}", "close" if stale else "quiet"))
    return Flow(pieces, Piece("plan", "heading"), indent=indent, gap=" · ")
