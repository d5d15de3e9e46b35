"""All assessments of an account, the newest first."""

from __future__ import annotations

from amcli.base.hints import hinted
from amcli.base.results import IN_FULL, Column, Kind, Report
from amcli.features.accounts.reports.account_tree import load
from amcli.features.models.reports.standings import kept_of
from amcli.store.reader import Reader

_COLUMNS = (
    Column("assessment"),
    Column("day", Kind.DATE),
    Column("model"),
    Column("result", undefined=True),
    Column("state", rank=3),
    Column("scores", Kind.LIST, rank=1, phrases=True),
    Column("near", header="next cut-off", rank=2),
    Column("by", rank=2),
    Column("answers", Kind.LIST, rank=IN_FULL, phrases=True),
    Column("note", rank=4),
)


def assessments_of(reader: Reader, account: str) -> Report:
    """What was ever assessed of an account. Raises NotFound, Ambiguous."""
    record_id, code = reader.find_owner("account", account)
    rows = [
        (f"AM{each.id}", each.day, each.model, each.result, each.state, each.scores or None, each.near, each.by,
         each.answers, each.note)
        for each in kept_of(reader, [record_id])
    ]  # fmt: skip
    return Report(
        "models",
        _COLUMNS,
        rows,
        facts={"as_of": reader.env.today, "account": code},
        reference="assessment",
        title=f"Assessments of {code} {load(reader)[record_id].name}",
        empty=hinted(f"nothing was assessed of {code}", f": `amcli assess {code} MODEL` does"),
    )
