"""Who works on which account: one owner at a time, by day, also through a merge; and what is somebody's."""

from typing import Any

from conftest import Cli


def spans(cli: Cli, account: str, role: str = "owner") -> list[tuple[Any, ...]]:
    """Who has a role, from when to when."""
    rows: Any = cli.json("assignment", "list", account, "--all", "--sort", "from")
    return [(row["colleague"], row["from"], row["until"]) for row in rows if row["role"] == role]


def test_a_new_owner_ends_the_one_before(sample: Cli) -> None:
    """On the day before, which is said; before a later owner the new one ends; one for a while gives it back; who has
    it already keeps all of his time.
    """
    said = sample.ok("assignment", "add", "ford", "nora", "--from", "2026-10-01")
    assert "nora follows mara, who had it until 2026-09-30" in said
    early = sample("assignment", "add", "ford", "oskar", "--from", "2026-08-01")
    assert "oskar has ford until 2026-09-30, for it is nora's from 2026-10-01 on" in early.err
    assert spans(sample, "ford") == [
        ("oskar", "2026-08-01", "2026-09-30"), ("nora", "2026-10-01", None), ("mara", None, "2026-07-31"),
    ]  # fmt: skip
    away = sample("assignment", "add", "hyundai", "lena", "--from", "2026-08-01", "--until", "2026-08-14")
    assert "hyundai is mara's again from 2026-08-15 on" in away.err
    today = sample("assignment", "add", "goody", "nora")
    assert "from 2026-09-17 on; --from says another day" in today.err
    assert "Nothing to change" in sample.ok("assignment", "add", "goody", "nora")
    assert sample.ok("assignment", "add", "kirchoff", "nora") and spans(sample, "kirchoff") == [("nora", None, None)]
    for_a_while = ("kirchoff", "nora", "--from", "2026-10-01", "--until", "2026-12-31")
    assert "Nothing to change" in sample.ok("assignment", "add", *for_a_while)
    assert spans(sample, "kirchoff") == [("nora", None, None)]
    overlap = sample("assignment", "edit", "goody/oskar", "--until", "2026-12-31")
    assert (overlap.code, "amcli assignment edit AS" in overlap.err) == (4, True)


def test_an_assignment_is_called_by_account_colleague_and_role(sample: Cli) -> None:
    """With a / between them, the role where there are several; `end` says its last day, and it is kept."""
    assert sample.json("assignment", "show", "maruti/emil")["id"] == "AS7"  # type: ignore[index]
    sample.ok("assignment", "add", "maruti", "emil", "--role", "support")
    several = sample("assignment", "show", "maruti/emil")
    assert (several.code, "logistics" in several.err) == (3, True)
    sample.ok("assignment", "edit", "maruti/emil/LOGISTICS", "--hours", "9")
    again = sample("assignment", "add", "maruti", "emil", "--role", "Support")
    assert (again.code, "amcli assignment edit" in again.err) == (4, True)
    assert sample("assignment", "end", "maruti", "emil").code == 3
    sample.ok("assignment", "end", "maruti", "emil", "--role", "support", "--on", "2026-12-31")
    assert spans(sample, "maruti", "support") == [("emil", None, "2026-12-31")]
    assert sample("assignment", "end", "maruti", "nora").code == 3


def test_owner_and_territories_with_the_account(sample: Cli) -> None:
    """One operation writes them with the other fields, for all below too; the list says those of the day."""
    sample.ok("account", "add", "Kirchoff Europe", "--owner", "mara", "--territory", "worldwide")
    words = ("--scope", "national", "--owner", "nora", "--territory", "asia", "--below", "--from", "2026-10-01")
    said = sample.ok("account", "edit", "kirchoff", *words)
    assert "and 3 more: owner nora; in asia" in said
    columns = ("--columns", "code,owner,territories")
    now: Any = sample.json("account", "list", "--owner", "mara", "--territory", "india", *columns)
    both = {"owner": "mara", "territories": ["india", "worldwide"]}
    assert now == [{"code": one, **both} for one in ("hyundai", "maruti")]
    assert sample.ok("account", "list", "--unowned", "-f", "ids") == "kirchoff\n"
    later: Any = sample.json("--today", "2026-10-01", "account", "list", "--owner", "nora", *columns)
    assert len(later) == 6 and all(row["territories"] == ["asia"] for row in later)
    assert {row["scope"] for row in sample.json("account", "list") if row["owner"]} == {"national", None}  # type: ignore[attr-defined]
    sample.ok("undo")
    assert len(sample.json("--today", "2026-10-01", "account", "list", "--owner", "nora")) == 0  # type: ignore[arg-type]
    sample.ok("account", "edit", "ford", "--add-territory", "ohio", "--remove-territory", "michigan")
    shown: Any = sample.json("account", "show", "ford")
    assert (shown["owner"], shown["territories"]) == ("mara", ["ohio"])
    alone = sample("account", "edit", "kirchoff", "--below", "--name", "X")
    assert (alone.code, "leave out --below" in alone.err) == (2, True)
    sample.ok("account", "edit", "parker", "--parent", "goody", "--from", "2024-04-01")  # the day that stands already
    assert sample.json("account", "show", "parker")["parent_since"] == "2024-04-01"  # type: ignore[index]


