"""What answers come to, of the models built in: the values of their tables, and of everything between."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.features.models.reports.library import BUILT_IN, built_in
from amcli.features.models.reports.records_say import whole_months
from amcli.features.models.rules.answers import read_answers
from amcli.features.models.rules.contradictions import CONTRADICTIONS
from amcli.features.models.rules.facts import Facts
from amcli.features.models.rules.model import ModelSpec
from amcli.features.models.rules.score import (
    NO_DECIDER,
    ONE_PERSON,
    covered,
    distance,
    mean,
    on_line,
    outcome,
    place,
    remarks,
)
from amcli.features.models.rules.spelled import spelled
from conftest import tries

SOLD = Facts(sales=1)
SELECTION, STAGES, PORTFOLIO, CONTINUUM, CENTRE = (
    built_in(code).read() for code in ("selection", "stages", "portfolio", "continuum", "buying-centre")
)


def summing_to(total: int) -> dict[str, int]:
    """Answers of the six statements that come to a sum."""
    answers = {item.code: 1 for item in STAGES.items}
    for code in [*answers] * 3:
        if sum(answers.values()) < total:
            answers[code] += 1
    assert sum(answers.values()) == total
    return answers


STAGE = {"early-KAM": range(6, 11), "mid-KAM": range(11, 17), "partnership KAM": range(17, 23),
         "synergistic KAM": range(23, 25)}  # fmt: skip


@pytest.mark.parametrize(("stage", "total"), [(stage, total) for stage, sums in STAGE.items() for total in sums])
def test_the_stage_of_each_sum(stage: str, total: int) -> None:
    """6–10 early, 11–16 mid, 17–22 partnership, 23 and 24 synergistic; one from a cut-off, or on it, is near."""
    found = outcome(STAGES, summing_to(total), SOLD)
    assert found.result and found.result.name == stage
    assert dict(found.figures)["sum"] == total
    assert found.distances[0].near == (total in (10, 11, 16, 17, 22, 23))


def test_without_a_sale_there_is_no_relationship_yet() -> None:
    """Whatever was answered, and also where nothing was; with a sale a missing answer leaves nothing scored."""
    for answers in ({}, summing_to(24)):
        found = outcome(STAGES, answers, Facts())
        assert found.result and found.result.name == "pre-KAM"
    answers = summing_to(24)
    del answers["trust"]
    found = outcome(STAGES, answers, SOLD)
    assert (found.result, found.figures, found.missing) == (None, (), ("trust",))


def test_involvement_and_collaboration_apart() -> None:
    """Means of three each; they are told as apart from 1.5 on, and not below."""
    deep = {"contacts": 4, "planning": 4, "problems": 4, "information": 2, "trust": 2, "exit": 3}
    assert dict(outcome(STAGES, deep, SOLD).figures) == {
        "sum": 19, "involvement": 4, "collaboration": Fraction(7, 3), "apart": Fraction(5, 3),
    }  # fmt: skip
    assert "apart" not in dict(outcome(STAGES, {**deep, "exit": 4}, SOLD).figures)


CELL = {
    (4, 4): "invest for growth", (4, 2): "invest selectively", (2, 4): "manage for cash", (2, 2): "withdraw",
    (3, 4): "maintain", (4, 3): "maintain", (3, 3): "maintain", (2.5, 5): "maintain", (3.5, 3.5): "invest for growth",
    (2.49, 2.49): "withdraw", (3.49, 5): "maintain", (2.5, 2.5): "maintain", (5, 2.49): "invest selectively",
}  # fmt: skip


@pytest.mark.parametrize(("values", "cell"), CELL.items(), ids=str)
def test_the_cells_of_selection(values: tuple[float, float], cell: str) -> None:
    """High from 3.5, low below 2.5, maintain wherever an axis is between."""
    assert place(SELECTION, [Fraction(str(value)) for value in values]).name == cell


RELATION = {
    (1, 1): "market exchange", (5, 1): "captive buyer", (1, 5): "captive supplier", (5, 5): "strategic partnership",
    (3, 2.99): "captive buyer", (2.99, 3): "captive supplier",
}  # fmt: skip


@pytest.mark.parametrize(("values", "cell"), RELATION.items(), ids=str)
def test_the_cells_of_the_portfolio(values: tuple[float, float], cell: str) -> None:
    """The customer's investments, then ours: the line itself is high, and within 0.25 is near."""
    exact = [Fraction(str(value)) for value in values]
    assert place(PORTFOLIO, exact).name == cell
    near = [distance(PORTFOLIO, axis, value).near for axis, value in zip(PORTFOLIO.axes, exact, strict=True)]
    assert near == [2.75 <= value < 3.25 for value in values]


