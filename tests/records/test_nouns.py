"""Every noun, every verb, through the real command line."""

from decimal import Decimal
from typing import Any

import pytest

from conftest import Cli

# What is typed, and the reference of what it makes in the small portfolio.
NEW: dict[tuple[str, ...], str] = {
    ("account", "add", "Ford Motors"): "ford-motors",
    ("account", "add", "Ford", "--code", "F.1_x-Y"): "F.1_x-Y",
    ("contact", "add", "maruti", "Meera Nair"): "C4",
    ("deadline", "add", "maruti", "Call back", "--due", "2026-10-01"): "D4",
    ("budget", "add", "maruti", "Samples", "--period", "2026-Q4", "--amount", "99.50"): "B3",
    ("budget", "spend", "maruti", "Trade fair", "12"): "X2",
    ("product", "add", "Hose"): "hose",
    ("sale", "add", "maruti", "12"): "S4",
    ("target", "set", "2027", "5000"): "T4",
    ("rate", "set", "USD", "INR", "83.5"): "R3",
    ("log", "maruti", "Said hello"): "I3",
}
EVERYTHING = {"account": ("--all",), "deadline": ("--all",)}


def noun_of(words: tuple[str, ...]) -> str:
    if words[0] == "log":
        return "interaction"
    return "expense" if words[1] == "spend" else words[0]


def rows(cli: Cli, noun: str) -> dict[str, dict[str, Any]]:
    """All records of a noun by their reference."""
    found: Any = cli.json(noun, "list", *EVERYTHING.get(noun, ()))
    return {row["code" if noun in ("account", "product") else "id"]: row for row in found}


@pytest.mark.parametrize("words", NEW)
def test_add_says_what_it_made(small: Cli, words: tuple[str, ...]) -> None:
    """A new record is named in the sentence and is in the list; nothing else is on stderr."""
    done = small(*words)
    assert (done.code, done.err) == (0, "")
    assert NEW[words] in done.out
    assert len(done.lines) == 1
    assert NEW[words] in rows(small, noun_of(words))


@pytest.mark.parametrize("words", NEW)
def test_quiet_prints_the_reference_alone(small: Cli, words: tuple[str, ...]) -> None:
    """With -q a script gets the new reference and nothing else."""
    done = small(*words, "-q")
    assert (done.code, done.out, done.err) == (0, f"{NEW[words]}\n", "")


@pytest.mark.parametrize("words", NEW)
def test_a_dry_run_changes_nothing(small: Cli, words: tuple[str, ...]) -> None:
    """--dry-run says the same reference and leaves every table as it was, the journal and the id counters too."""
    before = small.dump(journal=True)
    assert small.ok(*words, "--dry-run", "-q") == f"{NEW[words]}\n"
    said = small.ok(*words, "--dry-run")
    assert said.startswith("Would have ")
    assert small.dump(journal=True) == before
    assert small.ok(*words, "-q") == f"{NEW[words]}\n"


