"""What an account manager asks in a quarter: each question is one command, and its answer is the one that the files of
the sample data add up to, on a screen of 80 columns, in plain text and in JSON.
"""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
import sample_answers as answers
from sample_answers import Row
from sample_books import DAY, Books, money, numbered

from conftest import TODAY, Cli

books = cache(Books.read)


class Question(NamedTuple):
    """One question. `rows`: what the answer says, by the keys of JSON, in the order of the screen.

    `at`: where JSON has the rows; `.` is the record itself. `unseen`: keys that the screen has no room for, or says in
    another way, as in `screen`, which are texts of it. `only`: whether these are all rows. `first`: what was done
    before, on `days`; what was imported came before them all.
    """

    number: str
    asked: str
    command: str
    rows: Callable[[Books], list[Row]]
    at: str = "rows"
    unseen: tuple[str, ...] = ()
    screen: tuple[str, ...] = ()
    only: bool = True
    first: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


SHORT = "ford hyundai goody parker maruti"
CHANGES = ("target edit T7 --amount 1.55m", "deadline done D6")
QUESTIONS = [
    Question("1", "Where do I stand this year, and how far are the books?", "", answers.standing, at="sales",
             unseen=("booked_to",), screen=("sales booked to 15 Sep",)),
    Question("2", "This quarter?", "report sales --period this-quarter", answers.this_quarter, only=False),
    Question("3", "Who is behind, worst first?", "report sales --sort -short --limit 5", answers.worst_first),
    Question("4", "How much over or under at the year's end?", "report sales", answers.at_the_end, only=False),
    Question("5", "How much a working day do I need?", "report sales --columns key,needed_per_working_day",
             lambda book: answers.by_account(book, SHORT, "key", "needed_per_working_day"), only=False),
    Question("6", "What did X buy last month?", "report sales --explain maruti --period last-month", answers.invoices,
             screen=("106,620.63",)),
    Question("7", "X by product against last year?", "report sales --account maruti --by product",
             answers.against_last_year),
    Question("8", "Account × product", "report sales --by account,product", answers.pairs,
             unseen=("key", "key2", "actual"),
             screen=("263,869 179,120 140,110 128,482", "142,989 69,863", "93,450 75,023")),
    Question("10", "Who stopped buying?", "report sales --stopped --as-of 2026-06-30", answers.stopped,
             first=("config set stopped.days 60",), screen=("stopped: 1 of 5",)),
    Question("11", "Share of the top three?", "report sales --share", answers.shares, only=False,
             screen=("the largest 3 of 6 bring 96.4 %",)),
    Question("11", "Share of the top three?", "report concentration", answers.concentrated,
             screen=("the largest brings 48.72 %", "Gini 0.4903, HHI 3591.97")),
    Question("12", "This quarter against last quarter?", "report sales --period this-quarter --against last-quarter",
             answers.against_last_quarter, only=False),
    Question("13", "By tier?", "report sales --by tier", answers.grouped_by("tier", "2,3,1"), only=False),
    Question("13", "By city?", "report sales --by city",
             answers.grouped_by("city", "Dearborn,Chennai,Toledo,Ann Arbor,Gurugram"), only=False),
    Question("13", "By tag?", "report sales --by tag",
             answers.grouped_by("tags", "at-risk,oem,spring,workshop,service,family-run,key,growth"), only=False),
    Question("13", "By client category?", "report sales --by account-category",
             answers.grouped_by("category", "car maker,service centre"), only=False),
    Question("13", "By owner?", "report sales --by owner",
             answers.held_by("colleague", "mara,oskar",
                             lambda book: [row for row in book.assignments if row["role"] == "owner"]),
             only=False, unseen=("key",), screen=("Mara Quillstone 2,067,710 3,200,000",)),
    Question("13", "By territory?", "report sales --by territory",
             answers.held_by("territory", "michigan,ohio,india,worldwide", lambda book: list(book.placements)),
             only=False, unseen=("key",), screen=("Ohio 52,151 85,000",)),
    Question("14", "Margin by account?", "report sales --columns key,actual,margin",
             lambda book: answers.by_account(book, SHORT, "key", "actual", "margin"), only=False),
    Question("15", "The group's total?", "report sales --tree", answers.group_total, only=False, unseen=("key",)),
    Question("17", "Who decides at X?", "contact list --account maruti --role decider", answers.deciders, at=""),
    Question("18", "Which accounts have no decider?", "report relationships", answers.buying_centres,
             unseen=("no_decider",), screen=("no decider: 1 of 6 accounts, kirchoff",)),
    Question("19", "When did I last speak to Eva?", "contact show lucinda", answers.spoken_with, at=".",
             screen=("last spoken 71 d ago",)),
    Question("20", "Which people went quiet?", "report activity --by contact", answers.quiet_people,
             unseen=("days_since", "cadence", "over", "quiet"), screen=("148 days over", "14 of 18 people")),
    Question("21", "Which accounts went quiet?", "report activity", answers.quiet_accounts,
             unseen=("days_since", "cadence", "over", "quiet"), screen=("11 days over", "quiet: ford, parker")),
    Question("22", "What did I promise?", "deadline list --kind follow-up",
             answers.due(lambda row: row["kind"] == "follow-up" and not row["done"]), at="", screen=("7 d late",)),
    Question("23", "What is due next week?", "agenda --period next-week",
             answers.next_week, at="deadlines"),
    Question("24", "What did I finish this week?", "deadline list --done-in this-week", answers.done, at="",
             first=("deadline done D12 --on 2026-09-15", "deadline done D6")),
    Question("25", "What did we say about the price clause?", 'search price list', answers.said, at=""),
    Question("26", "Whose invoice is RE-2026-1196?", "search INV-2608-014", answers.whose, at=""),
    Question("27", "Which budgets are over?", "report budget --sort -burn", answers.burn),
    Question("27", "Which budgets are over?", "today", answers.over_budget, at="budgets", unseen=("spent", "amount"),
             screen=("BUDGET hyundai Launch rebate 110 %, over by 2,470",)),
    Question("28", "What made it go over?", "report budget --explain hyundai", answers.spent_of_hyundai,
             screen=("B3 Launch rebate: 26,470.00 USD of 24,000.00 USD",)),
    Question("28", "What made it go over?", "report budget --explain b3", answers.spent_of_hyundai,
             screen=("Budget B3 of hyundai in 2026", "26,470.00 USD of 24,000.00 USD")),
    Question("29", "Where will the budget end?", "report budget --columns account,name,forecast --sort -forecast",
             answers.ends, only=False),
    Question("30", "What changed since I last reported?", "history --since 2026-08-01", answers.since_august, at="",
             first=CHANGES, days=("2026-08-20", "2026-09-01")),
    Question("30", "What changed since I last reported?", "report changes --since 2026-08-01",
             answers.changed_since_august, first=CHANGES, days=("2026-08-20", "2026-09-01")),
    Question("31", "What was the target before August?", "history --account maruti --kind target",
             lambda book: answers.since_august(book)[1:], at="", only=False, first=CHANGES,
             days=("2026-08-20", "2026-09-01")),
    Question("32", "Which contracts end, and when must notice arrive?", "report contracts", answers.contracts,
             only=False, unseen=("end", "arrive_by", "act_by"), screen=("Wed 30 Sep", "Wed 23 Sep")),
    Question("33", "Hours per client?", "report activity --columns key,minutes", answers.minutes),
    Question("36", "What is the next best thing to do now?", "next", answers.promises_at_stake, only=False,
             unseen=("late", "amount", "command"), screen=("ford:issue", "at stake")),
    Question("37", "Which issues are open, and which are late?", "report issues", answers.issues,
             screen=("Issues: 2 open, 0 late", "Hairline cracks")),
    Question("38", "How far may I go on price?", "negotiation show NG1", answers.how_far, at="points",
             only=False, unseen=("aim", "limit", "ours", "theirs", "room"),
             screen=("limit 3 % (private)", "theirs 3.5 %")),
    Question("40", "Is X a key account, and why?", "report models --account maruti", answers.by_models,
             only=False, unseen=("scores",),
             screen=("maruti is a key account (tier 1); number 1 of 5 by sales", "attractiveness 4.1", "strengths 3.8",
                     "partnership KAM, but captive supplier", "items, weights, cut-offs and advice are amcli's own")),
    Question("39", "Who works on X, and how loaded are they?", "report team --account maruti",
             answers.works_on("maruti"), unseen=("role",), screen=("brand manager",)),
]  # fmt: skip