def test_below_is_what_will_be_below(sample: Cli) -> None:
    """--below with a day to come reaches what is below on that day, and not what is below today."""
    sample.ok("account", "add", "Group")
    sample.ok("account", "edit", "maruti", "--parent", "group", "--from", "2026-10-01")
    sample.ok("account", "edit", "group", "--owner", "nora", "--below", "--from", "2026-10-02")
    assert ("nora", "2026-10-02", None) in spans(sample, "maruti")
    sample.ok("undo")
    sample.ok("account", "edit", "group", "--owner", "nora", "--below")
    assert "nora" not in [who for who, _, _ in spans(sample, "maruti")]


def test_a_merge_goes_by_the_days(sample: Cli) -> None:
    """The owner of the one that stays wins on its days, the other's fills the rest; undo takes all of it back."""
    sample.ok("assignment", "edit", "ford/mara/owner", "--from", "2026-03-01")
    before = sample.dump()
    sample.ok("account", "merge", "ford", "maruti", "--keep", "--yes")
    assert spans(sample, "ford") == [
        ("mara", "2026-01-01", "2026-02-28"), ("mara", "2026-03-01", None), ("oskar", None, "2025-12-31"),
    ]  # fmt: skip
    assert spans(sample, "ford", "logistics") == [("emil", None, None)]
    assert sample.json("account", "show", "ford")["territories"] == ["india", "michigan", "worldwide"]  # type: ignore[index]
    sample.ok("undo")
    assert sample.dump() == before
    sample.ok("account", "merge", "ford", "parker", "--keep", "--yes")  # parker was once part of ford
    assert sample.json("membership", "list") == []
    sample.ok("undo")
    sample.ok("account", "edit", "ford", "--parent", "goody", "--from", "2026-01-01")
    sample.ok("account", "edit", "goody", "--parent", "", "--from", "2023-01-01")
    sample.ok("account", "add", "Between", "--parent", "parker")
    assert sample("account", "merge", "between", "ford", "--keep", "--yes").code == 4
    assert sample.ok("doctor")


def test_what_is_due_of_one_colleague(sample: Cli) -> None:
    """A training of hers in the agenda, the reminders and the calendar; of whoever keeps the file what is nobody's."""
    sample.ok("config", "set", "me", "nora")
    sample.ok("deadline", "add", "maruti", "Negotiating", "--kind", "training", "--due", "2026-09-18", "--for", "lena")
    for whose, there in (("lena", True), ("me", False), ("nora", False)):
        agenda: Any = sample.json("agenda", "--for", whose)
        assert ("Negotiating" in [row["title"] for row in agenda["deadlines"]]) is there
        assert ("Negotiating" in sample.ok("export", "ics", "--for", whose)) is there
        assert ("Negotiating" in sample.ok("remind", "--within", "3d", "--for", whose)) is there
    assert "Ford" in sample.ok("remind", "--for", "mara", "--include", "quiet")  # whose account is quiet
    assert sample("remind", "--for", "zed").code == 3


def test_a_day_is_of_something_that_has_days(sample: Cli) -> None:
    """`--from` without a parent, an owner or a territory is refused: it would be the day of the parent."""
    before = sample.dump()
    for words in (
        ("edit", "parker", "--tier", "2", "--from", "2026-08-01"),
        ("edit", "ford", "--from", "2026-08-01"),
        ("edit", "kirchoff", "--scope", "regional", "--below", "--from", "2026-08-01"),
        ("add", "Late", "--from", "2026-08-01"),
    ):
        said = sample("account", *words)
        assert (said.code, "from when --parent, --owner and --territory hold" in said.err) == (2, True), said
    assert "--scope has no days" in sample("account", "edit", "ford", "--scope", "local", "--from", "today").err
    assert sample.dump() == before


def test_who_has_left_gets_no_account(sample: Cli) -> None:
    """By one rule, however it is typed: refused from the day on which he is there no more, an earlier day is his; what
    he still does besides owning is said when he leaves and when his accounts go to another one.
    """
    sample.ok("assignment", "add", "ford", "mara", "--role", "support")
    leaves = sample("colleague", "edit", "mara", "--left", "2026-09-10")
    assert "mara owns 3 accounts: `amcli account handover" in leaves.err
    assert "mara stays support of ford: `amcli assignment end ford mara`" in leaves.err
    before = sample.dump()
    for words in (
        ("account", "edit", "goody", "--owner", "mara"),
        ("account", "add", "Late", "--owner", "mara"),
        ("account", "handover", "goody", "--to", "mara"),
        ("assignment", "add", "goody", "mara"),
        ("assignment", "add", "goody", "mara", "--role", "support", "--from", "2026-09-10"),
        ("assignment", "plan", "--to", "mara", "--strategy", "balanced", "--apply"),
    ):
        said = sample(*words)
        assert said.code == 4 and "left" in said.err, words
    assert sample.dump() == before
    sample.ok("assignment", "add", "goody", "mara", "--from", "2026-08-01", "--until", "2026-08-31")
    gone = sample("account", "handover", "ford", "--to", "nora", "--on", "2026-09-10")
    assert "mara stays support of ford" in gone.err


def test_nothing_to_change_is_said_as_it_is(sample: Cli) -> None:
    """And an account that would be part of itself is told so."""
    assert sample.ok("account", "edit", "ford", "--owner", "mara").startswith("Nothing to change: account ford (Ford")
    assert (
        "would put the account above itself: name another one"
        in sample("account", "edit", "ford", "--parent", "ford").err
    )