# Fields of each noun: record, option, what is typed, the key, and what it then is.
EDITS: tuple[tuple[str, str, tuple[str, ...], dict[str, Any]], ...] = (
    ("account", "maruti", ("--name", "Maruti"), {"name": "Maruti"}),
    ("account", "maruti", ("--code", "ms"), {"code": "ms"}),
    ("account", "maruti", ("--code", "MARUTI"), {"code": "MARUTI"}),
    ("account", "maruti", ("--parent", "eclair"), {"parent": "eclair"}),
    ("account", "maruti", ("--tier", "2"), {"tier": 2}),
    ("account", "maruti", ("--scope", "GLOBAL"), {"scope": "global"}),
    ("account", "maruti", ("--currency", "kwd"), {"currency": "KWD"}),
    ("account", "maruti", ("--cadence", "7"), {"cadence": 7}),
    ("account", "maruti", ("--external-id", "007"), {"external_id": "007"}),
    ("account", "maruti", ("--city", "Pune", "--country", "IN"), {"city": "Pune", "country": "IN"}),
    ("account", "maruti", ("--tag", "a", "--tag", "b"), {"tags": ["a", "b"]}),
    ("account", "maruti", ("--tag", "a,b; c ,a"), {"tags": ["a", "b", "c"]}),
    ("account", "maruti", ("--add-tag", "new"), {"tags": ["oem", "india", "new"]}),
    ("account", "maruti", ("--add-tag", "oem", "--remove-tag", "india"), {"tags": ["oem"]}),
    ("account", "maruti", ("--remove-tag", "oem", "--remove-tag", "india"), {"tags": None}),
    ("account", "maruti", ("--tag", "x", "--add-tag", "y"), {"tags": ["x", "y"]}),
    ("account", "maruti", ("--tag", ""), {"tags": None}),
    ("contact", "C2", ("--name", "Ravi R."), {"name": "Ravi R."}),
    ("contact", "C3", ("--account", "maruti-service"), {"account": "maruti-service"}),
    ("contact", "C1", ("--role", "gatekeeper", "--role", "initiator"), {"roles": ["initiator", "gatekeeper"]}),
    ("contact", "C1", ("--add-role", "User"), {"roles": ["user", "decider", "buyer"]}),
    ("contact", "C1", ("--remove-role", "buyer"), {"roles": ["decider"]}),
    ("contact", "C1", ("--role", ""), {"roles": None}),
    ("contact", "C1", ("--email", "", "--phone", ""), {"email": None, "phone": None}),
    ("contact", "C2", ("--reports-to", ""), {"reports_to": None}),
    ("interaction", "I1", ("--text", "Other"), {"text": "Other"}),
    ("interaction", "I1", ("--kind", "note", "--on", "yesterday"), {"kind": "note", "date": "2026-09-16"}),
    ("interaction", "I1", ("--with", "C2"), {"with": ["Ravi Iyer"]}),
    ("interaction", "I1", ("--add-with", "ravi iyer"), {"with": ["Asha Rao", "Ravi Iyer"]}),
    ("interaction", "I1", ("--remove-with", "Asha Rao"), {"with": None}),
    ("interaction", "I1", ("--with", "", "--minutes", ""), {"with": None, "minutes": None}),
    ("interaction", "I1", ("--minutes", "0"), {"minutes": 0}),
    ("deadline", "D2", ("--title", "Sign it", "--due", "+1m"), {"title": "Sign it", "due": "2026-10-17"}),
    ("deadline", "D2", ("--due", "fri", "--kind", "other"), {"due": "2026-09-18", "kind": "other"}),
    ("deadline", "D2", ("--priority", "low", "--note", ""), {"priority": "low", "note": None}),
    ("deadline", "D2", ("--done", "today"), {"done": "2026-09-17"}),
    ("deadline", "D3", ("--done", ""), {"done": None}),
    ("budget", "B1", ("--period", "2027"), {"period": "2027", "start": "2027-01-01", "end": "2028-01-01"}),
    ("budget", "B1", ("--amount", "1,000.05"), {"amount": Decimal("1000.05"), "currency": "USD"}),
    ("budget", "B2", ("--currency", "EUR"), {"amount": Decimal("300.00"), "currency": "EUR"}),
    ("budget", "B2", ("--amount", "EUR 7"), {"amount": Decimal("7.00"), "currency": "EUR"}),
    ("budget", "B1", ("--agreed-with", "", "--direction", "revenue"), {"agreed_with": None, "direction": "revenue"}),
    ("expense", "X1", ("--amount", "1"), {"amount": Decimal("1.00")}),
    ("expense", "X1", ("--budget", "rebates", "--memo", ""), {"budget": "Rebates", "memo": None}),
    ("expense", "X1", ("--on", "2026-01-31"), {"date": "2026-01-31"}),
    ("product", "pad", ("--name", "Pad", "--category", ""), {"name": "Pad", "category": None}),
    ("product", "pad", ("--price", "49.5"), {"price": Decimal("49.50"), "currency": "USD"}),
    ("product", "pad", ("--currency", "KWD"), {"price": Decimal("48.000"), "currency": "KWD"}),
    ("product", "pad", ("--price", ""), {"price": None, "currency": "USD"}),
    ("product", "pad", ("--price", "", "--currency", ""), {"price": None, "currency": None}),
    ("sale", "S1", ("--amount", "1300", "--ref", ""), {"amount": Decimal("1300.00"), "ref": None}),
    ("sale", "S1", ("--currency", "EUR"), {"amount": Decimal("1250.50"), "cost": Decimal("800.00"), "currency": "EUR"}),
    ("sale", "S1", ("--currency", "KWD"), {"amount": Decimal("1250.500"), "cost": Decimal("800.000")}),
    ("sale", "S1", ("--amount", "EUR 5"), {"amount": Decimal("5.00"), "cost": Decimal("800.00"), "currency": "EUR"}),
    ("sale", "S1", ("--product", "", "--cost", ""), {"product": None, "cost": None}),
    ("sale", "S1", ("--quantity", ""), {"quantity": None}),
    ("sale", "S1", ("--product", "clutch", "--quantity", "2.50"), {"product": "clutch", "quantity": Decimal("2.5")}),
    ("sale", "S1", ("--account", "eclair"), {"account": "eclair", "amount": Decimal("1250.50"), "currency": "USD"}),
    ("sale", "S2", ("--kind", "purchase"), {"kind": "purchase"}),
    ("target", "T1", ("--amount", "99"), {"amount": Decimal("99.00")}),
    ("target", "T1", ("--period", "2026-09", "--account", "eclair"), {"period": "2026-09", "account": "eclair"}),
    ("target", "T2", ("--account", ""), {"account": None}),
    ("target", "T3", ("--product", "clutch"), {"product": "clutch"}),
    ("rate", "R1", ("--rate", "0.930"), {"rate": Decimal("0.93")}),
    ("rate", "R1", ("--from", "gbp", "--on", "2026-01-01"), {"from": "GBP", "date": "2026-01-01"}),
)  # fmt: skip


