"""Who has published, how much, when, and what of it is stale."""

from __future__ import annotations

from datetime import UTC

from amcli.base.results import Column, Kind, Report
from amcli.features.company.reports.fetched import CompanyReader
from amcli.features.company.reports.published_by import STALE, age_of, is_stale

_COLUMNS = (
    Column("manager"),
    Column("published", Kind.TEXT, moment=True),
    Column("days", Kind.INT),
    Column("stale", Kind.FLAG),
    Column("records", Kind.INT),
    Column("amcli", rank=1),
)


def publications(reader: CompanyReader) -> Report:
    """A row for each manager, the oldest first."""
    rows = []
    for each in sorted(reader.filling.publications, key=lambda each: (each.at is not None and each.at, each.manager)):
        age = age_of(each, reader.env)
        at = each.at and each.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        rows.append((each.manager, at, age, is_stale(age), each.records, each.amcli))
    stale = sum(row[3] for row in rows)
    return Report(
        "publications", _COLUMNS, rows, reference="manager", title="What was published",
        facts={"stale": stale, "stale_days": STALE},
        notes=(f"stale is what was not published again for {STALE} days",) if stale else (),
    )  # fmt: skip
