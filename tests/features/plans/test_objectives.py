"""What a plan is to reach: how it is typed, what it is called, and how far it is by the records."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.features.plans.nouns import CONTACTS, ISSUES, MARGIN, MEASURES, NONE, SALES, WHITESPACE
from amcli.features.plans.rules.progress import CLOSED, LATE, NOT_BEGUN, ON_THE_WAY, REACHED, Aim, progress
from conftest import Cli, built_once, tries

TEXT = "# Goal\n\nGrow"


@pytest.fixture
@built_once
def planned(cli: Cli) -> Cli:
    """A group of two in EUR with a plan for 2026, PL1; what was sold, said and went wrong there by 17 September."""
    for words in (
        ("account", "add", "Group", "--code", "grp", "--currency", "EUR"),
        ("account", "add", "North", "--code", "north", "--parent", "grp", "--currency", "EUR"),
        ("account", "add", "Other", "--code", "other", "--currency", "EUR"),
        ("product", "add", "Pad", "--code", "pad", "--category", "Brakes"),
        ("product", "add", "Filter", "--code", "filter", "--category", "Filters"),
        ("product", "add", "Plug", "--code", "plug", "--category", "Electrical"),
        ("sale", "add", "grp", "100", "--on", "2025-03-01", "--product", "pad"),
        ("sale", "add", "grp", "900", "--on", "2026-02-01", "--product", "pad", "--cost", "600"),
        ("sale", "add", "north", "300", "--on", "2026-03-01", "--product", "filter", "--cost", "240"),
        ("sale", "add", "north", "100", "--on", "2026-03-02", "--kind", "credit"),
        ("sale", "add", "grp", "5", "--on", "2026-04-01", "--product", "plug"),
        ("sale", "add", "grp", "5", "--on", "2026-04-02", "--product", "plug", "--kind", "credit"),
        ("sale", "add", "other", "777", "--on", "2026-03-01", "--product", "plug"),
        ("contact", "add", "grp", "Asha"),
        ("contact", "add", "north", "Ravi"),
        ("contact", "add", "grp", "Gone", "--left", "2026-09-01"),
        ("contact", "add", "grp", "Silent"),
        ("log", "grp", "Met", "--kind", "meeting", "--with", "Asha", "--with", "Gone", "--on", "2026-08-01"),
        ("log", "grp", "Met again", "--kind", "meeting", "--with", "Asha", "--on", "2026-09-01"),
        ("log", "north", "Long ago", "--kind", "call", "--with", "Ravi", "--on", "2026-06-19"),
        ("log", "grp", "Too long ago", "--kind", "call", "--with", "Silent", "--on", "2026-06-18"),
        ("issue", "add", "north", "Cracks", "--on", "2026-09-01"),
        ("issue", "add", "other", "Noise", "--on", "2026-09-01"),
        ("need", "add", "grp", "One price", "--kind", "facilitation"),
        ("need", "add", "other", "Discs", "--kind", "product"),
    ):  # fmt: skip
        cli.ok(*words)
    cli.ok("plan", "write", "grp", "2026", "-", stdin=TEXT)
    cli.ok("plan", "write", "other", "2026", "-", stdin=TEXT)
    return cli


def objectives(cli: Cli, plan: str = "PL1") -> dict[str, dict[str, Any]]:
    found: Any = cli.json("plan", "show", plan)
    return {each["objective"]: each for each in found["objectives"]}


def set_up(cli: Cli, measure: str, target: str = "", due: str = "2026-12-31") -> dict[str, Any]:
    """What the page says of a new objective."""
    words = ("--target", target) if target else ()
    cli.ok("plan", "objective", "PL1", measure, "--measure", measure, "--due", due, *words)
    return list(objectives(cli).values())[-1]


def test_progress_is_worked_out_of_the_records(planned: Cli) -> None:
    """Each measure is of the plan's account and of all below it, in the plan's days up to today, and of nobody else."""
    sales = set_up(planned, SALES, "2000")
    assert (str(sales["value"]), sales["target"], sales["unit"], str(sales["percent"])) == (
        "1100.00",
        2000,
        "EUR",
        "55.0",
    )
    margin = set_up(planned, MARGIN, "30 %")
    assert (str(margin["value"]), margin["unit"], str(margin["percent"])) == ("30.0", "%", "100.0")
    assert [each["state"] for each in (sales, margin)] == [ON_THE_WAY, REACHED]
    groups = set_up(planned, WHITESPACE, "1")
    assert (groups["value"], groups["state"]) == (1, REACHED)  # filters; brakes are old, plugs were given back
    issues = set_up(planned, ISSUES, "0")
    assert (issues["value"], issues["percent"], issues["state"]) == (1, None, ON_THE_WAY)
    planned.ok("issue", "resolve", "IS1", "Replaced")
    planned.ok("issue", "close", "IS1", "--accepted", "yes")
    assert objectives(planned)["PL1.4"]["state"] == REACHED
    people = set_up(planned, CONTACTS, "4")
    assert (people["value"], str(people["percent"])) == (2, "50.0")  # not who left, and nobody of 91 days ago
    done = set_up(planned, NONE, due="2026-09-16")
    assert (done["value"], done["state"], done["time_gone"]) == (None, LATE, 100)
    assert planned.ok("plan", "objective", "PL1.6", "--done") == "Changed objective OB6 (none, PL1.6)\n"
    found: Any = planned.json("plan", "show", "grp")
    assert (found["objectives"][-1]["state"], found["objectives"][-1]["done"]) == (REACHED, "2026-09-17")
    assert (found["reached"], found["of_all"]) == (4, 6)
    listed: Any = planned.json("plan", "list", "grp")
    assert [(row["id"], row["reached"], row["of_all"]) for row in listed] == [("PL1", 4, 6)]
    grown: Any = planned.json("report", "sales", "--account", "grp", "--period", "2026", "--tree")
    assert str(grown["total"]["actual"]) == "1100.00"


def test_an_objective_opens_to_the_rows_that_it_is_made_of(planned: Cli) -> None:
    """The rows of each measure add up to what the page says."""
    for measure, target in (
        (SALES, "2000"),
        (MARGIN, "30"),
        (WHITESPACE, "1"),
        (ISSUES, "0"),
        (CONTACTS, "2"),
        (NONE, ""),
    ):
        set_up(planned, measure, target)
    planned.ok("deadline", "add", "PL1.6", "Talk", "--due", "2026-10-01")
    values = {each["measure"]: each["value"] for each in objectives(planned).values()}

    def opened(number: int) -> Any:
        return planned.json("plan", "show", "PL1", "--explain", f"PL1.{number}")

    sales = opened(1)
    assert sum(row["converted"] for row in sales["rows"]) == sales["total"]["converted"] == values[SALES]
    assert {row["account"] for row in sales["rows"]} == {"grp", "north"}
    margin = opened(2)
    assert [(row["id"], str(row["cost"])) for row in margin["rows"]] == [("S2", "600.00"), ("S3", "240.00")]
    amount, cost = (margin["total"][key] for key in ("amount", "cost"))
    assert (amount - cost) / amount * 100 == values[MARGIN]
    assert "2 of 5 lines carry a cost" in margin["notes"][0]
    groups = {row["group"]: (str(row["sold"]), str(row["before"]), row["new"]) for row in opened(3)["rows"]}
    assert groups == {
        "Brakes": ("900.00", "100.00", False),
        "Electrical": ("0.00", "0.00", False),
        "Filters": ("300.00", "0.00", True),
    }
    assert [row["id"] for row in opened(4)] == ["IS1"]
    assert [(row["id"], row["last"], row["times"]) for row in opened(5)["rows"]] == [
        ("C1", "2026-09-01", 2), ("C2", "2026-06-19", 1),
    ]  # fmt: skip
    assert [row["title"] for row in opened(6)] == ["Talk"]
    other = planned("plan", "show", "PL2", "--explain", "PL1.1")
    assert other.code == 3 and "'PL1.1' is no objective of PL2" in other.err


def test_what_nobody_knows_is_not_zero(planned: Cli) -> None:
    """Without a cost there is no margin, without a rate no sum, each with why; a plan that has not begun says so."""
    planned.ok("plan", "write", "grp", "2025-H1", "-", stdin=TEXT)
    for measure, target in ((MARGIN, "20"), (SALES, "100")):
        planned.ok("plan", "objective", "PL3", measure, "--measure", measure, "--target", target)
    planned.ok("sale", "add", "grp", "50", "--currency", "JPY", "--on", "2025-03-02")
    found = objectives(planned, "PL3")
    assert [found[f"PL3.{number}"]["why"] for number in (1, 2)] == ["an amount has no rate to EUR"] * 2
    planned.ok("sale", "remove", "S8", "--yes")
    found = objectives(planned, "PL3")
    assert (found["PL3.1"]["value"], found["PL3.1"]["why"]) == (None, "no sale in its days carries a cost")
    assert (found["PL3.1"]["state"], found["PL3.2"]["state"], found["PL3.2"]["due"]) == (LATE, REACHED, "2025-06-30")
    planned.ok("plan", "write", "grp", "2027", "-", stdin=TEXT)
    planned.ok("plan", "objective", "PL4", "Sell", "--measure", SALES, "--target", "5")
    later = objectives(planned, "PL4")["PL4.1"]
    assert (str(later["value"]), later["state"], later["time_gone"]) == ("0.00", NOT_BEGUN, 0)


def test_an_objective_is_called_by_its_number_in_the_plan(planned: Cli) -> None:
    """PL1.2 in any case, wherever a record is named: shown, edited, in the account's place, filtered by; and numbers
    go on from the highest.
    """
    for title in ("First", "Second", "Third"):
        planned.ok("plan", "objective", "grp", title)
    assert [row["called"] for row in planned.json("objective", "list")] == ["PL1.1", "PL1.2", "PL1.3"]  # type: ignore[attr-defined]
    for named in (("objective", "show", "pl1.2"), ("PL1.2",), ("OB2",)):
        found: Any = planned.json(*named)
        assert (found["id"], found["title"]) == ("OB2", "Second")
    # An id is not taken for words of a name.
    planned.ok("opportunity", "add", "grp", "Offer PL1 2", "5", "--close", "2026-12-01")
    planned.ok("deadline", "add", "PL1.2", "Do it", "--due", "2026-10-01")
    planned.ok("deadline", "add", "grp", "Do that", "--due", "2026-10-02", "--about", "pl1.2")
    planned.ok("log", "PL1.2", "Talked about it")
    rows: Any = planned.json("deadline", "list", "--about", "PL1.2")
    assert [(row["title"], row["account"], row["about"]) for row in rows] == [
        ("Do it", "grp", "OB2"), ("Do that", "grp", "OB2"),
    ]  # fmt: skip
    assert planned.json("deadline", "list", "--about", "OB2") == rows
    assert [row["text"] for row in planned.json("interaction", "list", "--about", "PL1.2")] == [  # type: ignore[attr-defined]
        "Talked about it"
    ]
    planned.ok("objective", "remove", "PL1.1", "--yes")
    planned.ok("plan", "objective", "PL1", "Fourth")
    assert list(objectives(planned)) == ["PL1.2", "PL1.3", "PL1.4"]
    before = planned.dump()
    typed: tuple[tuple[tuple[str, ...], int, str], ...] = (
        (("deadline", "add", "PL1.9", "x", "--due", "fri"), 3, "there is no objective 'PL1.9'"),
        (("deadline", "add", "PL1", "x", "--due", "fri"), 3, "type which objective of it is meant, such as PL1.1"),
        (("deadline", "add", "PL9", "x", "--due", "fri"), 3, "there is no account 'PL9'"),
        (("objective", "show", "PL9.1"), 3, "there is no objective 'PL9.1'"),
        (("deadline", "add", "other", "x", "--due", "fri", "--about", "PL1.2"), 3, "other has no objective 'PL1.2'"),
        (("plan", "remove", "PL1", "--yes"), 4, "referred to: 2 deadlines are about its objectives"),
        (("objective", "remove", "PL1.2", "--yes"), 4, "still referred to"),
    )
    for words, code, said in typed:
        done = planned(*words)
        assert (done.code, said in done.err) == (code, True), done
    assert planned.dump() == before
    planned.ok("account", "add", "Twin", "--code", "PL1.2")
    twice = planned("deadline", "add", "PL1.2", "x", "--due", "fri")
    assert twice.code == 3 and "`grp --about PL1.2` for the objective" in twice.err, twice
    planned.ok("deadline", "add", "Twin", "x", "--due", "fri")


def test_a_target_is_one_of_its_measure(planned: Cli) -> None:
    """Short amounts and a currency are read, what no measure can reach is refused, and nothing is written then."""
    before = planned.dump()
    add = ("plan", "objective", "PL1", "T")
    for words, code, said in (
        ((*add, "--target", "5"), 2, "a target is one of a measure"),
        ((*add, "--measure", "sales"), 2, "--measure sales needs what is to be reached: type --target N"),
        ((*add, "--measure", "sales", "--target", "0"), 2, "an amount of EUR above zero"),
        ((*add, "--measure", "sales", "--target", "0.001"), 2, "an amount of EUR above zero"),
        ((*add, "--measure", "contacts", "--target", "2.5"), 2, "a whole number from 1 on"),
        ((*add, "--measure", "contacts", "--target", "0"), 2, "a whole number from 1 on"),
        ((*add, "--measure", "margin", "--target", "101"), 2, "at most 100"),
        ((*add, "--measure", "issues", "--target", "EUR 2"), 2, "in no currency: leave out EUR"),
        ((*add, "--measure", "sales", "--target", "50 %"), 2, "is not a quantity"),
        ((*add, "--need", "ND2"), 3, "grp has no need 'ND2'"),
        (("plan", "objective", "PL1"), 2, "an objective needs its title"),
        (("plan", "objective", "PL1", "--done"), 2, "type which, such as PL1.2"),
        (("plan", "objective", "PL9", "T"), 3, "there is no plan 'PL9'"),
        (("plan", "objective", "north", "T"), 3, "north has no plan: `amcli plan write north 2026` writes one"),
    ):
        done = planned(*words)
        assert (done.code, said in done.err) == (code, True), done
    assert planned.dump() == before
    planned.ok("plan", "objective", "PL1", "Sell", "--measure", "sales", "--target", "1.5m", "--need", "ND1")
    planned.ok("plan", "objective", "PL1", "Sell there", "--measure", "sales", "--target", "USD 40k")
    found = objectives(planned)
    assert [(each["target"], each["unit"], each["need"]) for each in found.values()] == [
        (1500000, "EUR", "ND1"), (40000, "USD", None),
    ]  # fmt: skip
    stood = planned.dump()
    planned.ok("objective", "edit", "PL1.1", "--target", "1.6m", "--due", "2026-10-31")
    planned.undo_and_redo(stood, planned.dump())
    assert objectives(planned)["PL1.1"]["target"] == 1600000
    assert planned("objective", "edit", "PL1.1", "--measure", "margin").code == 2
    planned.ok("objective", "edit", "PL1.1", "--measure", "none")
    assert objectives(planned)["PL1.1"]["target"] is None


def test_active_people_are_those_of_the_report_on_relationships(planned: Cli) -> None:
    """An objective counts who was spoken with as lately as that report does: the ninetieth day ago too."""
    planned.ok("plan", "objective", "PL1", "Know people", "--measure", "contacts", "--target", "5")
    report: Any = planned.json("report", "relationships")
    active = {row["key"]: row["active"] for row in report["rows"]}
    assert (active["grp"], active["north"]) == (1, 1)
    assert objectives(planned)["PL1.1"]["value"] == active["grp"] + active["north"]


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2025-12-31", "before its plan begins on 2026-01-01"),
        ("2026-01-01", "a day that is over"),
        ("2026-09-16", "a day that is over"),
        ("2026-09-17", ""),
        ("2026-12-31", ""),
        ("2027-01-01", "after its plan ends on 2026-12-31"),
    ],
)
def test_a_day_of_an_objective_that_may_be_a_slip_is_said(planned: Cli, due: str, said: str) -> None:
    """One that is over, or outside of the days of the plan: it is kept, and said; of what is done nothing is."""
    for done in (
        planned("plan", "objective", "PL1", "T", "--due", due),
        planned("objective", "edit", "PL1.1", "--due", due),
    ):
        assert done.code == 0
        assert f"note: PL1.1 is due on {due}, {said}: `amcli objective edit PL1.1 --due DATE`\n" == done.err or not said
        assert bool(done.err) == bool(said)
    assert objectives(planned)["PL1.1"]["due"] == due
    assert not planned("objective", "edit", "PL1.1", "--done", "2026-09-01", "--due", due).err


def test_what_is_open_about_a_done_objective_is_said(planned: Cli) -> None:
    """Its actions stay open, and are named; one that has a measure and did not reach it is closed."""
    planned.ok("plan", "objective", "PL1", "Sell", "--measure", "sales", "--target", "5000")
    planned.ok("deadline", "add", "PL1.1", "Call", "--due", "2026-09-30")
    done = planned("plan", "objective", "PL1.1", "--done")
    assert done.code == 0 and "still open about OB1: D1" in done.err
    assert objectives(planned)["PL1.1"]["state"] == CLOSED
    planned.ok("objective", "edit", "PL1.1", "--done", "")
    assert objectives(planned)["PL1.1"]["state"] == ON_THE_WAY


DAYS = st.integers(-800, 800).map(lambda days: date(2026, 9, 17) + timedelta(days=days))
VALUES = st.none() | st.fractions(-10, 1000, max_denominator=100)


@settings(max_examples=tries(100, 1000))
@given(
    st.sampled_from(MEASURES), st.fractions(0, 1000, max_denominator=100), DAYS, DAYS, st.none() | DAYS, VALUES, DAYS
)
def test_progress_of_any_objective(
    measure: str, target: Fraction, start: date, due: date, done: date | None, value: Fraction | None, today: date
) -> None:
    """Whatever the days and values: a state that follows from them alone, time that never runs back, and a percentage
    only where it says something.
    """
    aim = Aim(measure, None if measure == NONE else target, start, due, done)
    value = None if measure == NONE else value
    found = progress(aim, value, today)
    if measure == NONE:
        assert found.reached == (done is not None)
    elif value is not None:
        assert found.reached == (value <= target if measure == ISSUES else value >= target)
    else:
        assert not found.reached
    assert (found.state == CLOSED) == (done is not None and not found.reached)
    assert found.state not in (LATE, ON_THE_WAY, NOT_BEGUN) or (found.state == LATE) == (today > due)
    assert 0 <= found.time_gone <= 100 and (today < due or found.time_gone == 100)
    assert found.time_gone <= progress(aim, value, today + timedelta(days=1)).time_gone
    assert (found.percent is None) == (value is None or not target or measure in (ISSUES, NONE))
    assert found.percent is None or found.percent * target == value * 100  # type: ignore[operator]
