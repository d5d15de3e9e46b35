"""Accounts that move, become one and come back: each report has every sale where its account stood on its day."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

import pytest
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st
from standing_by_hand import FIRST, Sold, Standing, cell

from conftest import TODAY, Cli, tries

ACCOUNTS, OWNERS = ("a", "b", "c", "d", "e"), ("nora", "emil", "lena")
WEST, NORTH, SOUTH = PLACES = ("w", "n", "s")
ABOVE = {NORTH: WEST}
NOW = date.fromisoformat(TODAY)
DAY = timedelta(days=1)
T = TypeVar("T")


class Asked(NamedTuple):
    """A period up to a day; as it is typed, and the days that count of it and of the year before."""

    period: str
    first: date
    last: date
    as_of: date

    @property
    def days(self) -> tuple[date, date]:
        return self.first, min(self.last, self.as_of)

    @property
    def year_before(self) -> tuple[date, date]:
        first, last = self.days
        return first.replace(year=first.year - 1), last.replace(year=last.year - 1)


ASKED = (
    Asked("2024", date(2024, 1, 1), date(2024, 12, 31), date(2024, 12, 31)),
    Asked("2025-03-10..2026-02-20", date(2025, 3, 10), date(2026, 2, 20), NOW),
    Asked("2026", date(2026, 1, 1), date(2026, 12, 31), NOW),
)
REPORTS = (
    ("sales", "--by", "owner"), ("sales", "--by", "territory"), ("sales", "--by", "owner,territory"),
    ("sales", "--by", "account"), ("sales", "--tree"), ("territories",), ("ownership",),
)  # fmt: skip
LISTED = ("account", "list", "--columns", "code,parent,owner,territories", "-f", "json")
Screens = dict[tuple[str, ...], str]


def screens(cli: Cli, asked: Asked) -> Screens:
    """What each report says, to the letter, and the list of accounts."""
    when = ("--period", asked.period, "--as-of", str(asked.as_of), "-f", "json")
    return {LISTED: cli.ok(*LISTED), **{report: cli.ok("report", *report, *when) for report in REPORTS}}


def told(text: str) -> Any:
    import json

    return json.loads(text, parse_float=Decimal)


def check(seen: Screens, model: Standing, asked: Asked) -> None:
    """Compare every figure with a count of the sales, one by one."""
    today = cell(NOW)
    assert told(seen[LISTED]) == [
        {
            "code": each, "parent": model.part_of[each][today],
            "owner": (held := model.owner[each][today]) and held.who,
            "territories": sorted(model.lies[each][today]) or None,
        }
        for each in model.accounts
    ]  # fmt: skip
    reports = {report: told(seen[report]) for report in REPORTS}
    now = model.within(*asked.days)
    for report, found in reports.items():
        name = "amount" if report == ("ownership",) else "actual"
        whole = (found["total"][name], found["total"]["lines"])
        assert whole == (sum(sale.amount for sale in now), len(now)), report
    keyed: dict[str, Callable[[Sold], Iterable[Any]]] = {
        "owner": lambda sale: [owner_of(model, sale)],
        "territory": lambda sale: places_of(model, sale),
        "owner,territory": lambda sale: [(owner_of(model, sale), each) for each in places_of(model, sale)],
        "account": lambda sale: [sale.account],
    }
    for by, groups in keyed.items():
        rows = reports[("sales", "--by", by)]["rows"]
        check_sales(model, asked, groups, {key(row, by): row for row in rows})
    check_tree(model, asked, reports[("sales", "--tree")]["rows"])
    check_territories(model, asked, reports[("territories",)])
    check_ownership(model, asked, reports[("ownership",)]["rows"])


def key(row: dict[str, Any], by: str) -> Any:
    return (row["key"], row["key2"]) if "," in by else row["key"]


def owner_of(model: Standing, sale: Sold) -> str | None:
    """Who had the account of a sale on its day."""
    held = model.owner[sale.account][cell(sale.day)]
    return held.who if held else None


def places_of(model: Standing, sale: Sold) -> Sequence[str | None]:
    """The territories in which it lay then; None alone for none."""
    return sorted(model.lies[sale.account][cell(sale.day)]) or [None]


def counted(sales: Iterable[Sold], groups: Callable[[Sold], Iterable[T]]) -> dict[T, int]:
    """What each group sold, without those that come to nothing."""
    found: Counter[T] = Counter()
    for sale in sales:
        for each in groups(sale):
            found[each] += sale.amount
    return {group: amount for group, amount in found.items() if amount}


def some(rows: dict[Any, dict[str, Any]], column: str) -> dict[Any, Any]:
    return {group: row[column] for group, row in rows.items() if row[column]}


def check_sales(
    model: Standing, asked: Asked, groups: Callable[[Sold], Iterable[Any]], rows: dict[Any, dict[str, Any]]
) -> None:
    """Sales, lines and the sales of the year before, by group."""
    now = model.within(*asked.days)
    assert some(rows, "actual") == counted(now, groups)
    assert some(rows, "lines") == counted([sale._replace(amount=1) for sale in now], groups)
    assert some(rows, "last_year") == counted(model.within(*asked.year_before), groups)


def check_tree(model: Standing, asked: Asked, rows: list[dict[str, Any]]) -> None:
    """Each account below each that it was part of, with all below it."""
    by_path: dict[tuple[str, ...], dict[str, Any]] = {}
    path: tuple[str, ...] = ()
    for row in rows:
        path = (*path[: row["depth"]], row["key"])
        assert path not in by_path
        by_path[path] = row

    def whole(sale: Sold) -> tuple[str, ...]:
        return model.path(sale.account, cell(sale.day))

    check_sales(model, asked, lambda sale: [whole(sale)[: place + 1] for place in range(len(whole(sale)))], by_path)
    assert some(by_path, "own") == counted(model.within(*asked.days), lambda sale: [whole(sale)])


def check_territories(model: Standing, asked: Asked, found: dict[str, Any]) -> None:
    """Each territory itself and with all below it: accounts on the day, sales of their own days, each once."""

    def and_above(places: Iterable[str | None]) -> set[str | None]:
        return {one for each in places for one in (each, ABOVE.get(each or "", each))}

    rows = {row["key"]: row for row in found["rows"]}
    now, here = model.within(*asked.days), cell(asked.days[1])
    assert some(rows, "own_actual") == counted(now, lambda sale: places_of(model, sale))
    assert some(rows, "actual") == counted(now, lambda sale: and_above(places_of(model, sale)))
    lying: dict[str, Sequence[str | None]] = {each: [*model.lies[each][here]] or [None] for each in model.accounts}
    assert some(rows, "own_accounts") == Counter(place for places in lying.values() for place in places)
    assert some(rows, "accounts") == Counter(place for places in lying.values() for place in and_above(places))
    assert found["overlap"] == sum((len(places_of(model, sale)) - 1) * sale.amount for sale in now)


def check_ownership(model: Standing, asked: Asked, rows: list[dict[str, Any]]) -> None:
    """Of each owner of each account, and of nobody: days up to as-of, lines and sales."""
    days: dict[tuple[str, str | None], int] = defaultdict(int)
    for account in model.accounts:
        for place in range(cell(asked.first), cell(asked.last) + 1):
            held = model.owner[account][place]
            days[account, held.who if held else None] += place <= cell(asked.as_of)
    sums: dict[tuple[str, str | None], list[int]] = {each: [count, 0, 0] for each, count in days.items()}
    for sale in model.within(*asked.days):
        entry = sums[sale.account, owner_of(model, sale)]
        entry[1] += 1
        entry[2] += sale.amount
    found: dict[tuple[str, str | None], list[int]] = {}
    for row in rows:
        entry = found.setdefault((row["account"], row["owner"]), [0, 0, 0])
        for place, name in enumerate(("days", "lines", "amount")):
            entry[place] += row[name]
    assert found == sums


def sales(chance: random.Random) -> list[Sold]:
    """On the days beside which things change, and on others."""
    days = [day for each in EDGES[:-1] for day in (each - DAY, each)]
    days += [FIRST + chance.randrange((NOW - FIRST).days + 1) * DAY for _ in range(90)]
    return [Sold(chance.choice(ACCOUNTS), day, chance.randrange(1, 9000)) for day in days]


# What is done

EDGES = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 3, 10), date(2025, 9, 18), date(2026, 2, 21), NOW, NOW + DAY]
SOLD = sales(random.Random(5))
Move = tuple[Any, ...]


def life(chance: random.Random) -> list[Move]:
    """A move of each account, and then moves, merges and steps back as they come; an account is named by its place
    among those that are there.
    """
    moves = [move(chance, account) for account in chance.sample(range(len(ACCOUNTS)), len(ACCOUNTS))]
    others = (move, move, for_a_while, undated, merge, merge, back, back, back)
    return [*moves, *(chance.choice(others)(chance) for _ in range(chance.randint(6, 10)))]


def some_day(chance: random.Random) -> date:
    return chance.choice([*EDGES, *(FIRST + chance.randrange(1000) * DAY for _ in EDGES)])


def some_places(chance: random.Random) -> tuple[str, list[str]]:
    how = chance.choice(["--territory", "--territory", "--add-territory", "--remove-territory"])
    return how, chance.sample(PLACES, chance.randint(1, 2))


def move(chance: random.Random, account: int | None = None) -> Move:
    """An account with another parent, owner and territories from a day on: any of the three, or all at once. The parent
    is mostly one before it, so that few of them would be part of themselves.
    """
    if account is None:
        account = chance.randrange(len(ACCOUNTS))
    above = chance.choice([None, "", *[chance.randrange(max(account, 1))] * 4, chance.randrange(len(ACCOUNTS))])
    owner = chance.choice([None, None, "", *OWNERS])
    placed = chance.choice([None, None, ("--territory", []), some_places(chance), some_places(chance)])
    return "move", account, some_day(chance), above, owner, placed


def for_a_while(chance: random.Random) -> Move:
    """An owner until a day."""
    account = chance.randrange(len(ACCOUNTS))
    return "while", account, chance.choice(OWNERS), some_day(chance), chance.choice([0, 1, 30, 400])


def undated(chance: random.Random) -> Move:
    """Owner and territories without a day."""
    owner, placed = chance.choice([None, *OWNERS]), chance.choice([None, some_places(chance)])
    return "undated", chance.randrange(len(ACCOUNTS)), owner, placed


def merge(chance: random.Random) -> Move:
    """An account, and how much further the other one stands."""
    return "merge", chance.randrange(len(ACCOUNTS)), chance.randrange(1, len(ACCOUNTS))


def back(chance: random.Random) -> Move:
    """The last operation taken back, or put back."""
    return (chance.choice(["undo", "undo", "redo"]),)


class Life:
    """A portfolio and its model side by side."""

    def __init__(self, cli: Cli, asked: Asked) -> None:
        self.cli, self.asked = cli, asked
        self.model = Standing.of(ACCOUNTS, SOLD)
        self.seen = screens(cli, asked)
        check(self.seen, self.model, asked)
        self.undone: list[tuple[Standing, Screens]] = []
        self.done: list[tuple[Standing, Screens]] = []

    def do(self, what: Move) -> None:
        """One operation: what follows from it, or that it is taken back or put back to the letter."""
        name, *rest = what
        if name == "undo":
            self._step("undo", self.done, self.undone)
        elif name == "redo":
            self._step("redo", self.undone, self.done)
        else:
            model, seen, latest = self.model, self.seen, self._latest()
            self.model = model.copy()
            words, fits = getattr(self, f"_{name}")(*rest)
            if not words:
                self.model = model
                return
            result = self.cli(*words, "--yes")
            assert result.code == (0 if fits else 4), (words, result.err)
            self.model = self.model if fits else model
            self.seen = screens(self.cli, self.asked)
            if self._latest() == latest:
                assert self.seen == seen, words
            else:
                self.done.append((model, seen))
                self.undone.clear()
            check(self.seen, self.model, self.asked)
            if name == "move":
                self._before(rest[1], seen)

    def _before(self, day: date, seen: Screens) -> None:
        """Every report of the days before a move is as it was; `ownership` says too until when each of them had it."""
        if day > max(self.asked.last, self.asked.as_of):
            for report in REPORTS[:-1]:
                assert self.seen[report] == seen[report], (day, report)

    def _step(self, verb: str, of: list[tuple[Standing, Screens]], into: list[tuple[Standing, Screens]]) -> None:
        if not of:
            return
        now = self.model, self.seen
        self.model, before = of.pop()
        self.cli.ok(verb)
        self.seen = screens(self.cli, self.asked)
        for words, text in self.seen.items():
            assert text == before[words], (verb, words)
        into.append(now)

    def _latest(self) -> int:
        """The number of the latest operation: another one where something was written."""
        with closing(sqlite3.connect(self.cli.db)) as connection:
            return int(connection.execute("SELECT max(id) FROM operation").fetchone()[0])

    def _account(self, number: int) -> str:
        return self.model.accounts[number % len(self.model.accounts)]

    def _move(
        self, number: int, day: date, above: int | str | None, owner: str | None, placed: tuple[str, list[str]] | None
    ) -> tuple[list[str], bool]:
        account, model, fits = self._account(number), self.model, True
        words: list[str] = []
        if above is not None:
            parent = self._account(above) if isinstance(above, int) else None
            fits = model.join(account, parent, day)
            words += ["--parent", parent or ""]
        if owner is not None:
            words += ["--owner", owner]
            if owner:
                model.own(account, owner, day, None, NOW)
            else:
                model.disown(account, day)
        if placed is not None:
            model.place(account, *placed, day, NOW)
            words += [word for each in placed[1] or [""] for word in (placed[0], each)]
        return (["account", "edit", account, *words, "--from", str(day)] if words else []), fits

    def _while(self, number: int, owner: str, day: date, length: int) -> tuple[list[str], bool]:
        account, until = self._account(number), day + length * DAY
        self.model.own(account, owner, day, until, NOW)
        return ["assignment", "add", account, owner, "--from", str(day), "--until", str(until)], True

    def _undated(self, number: int, owner: str | None, placed: tuple[str, list[str]] | None) -> tuple[list[str], bool]:
        account, words = self._account(number), []
        if owner is not None:
            words += ["--owner", owner]
            self.model.own(account, owner, None, None, NOW)
        if placed is not None:
            self.model.place(account, *placed, None, NOW)
            words += [word for each in placed[1] for word in (placed[0], each)]
        return (["account", "edit", account, *words] if words else []), True

    def _merge(self, one: int, further: int) -> tuple[list[str], bool]:
        kept, gone = self._account(one), self._account(one + further)
        if kept == gone:
            return [], True
        return ["account", "merge", kept, gone], self.model.merge(kept, gone)


@pytest.fixture(scope="module")
def sold_file(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """Five accounts, three colleagues, three territories of which one lies in another, and 100 sales."""
    cli = Cli(tmp_path_factory.mktemp("sold"))
    cli.ok("config", "set", "currency", "EUR")
    for each in ACCOUNTS:
        cli.ok("account", "add", each.upper(), "--code", each)
    for each in OWNERS:
        cli.ok("colleague", "add", each.title(), "--code", each)
    for each in PLACES:
        cli.ok("territory", "add", each.upper(), "--code", each, "--parent", ABOVE.get(each, ""))
    file = cli.folder / "sales.csv"
    rows = [f"{each.account},{each.day},{each.amount}" for each in SOLD]
    file.write_text("\n".join(["account,date,amount", *rows]), encoding="utf-8")
    cli.ok("import", "sales", str(file))
    return cli


@settings(max_examples=tries(12, 120), phases=set(Phase) - {Phase.shrink, Phase.explain})
@given(seed=st.integers(0, 2**64))
def test_any_moves_merges_and_undo(tmp_path_factory: pytest.TempPathFactory, sold_file: Cli, seed: int) -> None:
    """Whatever moves, becomes one or is taken back: each sale counts where its account stood on the sale's own day, the
    totals stay as they are, reports of the days before a move do too, and `undo` and `redo` bring every report back to
    the letter.
    """
    chance = random.Random(seed)
    both = Life(Cli.on_copy(tmp_path_factory.mktemp("life"), sold_file.db), chance.choice(ASKED))
    for each in life(chance):
        note(f"{each}")
        both.do(each)
    assert '"error"' not in both.cli.ok("doctor", "-f", "json")