@pytest.mark.parametrize(("noun", "reference", "options", "after"), EDITS)
def test_edit_changes_these_fields_alone(
    small: Cli, noun: str, reference: str, options: tuple[str, ...], after: dict[str, Any]
) -> None:
    """`edit` takes the options of `add`, positionals too; "" clears, a set is replaced, --add-X and --remove-X change
    one member. What was not named stays; an undo brings all back.
    """
    before, dump = rows(small, noun), small.dump()
    small.ok(noun, "edit", reference, *options, "--dry-run")
    assert small.dump() == dump
    small.ok(noun, "edit", reference, *options)
    now = rows(small, noun)
    changed = now.pop(after.get("code", reference))
    was = before.pop(reference)
    was |= {key: value for key, value in changed.items() if key == "aliases"}  # see test_aliases.py
    assert changed == {**was, **after, **_follows(noun, changed, options)}
    if "code" not in after:
        assert now == before
    small.ok("undo")
    assert small.dump() == dump


def _follows(noun: str, row: dict[str, Any], options: tuple[str, ...]) -> dict[str, Any]:
    """What a view shows of the record that a field refers to, and both ends of a period."""
    shown: dict[str, Any] = {}
    if "--account" in options and "account_name" in row:
        shown["account_name"] = row["account_name"]
    if "--period" in options:
        shown |= {key: row[key] for key in ("start", "end")}
    if noun == "sale" and "--currency" in options:
        shown["currency"] = row["currency"]
    return shown


REQUIRED = {
    ("account", "maruti"): ("name", "code"),
    ("contact", "C1"): ("account", "name"),
    ("interaction", "I1"): ("account", "text", "kind", "on"),
    ("deadline", "D1"): ("account", "title", "due", "kind", "priority"),
    ("budget", "B1"): ("account", "name", "period", "amount", "direction", "currency"),
    ("expense", "X1"): ("budget", "amount", "on"),
    ("product", "pad"): ("name", "code", "currency"),
    ("sale", "S1"): ("account", "amount", "on", "kind", "currency"),
    ("target", "T1"): ("period", "amount", "currency"),
    ("rate", "R1"): ("from", "to", "rate", "on"),
}


@pytest.mark.parametrize("record", REQUIRED)
def test_what_a_record_needs_cannot_be_cleared(small: Cli, record: tuple[str, str]) -> None:
    """An empty text for a field that a record needs is exit 2 and says which field."""
    noun, reference = record
    before = small.dump(journal=True)
    for name in REQUIRED[record]:
        done = small(noun, "edit", reference, f"--{name}", "")
        assert done.code == 2, (name, done)
        assert ("date" if name == "on" else name) in done.err
        assert "cannot be empty" in done.err
    assert small.dump(journal=True) == before


def test_an_edit_of_nothing(small: Cli) -> None:
    """`edit` without an option is exit 2; one that changes nothing says so, and is no operation."""
    assert small("account", "edit", "maruti").code == 2
    before = small.dump(journal=True)
    for words in (
        ("account", "edit", "maruti", "--tier", "1"),
        ("account", "edit", "maruti", "--remove-tag", "none-such"),
        ("contact", "edit", "C1", "--add-role", "buyer"),
        ("deadline", "done", "D3"),
        ("target", "set", "2026", "1200000"),
        ("account", "archive", "old-garage"),
    ):
        assert small.ok(*words).startswith("Nothing to change"), words
    assert small.dump(journal=True) == before


