"""Models for people: of several accounts a grid with a sign for what needs a look, of one account a line a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from amcli.base.results import Column, Kind, Report
from amcli.base.text import number_of
from amcli.features.models.reports.against import Stand
from amcli.features.models.reports.library import BUILT_IN, BUYING_CENTRE, CONTINUUM, PORTFOLIO
from amcli.features.models.reports.matrices import Drawing, matrices, scores_of
from amcli.features.models.reports.standings import (
    ASSESSED,
    BY_REPLACED,
    NEVER,
    NOT_SCORED,
    SUGGESTED,
    Standing,
    is_near,
)
from amcli.features.models.rules.answers import kept_answers
from amcli.features.models.rules.score import NEAR_WORD, POINT, ROLES_COVERED

NEAR, SUGGESTION, OLD, UNSCORED = "~", "*", "†", "?"
_LEGEND = {
    NEAR: f"{NEAR} near a cut-off",
    SUGGESTION: f"{SUGGESTION} suggested by the records",
    OLD: f"{OLD} older than a year",
    UNSCORED: f"{UNSCORED} answers missing",
}
_RANKS = {CONTINUUM: 1, PORTFOLIO: 2, BUYING_CENTRE: 3}  # which leaves a narrow screen first


def drawn_grid(codes: Sequence[str], stands: Sequence[Stand], report: Report, room: int) -> Report:
    """A row an account, those of the first tier first; a column a model."""
    charts = matrices(stands)
    columns = (
        Column("account", also="key"),
        Column("tier", Kind.INT, rank=4),
        *(Column(_key(code), header=code, rank=_rank(code)) for code in codes),
        Column("against", Kind.INT, rank=1),
        *(column for _, pair in charts for column in pair),
    )
    ordered = sorted(stands, key=lambda stand: (stand.account.tier is None, stand.account.tier))
    signs = [[_sign(each) for each in stand.standings] for stand in ordered]
    rows = [
        (stand.account.code, stand.account.tier, *cells, len(stand.against) or None, *_scores(stand, charts))
        for stand, cells in zip(ordered, signs, strict=True)
    ]
    used = {cell[-1] for cells in signs for cell in cells if cell}
    legend = ", ".join(said for sign, said in _LEGEND.items() if sign in used)
    notes = (*filter(None, [legend]), *report.notes)
    return report._replace(
        columns=columns, rows=rows, notes=notes, drawn=None, charts=tuple(chart for chart, _ in charts)
    )


def _scores(stand: Stand, charts: Sequence[Drawing]) -> Iterator[Decimal | None]:
    """What an account has on the axes of the models that are drawn, in their order."""
    known = {one.model.name: scores_of(one) for one in stand.standings if one.model}
    for chart, _ in charts:
        yield from known.get(chart.title) or (None, None)


def _key(code: str) -> str:
    """The key of a model's column, which is none of the others'."""
    return f"{code}_model" if code in ("account", "key", "tier", "against") else code.replace("-", "_")


def _rank(code: str) -> int:
    return _RANKS.get(code, 0) if code in BUILT_IN else 5


def _sign(one: Standing) -> str | None:
    """What a cell of the grid says."""
    if one.state == NEVER:
        return None
    if one.state == NOT_SCORED:
        return f"not scored {UNSCORED}"
    sign = OLD if one.stale else NEAR if is_near(one.near) else SUGGESTION if one.state == SUGGESTED else ""
    return f"{one.result} {sign}".rstrip()


def drawn_of_one(stand: Stand, report: Report, room: int) -> Report:
    """A line a model: what it came to, by which figures, how far the next cut-offs are, when and by whom."""
    columns = (
        Column("model", also="key"),
        Column("result", undefined=True),
        Column("why"),
        Column("near", header="next cut-off", rank=4),
        Column("day", Kind.DATE),
        Column("by", rank=2),
        Column("before", rank=3),
    )
    rows = [
        (
            one.code,
            one.result,
            _why(one),
            one.near,
            one.kept.day if one.kept else None,
            one.kept.by if one.kept else None,
            one.told_before,
        )
        for one in stand.standings
    ]
    return report._replace(columns=columns, rows=rows, drawn=None)


def _why(one: Standing) -> str:
    """How it came about, where that is not by answers, the figures, and which of them is near a cut-off."""
    told = [] if one.state == ASSESSED else [one.state]
    if one.state == NOT_SCORED and one.model and one.kept:
        answered = kept_answers(one.kept.answers)
        missing = sum(item.code not in answered for item in one.model.items)
        told = [f"{missing} of {number_of(len(one.model.items), 'answer')} missing"]
    told += ["older than a year"] if one.stale else []
    told += [BY_REPLACED] if one.replaced else []
    told += [*filter(None, map(_figure, one.scores)), *one.remarks]
    near = [each.removesuffix(NEAR_WORD) for each in (one.near or "").split("; ") if each.endswith(NEAR_WORD)]
    return "; ".join([", ".join(told), *(f"near: {each}" for each in near)])


def _figure(score: str) -> str:
    """`attractiveness 4.05`; nothing for what the result says already."""
    name, _, value = score.partition("=")
    return "" if name in (POINT, ROLES_COVERED) else f"{name.replace('_', ' ')} {value}"
