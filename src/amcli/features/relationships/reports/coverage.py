"""The buying centres of all accounts on a day: what health and proposals take of this feature."""

from __future__ import annotations

from datetime import date

from amcli.features.relationships.rules.coverage import Coverage, active_since, coverage
from amcli.store.reader import Reader


def coverage_of(reader: Reader, day: date, alone: int | None = None) -> dict[int, Coverage]:
    """By row id, how the buying centre of each account that was live on a day is covered then; with `alone` that of
    this one, live or archived. An account without people is there too.
    """
    people: dict[int, list[tuple[list[str], bool]]] = {}
    for account, person, roles, active in reader.run_query(
        __file__, "coverage", day=day.isoformat(), since=active_since(day).isoformat(), account=alone
    ):
        there = people.setdefault(account, [])
        if person is not None:
            there.append((roles.split(";") if roles else [], bool(active)))
    return {account: coverage(there) for account, there in people.items()}
