"""What the reports behind `--explain` have in common."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from amcli.base.time.period import Period


def days_that_count(period: Period, day: date) -> dict[str, str]:
    """The days that count, [start, cut)."""
    return {"start": period.start.isoformat(), "cut": (day + timedelta(days=1)).isoformat()}


def metadata(account: str, period: Period, day: date) -> dict[str, Any]:
    return {"account": account, "period": period.name, "start": period.start, "end": period.last_day, "as_of": day}
