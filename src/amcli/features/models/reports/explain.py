"""One result opened: the answers in words and what each adds, the rules of a line, who has a role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from amcli.base.hints import hinted
from amcli.base.results import Column, Kind, Report
from amcli.base.text import with_and
from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.models.reports.answer_rows import ANSWER_COLUMNS, UNWEIGHTED_COLUMNS, answer_rows
from amcli.features.models.reports.library import find_model
from amcli.features.models.reports.model_record import rule_words
from amcli.features.models.reports.report_models import advice_of
from amcli.features.models.reports.standings import NEVER, Standing, Standings
from amcli.features.models.rules.answers import kept_answers
from amcli.features.models.rules.facts import FACTS
from amcli.features.models.rules.model import POINTS, ROLES, SUM, ModelSpec
from amcli.features.models.rules.spelled import spelled
from amcli.store.reader import Reader


def explain_model(reader: Reader, account: str, text: str) -> Report:
    """What is behind the newest result of an account by a model. Raises NotFound, Ambiguous, and BadValue for an own
    model that cannot be read.
    """
    data = Standings(reader, [account])
    (node,) = data.accounts
    model = find_model(reader.connection, text).read()
    one = next(each for each in data.of(node) if each.code == model.code)
    columns, rows = _opened(data, node, model, one)
    kept = one.kept
    return Report(
        "models",
        columns,
        rows,
        facts={
            "as_of": data.today,
            "account": node.code,
            "model": model.code,
            "result": one.result,
            "state": one.state,
            "replaced": one.replaced,
            "scores": list(one.scores),
            "near": one.near,
            "day": kept.day if kept else None,
            "by": kept.by if kept else None,
            "assessment": f"AM{kept.id}" if kept else None,
        },
        title=f"{model.name} of {node.code}: {one.result or one.state}",
        empty=hinted(
            f"{node.code} was never assessed by {model.code}", f": `amcli assess {node.code} {model.code}` does"
        ),
        notes=tuple(_notes(data, model, one)),
    )


def _opened(
    data: Standings, node: AccountNode, model: ModelSpec, one: Standing
) -> tuple[tuple[Column, ...], Sequence[tuple[Any, ...]]]:
    if model.kind == ROLES:
        people = data.people(node)
        rows = [
            (each.role, tuple(name for name, roles in people if each.role in roles) or None, not each.later, each.words)
            for each in model.roles
        ]
        counted = Column("counted", Kind.FLAG, rank=2)
        return (Column("key", header="role"), Column("people", Kind.LIST, phrases=True), counted, Column("words")), rows
    if model.kind == POINTS and not one.replaced:
        return _POINT_COLUMNS, _points(data, node, model, one)
    if one.state == NEVER or one.kept is None:
        return ANSWER_COLUMNS, []
    if one.replaced:
        return UNWEIGHTED_COLUMNS, answer_rows(None, one.kept.answers)
    return ANSWER_COLUMNS, answer_rows(model, one.kept.answers)


_GONE = "answers, figures and result are as they were kept; words, weights and cut-offs of then are not kept"
_POINT_COLUMNS = (
    Column("key", Kind.INT, header="point"),
    Column("name"),
    Column("holds", undefined=True),
    Column("rule"),
    Column("words", rank=2),
)


def _points(data: Standings, node: AccountNode, model: ModelSpec, one: Standing) -> list[tuple[Any, ...]]:
    """Each point, and whether a rule of it holds: of the facts and answers that were kept, else of the records."""
    figures = dict(each.split("=") for each in one.scores)
    known: dict[str, int] = {name: int(figures[name]) for name in FACTS if name in figures}
    if one.kept:
        known |= {key: int(text) for key, text in kept_answers(one.kept.answers).items() if text.isdigit()}
    known = known or data.facts(node)._asdict()
    rows = []
    for number, point in enumerate(model.points, 1):
        holds = None if not point.when else "no"
        for rule in point.when:
            if all(known.get(key, 0) >= least for key, least in rule):
                holds = "yes"
            elif holds == "no" and any(key not in known for key, _ in rule):
                holds = "not known"
        rows.append((number, point.result.name, holds, rule_words(point.when), point.words))
    return rows


def _notes(data: Standings, model: ModelSpec, one: Standing) -> list[str]:
    figures = ", ".join(each.replace("=", " ") for each in one.scores)
    notes = [f"figures: {figures}"] if figures else []
    for axis in model.axes if one.scores and not one.replaced and model.kind not in (POINTS, ROLES) else ():
        cuts = ", ".join(f"{band.result.name} from {spelled(band.low)}" for band in axis.bands)
        how = "the sum of the answers" if model.counting == SUM else "Σ weight × answer / Σ weight"
        notes.append(f"{axis.code} is {how}: {cuts}")
    if one.near:
        notes.append(f"next cut-off: {one.near}")
    if one.remarks:
        notes.append(with_and(one.remarks))
    if one.records is not None and one.kept:
        notes.append(f"the records of today come to {one.records}")
    if advice := advice_of(one):
        notes.append(f"advice: {advice}")
    if one.kept and one.kept.note:
        notes.append(f"note: {one.kept.note}")
    entry = next(each for each in data.entries if each.code == model.code)
    if one.kept and entry.added and entry.added > one.kept.day.isoformat():
        same = "its words may be others" if not one.replaced else _GONE
        notes.append(f"{model.code} was replaced on {entry.added}, after this was assessed: {same}")
    elif one.replaced:
        notes.append(f"{model.code} was replaced after this was assessed: {_GONE}")
    return [*notes, f"{model.code}: {model.basis}"]