@pytest.mark.parametrize(("value", "near"), [("2.74", False), ("2.75", True), ("3", True), ("3.24", True),
                                             ("3.25", False)])  # fmt: skip
def test_near_a_line(value: str, near: bool) -> None:
    """From 0.25 below on, and less than 0.25 above."""
    assert distance(PORTFOLIO, PORTFOLIO.axes[0], Fraction(value)).near is near


LINE = [
    (Facts(), {}, "0 no exchange yet"),
    (Facts(1), {}, "1 single deals"),
    (Facts(9, 1), {}, "1 single deals"),
    (Facts(5, 5), {}, "2 repeated deals"),
    (Facts(5, 5, 11), {}, "2 repeated deals"),
    (Facts(5, 5, 12), {}, "3 lasting agreement"),
    (Facts(5, 5, 3, 1), {}, "3 lasting agreement"),
    (Facts(5, 5, 12), {"joint-plan": 1}, "3 lasting agreement"),
    (Facts(5, 5, 12), {"joint-plan": 1, "sole-source": 1}, "4 partnership"),
    (Facts(), {"alliance": 1}, "5 alliance"),
    (Facts(1), {"network": 1, "alliance": 1}, "6 network"),
    (Facts(), {"owned": 1}, "7 one house"),
]


@pytest.mark.parametrize(("facts", "answers", "point"), LINE, ids=str)
def test_the_points_of_the_line(facts: Facts, answers: dict[str, int], point: str) -> None:
    """The uppermost point of which a rule holds; what is not answered holds nothing."""
    found = on_line(CONTINUUM, facts, answers)
    assert found.result and found.result.name == point


CORE = ("user", "influencer", "decider", "buyer", "gatekeeper")
COVERED = [
    ([], "0 of 5 roles", [NO_DECIDER]),
    ([{"buyer"}], "1 of 5 roles", [NO_DECIDER, ONE_PERSON]),
    ([{each} for each in CORE], "5 of 5 roles", []),
    ([set(CORE)], "5 of 5 roles", [ONE_PERSON]),
    ([{"approver"}, {"initiator"}, set()], "0 of 5 roles", [NO_DECIDER]),
    ([{"decider"}, set()], "1 of 5 roles", [ONE_PERSON]),
]


@pytest.mark.parametrize(("people", "result", "told"), COVERED)
def test_the_roles_that_somebody_has(people: list[set[str]], result: str, told: list[str]) -> None:
    """Of the five of 1972; those added later do not count among them. No decider and one person alone are told."""
    counts, found = covered(CENTRE, people)
    assert found.result and found.result.name == result
    assert remarks(CENTRE, counts, dict(found.figures)) == told


@settings(max_examples=tries(60, 600))
@given(st.data())
def test_every_answer_has_one_result(data: st.DataObject) -> None:
    """Means lie within the scale, exactly Σ weight × answer / Σ weight; the result has a cell or band of its own; and
    more of anything never lowers a figure.
    """
    model: ModelSpec = data.draw(st.sampled_from([SELECTION, PORTFOLIO, STAGES]))
    first, last = model.scale
    answers = {item.code: data.draw(st.integers(first, last)) for item in model.items}
    found = outcome(model, answers, SOLD)
    assert found.result
    for axis in model.axes:
        weights = [item.weight or Fraction(100, len(axis.items)) for item in axis.items]
        assert sum(weights) == 100
        exact = sum(w * answers[item.code] for w, item in zip(weights, axis.items, strict=True)) / 100
        assert first <= mean(axis, answers) == exact <= last
    more = {**answers, (code := data.draw(st.sampled_from([*answers]))): min(last, answers[code] + 1)}
    figures, higher = ([value for name, value in outcome(model, each, SOLD).figures if name != "apart"]
                       for each in (answers, more))  # fmt: skip
    assert all(one <= other for one, other in zip(figures, higher, strict=True))


