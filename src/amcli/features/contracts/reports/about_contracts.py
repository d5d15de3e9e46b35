"""What is about contracts: the obligations of both sides, and whether anything is under way."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.contracts.rules.obligations import Obligations
from amcli.store.reader import Reader, query_text

NOTHING = Obligations()


class BothSides(NamedTuple):
    """The obligations of a contract."""

    ours: Obligations = NOTHING
    theirs: Obligations = NOTHING

    @property
    def all(self) -> Obligations:
        return self.ours.and_(self.theirs)


def obligations(reader: Reader, period: Period, day: date, contract: int | None = None) -> dict[int, BothSides]:
    """By the row id of their contract: those due in a period, kept by a day, and overdue at its end, today by now."""
    found: dict[int, BothSides] = {}
    sql = query_text(__file__, "obligations").replace("{scope}", "" if contract is None else "AND contract_id = :id")
    parameters = {
        "start": f"{period.start}",
        "end": f"{period.end}",
        "day": f"{day}",
        "now": moment(reader, day),
        "id": contract,
    }
    for contract_id, client, due, kept, overdue in reader.rows(sql, parameters):
        before, counted = found.get(contract_id, BothSides()), Obligations(due, kept, overdue)
        found[contract_id] = before._replace(theirs=counted) if client else before._replace(ours=counted)
    return found


def moment(reader: Reader, day: date) -> str:
    """Now, as deadlines with a time have it; of another day than today its end."""
    return reader.env.moment.strftime("%Y-%m-%dT%H:%M") if day == reader.env.today else f"{day}T24:00"


def under_way(reader: Reader, day: date) -> set[int]:
    """The row ids of the contracts about which an opportunity or a negotiation was open on a day."""
    return {contract_id for (contract_id,) in reader.run_query(__file__, "under_way", day=day.isoformat())}
