"""All models side by side: a row an account and model for programs; a row an account, or a page of one, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from amcli.base.hints import hinted
from amcli.base.results import Column, Kind, Report
from amcli.base.text import number_of
from amcli.features.accounts.reports.account_tree import NO_ACCOUNTS, AccountNode, load
from amcli.features.analysis.reports.key_accounts import TIER
from amcli.features.analysis.reports.key_accounts_today import key_accounts_today
from amcli.features.models.reports.against import Stand, stand_of
from amcli.features.models.reports.key_account import key_account
from amcli.features.models.reports.models_drawn import drawn_grid, drawn_of_one
from amcli.features.models.reports.standings import Standing, Standings
from amcli.features.models.rules.model import Result
from amcli.store.reader import Reader

_COLUMNS = (
    Column("account"),
    Column("account_name"),
    Column("tier", Kind.INT),
    Column("key_account", Kind.FLAG, undefined=True),
    Column("model"),
    Column("model_name"),
    Column("result", undefined=True),
    Column("state"),
    Column("scores", Kind.LIST, phrases=True),
    Column("near"),
    Column("day", Kind.DATE),
    Column("by"),
    Column("stale", Kind.FLAG),
    Column("before"),
    Column("contradicts", Kind.LIST, phrases=True),
    Column("advice"),
    Column("basis"),
    Column("assessment"),
)

_MOST_TOLD = 8  # contradictions under a table


def report_models(reader: Reader, accounts: Sequence[str] = ()) -> Report:
    """How accounts stand by every model: the newest assessment, or what the records say; and what contradicts what.

    accounts: codes, ids or names; none: all that are live. Of one account also whether it is a key account, and its
    place by sales. Raises NotFound and Ambiguous.
    """
    data = Standings(reader, accounts)
    stands = [stand_of(data, each) for each in data.accounts]
    keys = key_accounts_today(reader, load(reader).values())
    known = keys.by == TIER or bool(keys.ids)
    is_key = {stand.account.id: stand.account.id in keys.ids if known else None for stand in stands}
    rows = [_cells(stand, one, is_key[stand.account.id]) for stand in stands for one in stand.standings]
    facts: dict[str, Any] = {
        "as_of": data.today,
        "accounts": len(stands),
        "contradictions": [f"{stand.account.code}: {said}" for stand in stands for _, said in stand.against],
    }
    notes = tuple(_notes(data, stands))
    report = Report("models", _COLUMNS, rows, facts=facts, title="Models", empty=NO_ACCOUNTS, reference="account")
    if not stands:
        return report
    if len(stands) > 1 or not accounts:
        report = report._replace(notes=notes)
        return report._replace(drawn=partial(drawn_grid, data.codes, stands, report))
    (stand,) = stands
    key = key_account(reader, stand.account)
    report = report._replace(
        title=_title(stand.account),
        facts={**facts, **key.facts},
        notes=(f"{stand.account.code} is {key.sentence}", *notes),
        warning=f"{stand.account.code} is {key.sentence}",  # a format of rows alone has no place for the answer
    )
    return report._replace(drawn=partial(drawn_of_one, stand, report))


def _title(account: AccountNode) -> str:
    tier = "no tier" if account.tier is None else f"tier {account.tier}"
    return f"Models of {account.code} {account.name}, {tier}"


def _cells(stand: Stand, one: Standing, is_key: bool | None) -> tuple[Any, ...]:
    account, model, kept = stand.account, one.model, one.kept
    return (
        account.code,
        account.name,
        account.tier,
        is_key,
        one.code,
        model.name if model else None,
        one.result,
        one.state,
        one.scores or None,
        one.near,
        kept.day if kept else None,
        kept.by if kept else None,
        one.stale,
        one.told_before,
        tuple(said for codes, said in stand.against if one.code in codes) or None,
        advice_of(one) or None,
        model.basis if model else None,
        f"AM{kept.id}" if kept else None,
    )


def advice_of(one: Standing) -> str:
    """What the model advises for its result, as it is today; an empty text where it does not, and of another model."""
    model = one.model
    if model is None or one.result is None or one.replaced:
        return ""
    results: list[Result | None] = [model.never_sold, *model.declared, *(cell.result for cell in model.cells)]
    results += [band.result for axis in model.axes for band in axis.bands] if not model.cells else []
    return next((each.advice for each in results if each and each.name == one.result), "")


def _notes(data: Standings, stands: Sequence[Stand]) -> Iterator[str]:
    """What does not go together, and what of each model is whose."""
    told = [
        said if len(stands) == 1 else f"{stand.account.code}: {said}" for stand in stands for _, said in stand.against
    ]
    yield from (f"does not go together: {said}" for said in told[:_MOST_TOLD])
    if len(told) > _MOST_TOLD:
        yield hinted(
            f"and {len(told) - _MOST_TOLD} more that do not", ": `amcli report models ACCOUNT` says those of one"
        )
    stale = sum(one.stale for stand in stands for one in stand.standings)
    if stale:
        yield f"older than a year: {number_of(stale, 'assessment')}"
    for entry in data.entries:
        yield f"{entry.code}: {entry.model.basis}" if entry.model else entry.wrong