@pytest.fixture
def asked(sample: Cli, request: pytest.FixtureRequest) -> tuple[Cli, Question]:
    """The sample data, after what was done before the question."""
    question: Question = request.param
    for command in question.first:
        sample.ok(*command.split())
    if question.days:
        with closing(sqlite3.connect(sample.db)) as file, file:
            file.execute("UPDATE operation SET at = '2026-07-01T09:00:00Z'")
            (latest,) = file.execute("SELECT max(id) FROM operation").fetchone()
            for number, day in enumerate(question.days, latest - len(question.first) + 1):
                file.execute("UPDATE operation SET at = ? WHERE id = ?", (f"{day}T09:00:00Z", number))
    return sample, question


def ids(question: Question) -> str:
    return f"Q{question.number} {question.command or 'amcli'}"


@pytest.mark.parametrize("asked", QUESTIONS, ids=ids, indirect=True)
def test_a_question_is_one_command(asked: tuple[Cli, Question]) -> None:
    """JSON, plain text and the screen say what the files of the sample data add up to."""
    cli, question = asked
    words, expected = question.command.split(), question.rows(books())
    assert expected
    answer: Any = cli.json(*words or ["today"])
    for key in filter(None, question.at.split(".")):
        answer = answer[key]
    found = [{key: row[key] for key in expected[0]} for row in ([answer] if question.at == "." else answer)]
    assert [row for row in expected if row not in found] == []
    assert not question.only or len(found) == len(expected)
    plain, screen = cli.ok(*words), cli.ok(*words, tty=True, COLUMNS="80", NO_COLOR="1")
    if question.at == ".":
        plain, screen = " ".join(plain.split()), " ".join(screen.split())
    stand(plain, [[_plain(value) for value in row.values()] for row in expected], ordered=False)
    seen = [[_screen(value) for key, value in row.items() if key not in question.unseen] for row in expected]
    stand(screen, seen, ordered=True)
    assert [text for text in question.screen if text not in " ".join(screen.split())] == []