def test_no_name_of_a_contradiction_is_gone() -> None:
    """Each result that a contradiction names is one that its model has."""
    for each in CONTRADICTIONS:
        for side in (each.one, each.other):
            if side.what in BUILT_IN:
                model = built_in(side.what).read()
                names = {cell.result.name for cell in model.cells}
                names |= {band.result.name for axis in model.axes for band in axis.bands if not model.cells}
                names |= {result.name for result in (*model.sayable, *filter(None, (model.never_sold, model.start)))}
                assert set(side.words) - {""} <= names, each.code


def test_an_axis_has_three_to_nine_cells() -> None:
    """Every pair of bands of a matrix has one cell."""
    for model in (SELECTION, PORTFOLIO):
        pairs = product(*([band.result.name for band in axis.bands] for axis in model.axes))
        assert sorted(cell.bands for cell in model.cells) == sorted(pairs)


@pytest.mark.parametrize(("words", "part"), [
    (["growht=3"], "no item 'growht'"), (["growth=6"], "from 1 to 5, not '6'"), (["growth=3.5"], "not '3.5'"),
    (["growth=-1"], "not '-1'"), (["growth="], "not ''"), (["growth=٣"], "not '"),
    (["growth=3", "growth=4"], "answered twice"), (["invest for growth"], "no result of selection is declared"),
])  # fmt: skip
def test_answers_that_are_refused(words: list[str], part: str) -> None:
    """An item that is none, a point beyond the scale, and a declared result where there is none."""
    with pytest.raises(BadValue) as told:
        read_answers(SELECTION, words)
    assert part in told.value.message


@pytest.mark.parametrize(("model", "word", "result"), [
    (STAGES, "uncoupling", "uncoupling KAM"), (STAGES, "declared=Uncoupling KAM", "uncoupling KAM"),
    (CONTINUUM, "4", "4 partnership"), (CONTINUUM, "network", "6 network"), (CONTINUUM, "0", "0 no exchange yet"),
    (CONTINUUM, "declared=7 one house", "7 one house"),
])  # fmt: skip
def test_a_result_that_is_declared(model: ModelSpec, word: str, result: str) -> None:
    """By its name or its beginning, of a line by its number; it stands alone."""
    declared = read_answers(model, [word]).declared
    assert declared and declared.name == result
    with pytest.raises(BadValue, match=r"declared|alone"):
        read_answers(model, [word, f"{model.items[0].code}=1"])
    with pytest.raises(BadValue, match=r"declared|alone"):
        read_answers(model, [f"{model.items[0].code}=1", word])


def test_an_item_in_any_case() -> None:
    """Items are found in any case, and come in the order of the model."""
    assert read_answers(SELECTION, ["GROWTH=2", " budget = 3"]).kept == ("budget=3", "growth=2")


@pytest.mark.parametrize(("first", "last", "months"), [
    ("2026-01-01", "2026-12-31", 12), ("2026-01-01", "2026-12-30", 11), ("2025-01-31", "2025-02-27", 1),
    ("2026-03-01", "2026-03-01", 0), ("2024-02-29", "2025-02-26", 11), ("2024-02-29", "2025-02-27", 12),
])  # fmt: skip
def test_whole_months(first: str, last: str, months: int) -> None:
    """From the first to the last day, both in, as a contract of so many months has them."""
    from datetime import date

    assert whole_months(date.fromisoformat(first), date.fromisoformat(last)) == months


@pytest.mark.parametrize(("value", "text"), [
    ("3", "3"), ("2.99", "2.99"), ("-0.1", "-0.1"), ("0.05", "0.05"), ("11/3", "3.67"), ("1/3", "0.33"),
    ("5999/2000", "2.9995"), ("-1/3", "-0.33"), ("0", "0"), ("200/3", "66.67"),
])  # fmt: skip
def test_figures_as_people_read_them(value: str, text: str) -> None:
    """Exact where they end within four decimals, else with two."""
    assert spelled(Fraction(value)) == text
