"""What is done to accounts beyond their fields."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.results import Change
from amcli.records.services.changes import finish
from amcli.settings.environment import Env
from amcli.store.session import operation


def archive(env: Env, names: Sequence[str], *, back: bool = False, dry_run: bool = False) -> Change:
    """Take accounts out of the lists, keeping all their records; `back` brings them in again."""
    with operation(env, dry_run=dry_run) as work:
        numbers = [work.find("account", name).record_id for name in names]
        for number in numbers:
            if back or work.row("account", number)["archived"] is None:
                work.update("account", number, {"archived": None if back else env.today.isoformat()})
        return finish(work, "unarchived" if back else "archived", "account", numbers, dry_run=dry_run)