def test_an_edit_of_several_is_one_operation(small: Cli) -> None:
    """Several records are changed together or not at all, and undone together."""
    before = small.dump()
    assert small("account", "edit", "maruti", "nobody", "--note", "x").code == 3
    assert small("account", "edit", "maruti", "eclair", "--code", "same").code == 4
    assert small.dump() == before
    assert small.ok("account", "edit", "maruti", "eclair", "maruti", "--note", "x", "-q") == "maruti\neclair\n"
    small.ok("undo")
    assert small.dump() == before


def test_references_from_standard_input(small: Cli) -> None:
    """`-` reads references a line each, beside those that were typed; of no line it says that none was named."""
    small.ok("account", "edit", "eclair", "-", "--tier", "3", stdin="maruti\n\n  maruti-service  \n")
    assert small.ok("account", "list", "--tier", "3", "-f", "ids").split() == ["eclair", "maruti", "maruti-service"]
    small.ok("deadline", "done", "-", stdin=small.ok("deadline", "list", "-f", "ids"))
    assert small.json("deadline", "list") == []
    before = small.dump(journal=True)
    assert small.ok("account", "remove", "-", "--yes", stdin="") == "Nothing to change: no record was named\n"
    assert small.dump(journal=True) == before


REMOVED = {
    "contact": "C2", "interaction": "I1", "deadline": "D1", "expense": "X1", "product": "clutch", "sale": "S1",
    "target": "T1", "rate": "R1", "budget": "B2", "account": "maruti-service",
}  # fmt: skip


@pytest.mark.parametrize("noun", REMOVED)
def test_remove(small: Cli, noun: str) -> None:
    """A record that nothing refers to is taken out, its own links with it, and comes back whole with undo."""
    reference, dump = REMOVED[noun], small.dump()
    assert small.ok(noun, "remove", reference, "--dry-run").startswith("Would have removed")
    assert small.dump() == dump
    said = small.ok(noun, "remove", reference, reference, "--yes")
    assert said.startswith(f"Removed {noun} {reference} (")
    assert reference not in rows(small, noun)
    assert small(noun, "show", reference).code == 3
    small.ok("undo")
    assert small.dump() == dump


@pytest.mark.parametrize(
    ("noun", "reference", "said"),
    [
        ("account", "maruti", ["1 account", "2 contacts", "1 interaction", "2 deadlines", "2 budgets", "2 sales",
                               "1 target", "2 opportunities", "amcli account archive maruti"]),
        ("account", "eclair", ["1 contact", "1 interaction", "1 deadline", "1 sale"]),
        ("contact", "C1", ["1 contact", "1 interaction"]),
        ("budget", "B1", ["1 expense"]),
        ("product", "pad", ["1 sale", "1 target"]),
    ],
)  # fmt: skip
def test_remove_refuses_what_others_refer_to(small: Cli, noun: str, reference: str, said: list[str]) -> None:
    """Exit 4 names what refers to the record and how many; nothing changes, also when others could have gone."""
    if noun == "account":
        small.ok("opportunity", "add", "maruti", "Another", "--close", "2026-12-01")
    before = small.dump(journal=True)
    other = {"account": "old-garage", "contact": "C2", "budget": "B2", "product": "clutch"}[noun]
    for words in ((reference,), (other, reference) if noun != "contact" else (reference,)):
        done = small(noun, "remove", *words, "--yes")
        assert done.code == 4
        assert f"{noun} {reference} is still referred to by" in done.err
        for each in said:
            assert each in done.err
    assert small.dump(journal=True) == before


def test_set_changes_the_one_with_the_same_key(small: Cli) -> None:
    """A target of the same period, account and product and a rate of the same pair and day are changed, not doubled."""
    assert small.ok("target", "set", "2026-01-01..2026-12-31", "7", "-q") == "T1\n"
    assert small.ok("target", "set", "2026-Q4", "7", "--account", "MARUTI", "-q") == "T2\n"
    assert small.ok("target", "set", "2026", "8", "--product", "pad", "--account", "maruti", "-q") == "T4\n"
    assert small.ok("rate", "set", "usd", "eur", "0.95", "--on", "2026-09-01", "-q") == "R1\n"
    assert small.ok("rate", "set", "usd", "eur", "0.95", "-q") == "R3\n"
    targets, rates = rows(small, "target"), rows(small, "rate")
    assert [targets[key]["amount"] for key in ("T1", "T2", "T3", "T4")] == [7, 7, 1000, 8]
    assert rates["R1"]["rate"] == Decimal("0.95")