def stand(text: str, rows: list[list[str]], *, ordered: bool) -> None:
    """Each row stands in a line that has all of its texts (patterns), and rows follow each other."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    places = []
    for row in rows:
        at = [
            place
            for place, line in enumerate(lines)
            if all(re.search(rf"(?<!\S)(?:{each})(?!\S)", line) for each in row)
        ]
        assert at, f"{row} in\n{text}"
        places.append(at)
    if ordered and rows and rows[0]:
        for above, below in pairwise(places):
            assert min(above) < max(below), text


def _plain(value: object) -> str:
    if isinstance(value, list):
        return re.escape(",".join(value))
    return "true|false" if isinstance(value, bool) else re.escape(" ".join(str(value).split()))


def _screen(value: object) -> str:
    """A person reads whole units or cents, days in words, and the beginning of a text that goes on below."""
    if isinstance(value, Decimal):
        if value.as_tuple().exponent == -1:
            return rf"(?:{value:.0f}|{value}) %"
        return re.escape(f"{value:,.0f}") + "|" + re.escape(f"{value:,.2f}")
    if isinstance(value, list):
        return re.escape(", ".join(value))
    text = str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return _day(date.fromisoformat(text))
    return re.escape(text.split(maxsplit=1)[0])


def _day(day: date) -> str:
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - DAY).days, "-")
    return rf"(?:{day:%a} {day.day} {day:%b}|{day}|{near})" if day.year == DAY.year else str(day)


def test_did_the_reminder_run(sample: Cli) -> None:
    """Q34: `doctor` says when it last ran, and what was said."""
    assert "remind --once has not run yet" in sample.ok("doctor")
    before = datetime.now()
    sample.ok("remind", "--once")
    answer: Any = sample.json("doctor")
    (run,) = answer["runs"]
    assert abs(datetime.fromisoformat(run["at"]) - before) < timedelta(minutes=2)
    assert (run["due"], run["said"], run["failed"]) == (13, 13, 0)
    overdue = [number for number, row in numbered(books().deadlines, "D") if row["due"] < TODAY and not row["done"]]
    assert set(overdue) <= set(run["what"])
    assert f"last run {run['at'].replace('T', ' ')}" in sample.ok("doctor")
    at = datetime.fromisoformat(run["at"])
    screen = sample.ok("doctor", tty=True, COLUMNS="80", NO_COLOR="1")
    assert re.search(rf"^reminders +ok +last run {at:%Y-%m-%d %H:%M}", screen, re.MULTILINE)


def test_one_dossier_for_whoever_takes_over(sample: Cli) -> None:
    """Q35: who they are, what was agreed, what is open and what nobody knows, as one page of markdown."""
    done = sample("report", "handover", "maruti", "-o", str(sample.folder / "pack.md"))
    assert done.code == 0
    page = (sample.folder / "pack.md").read_text(encoding="utf-8")
    owned = [row for row in books().assignments if row["account"] == "maruti" and row["role"] == "owner"]
    for text in (
        "# Hand-over of Maruti", *(row["colleague"] for row in owned),
        *(row["name"] for row in books().contacts if row["account"] == "maruti"),
        *(row["title"] for row in books().deadlines if row["account"] == "maruti" and not row["done"]),
    ):  # fmt: skip
        assert text in page, text
    assert "UNKNOWN" in sample.ok("report", "handover", "parker")


def test_what_the_client_is_shown(sample: Cli) -> None:
    """Q41: what it bought in the last full quarter beside the year before, its budgets, its people and when they met;
    and no target, note or interest of ours.
    """
    book, page = books(), sample.ok("report", "review", "maruti", "-f", "markdown")
    answer: Any = sample.json("report", "review", "maruti")
    spans = ("2026-04-01", "2026-06-30"), ("2025-04-01", "2025-06-30")
    bought = {
        book.named(row["product"]): tuple(
            money(book.sold(*span, account="maruti", product=row["product"])) for span in spans
        )
        for row in book.sales if row["account"] == "maruti"
    }  # fmt: skip
    told = {row["product"]: (row["bought"], row["before"]) for row in answer["products"]}
    assert told == {name: sums for name, sums in bought.items() if any(sums)}
    (total,) = answer["totals"]
    assert (total["bought"], total["before"]) == tuple(money(book.sold(*span, account="maruti")) for span in spans)
    spent = {row["name"]: row["spent"] for row in answer["budgets"]}
    assert spent == {name: money(book.spent("maruti", name)) for name in ("Trade fair", "Service training")}
    ours = [row for row in book.contacts if row["account"] == "maruti"]
    assert {row["name"] for row in answer["your_people"]} == {row["name"] for row in ours}
    said = [row for row in book.interactions if row["account"] == "maruti"]
    met = [row["date"] for row in said if row["kind"] in ("meeting", "visit")]
    (first, last), _ = spans
    assert [row["date"] for row in answer["meetings"]] == sorted(day for day in met if first <= day <= last)
    hidden = [row["note"] for row in ours] + [row["text"] for row in said]
    hidden += ["1,500,000", "supporter", "decider", "Draft of the 2027 price list", "Renewal of the frame agreement"]
    assert [text for text in hidden if text and text in page] == []


def test_every_question_of_the_list_is_asked() -> None:
    """Whitespace and the pipeline, the dossier, and the pages for client and director, have tests of their own."""
    assert {question.number for question in QUESTIONS} | {"34"} == {
        *map(str, range(1, 42)),
    } - {"9", "16", "35", "41"}  # fmt: skip