def test_an_edit_cannot_make_a_second_of_the_same_key(small: Cli) -> None:
    """A target or a rate that would become the twin of another is refused, and the other is named."""
    small.ok("target", "set", "2026-Q1", "1")
    done = small("target", "edit", "T4", "--period", "2026")
    assert (done.code, "T1" in done.err) == (4, True)
    small.ok("rate", "set", "USD", "EUR", "1", "--on", "2026-09-02")
    done = small("rate", "edit", "R3", "--on", "2026-09-01")
    assert (done.code, "R1" in done.err) == (4, True)


def test_archive_and_back(small: Cli) -> None:
    """An archived account leaves the lists, keeps its records and its name, and comes back."""
    small.ok("account", "archive", "maruti")
    assert "maruti" not in small.ok("account", "list", "-f", "ids").split()
    everyone = ["eclair", "maruti", "maruti-service", "old-garage"]
    assert small.ok("account", "list", "--all", "-f", "ids").split() == everyone
    assert small.json("sale", "list", "--account", "maruti") != []
    assert small.ok("--today", "2027-01-01", "account", "archive", "maruti").startswith("Nothing to change")
    assert rows(small, "account")["maruti"]["archived"] == "2026-09-17"
    small.ok("account", "archive", "maruti", "old-garage", "--undo")
    assert len(rows(small, "account")) == 4
    assert small.ok("account", "list", "-f", "ids").split() == everyone


def test_done_and_reopen(small: Cli) -> None:
    """A deadline is closed as of a day and leaves the list; a closed one keeps its day; reopen brings it back."""
    small.ok("deadline", "done", "D1", "--on", "yesterday")
    assert small.ok("deadline", "list", "-f", "ids").split() == ["D2"]
    small.ok("deadline", "done", "D1", "D2")
    done = rows(small, "deadline")
    assert [done[key]["done"] for key in ("D1", "D2")] == ["2026-09-16", "2026-09-17"]
    small.ok("deadline", "reopen", "D1")
    assert small.ok("deadline", "list", "-f", "ids").split() == ["D1"]


def test_spend_finds_the_budget_that_holds_the_day(small: Cli) -> None:
    """An expense goes into the one budget of that name, in any case, whose period holds the day; else exit 3."""
    small.ok("budget", "add", "maruti", "TRADE FAIR", "--period", "2027", "--amount", "1")
    small.ok("budget", "spend", "maruti", "Trade Fair", "5", "--on", "2027-12-31")
    small.ok("budget", "spend", "maruti", "b2", "6", "--on", "2026-07-01")
    found = rows(small, "expense")
    assert [found[key]["budget"] for key in ("X2", "X3")] == ["TRADE FAIR", "Rebates"]
    small.ok("budget", "add", "maruti", "Trade fair", "--period", "2026-12", "--amount", "1")
    for words, said in (
        (("maruti", "Trade fair", "5", "--on", "2026-12-24"), ["2 budgets", "B1 (Trade fair)", "B4 (Trade fair)"]),
        (("maruti", "Trade fair", "5", "--on", "2025-12-24"), ["2025-12-24", "B1 (Trade fair)"]),
        (("maruti", "Tradefair", "5"), ["has no budget", "Trade fair"]),
        (("eclair", "Trade fair", "5"), ["eclair has no budget"]),
        (("nobody", "Trade fair", "5"), ["there is no account"]),
    ):
        done = small("budget", "spend", *words)
        assert done.code == 3, words
        for each in said:
            assert each in done.err
    assert small("budget", "spend", "maruti", "Rebates", "EUR 5").code == 2
    assert small.ok("budget", "spend", "maruti", "Rebates", "USD 5", "-q") == "X4\n"


def test_money_given_back(small: Cli) -> None:
    """A negative amount is refused and names --kind credit, typed bare or after --."""
    for words in (("sale", "add", "maruti", "-45"), ("sale", "add", "maruti", "--", "-45"),
                  ("sale", "edit", "S1", "--amount", "-45"), ("sale", "add", "maruti", "(45)")):  # fmt: skip
        done = small(*words)
        assert done.code == 2, words
        assert "--kind credit" in done.err
    assert rows(small, "sale")["S2"]["kind"] == "credit"
