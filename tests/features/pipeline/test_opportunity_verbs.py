"""Opportunities opened, moved and changed: `amcli opportunity add`, `move`, `edit`."""

from pathlib import Path

from opportunity_samples import record, refused, steps

from conftest import Cli


def test_adding_says_kind_stage_and_probability(small: Cli) -> None:
    """The kind and why, the stage with the settings' probability, and the follow-up, in one operation."""
    before = small.dump()
    done = small(
        "opp", "add", "maruti", "Clutches", "40k", "--close", "eoq", "--product", "clutch", "--stage", "Qualified",
        "--with", "Ravi Iyer", "--next", "Call Ravi", "--due", "fri",
    )  # fmt: skip
    assert done.code == 0
    assert done.out.startswith(
        "Added opportunity OP2 (Clutches, maruti): cross-sell, qualified 25 %, 40,000 USD, close 2026-09-30, "
        "next D4 (Call Ravi, 2026-09-18)"
    )
    assert "cross-sell: it never bought clutch; --kind says otherwise" in done.err
    made = record(small, "OP2")
    assert (made["created"], made["since"], made["deadlines"][0]["kind"]) == ("2026-09-17", "2026-09-17", "follow-up")
    assert small.json("deadline", "list", "--about", "OP2")[0]["title"] == "Call Ravi"  # type: ignore[index]
    small.ok("undo")
    assert small.dump() == before
    past = small("opportunity", "add", "eclair", "Old one", "--close", "2026-09-01", "--kind", "renewal")
    assert "renewal, lead 10 %, no amount" in past.out and "is a day that is over" in past.err
    assert record(small, "OP3")["amount"] is None
    assert "OP3 is the same" in small("opp", "add", "eclair", "old ONE", "--close", "eoy").err
    refused(small, 2, "needs its close: type --close DATE", "opp", "add", "eclair", "x")
    refused(
        small, 2, "leave out the amount where it is not known yet", "opp", "add", "eclair", "x", "0", "--close", "eoy"
    )
    refused(small, 2, "still to come: --on is", "opp", "add", "eclair", "x", "--close", "eoy", "--on", "2026-09-18")
    refused(
        small, 2, "needs both --next TEXT and --due DATE", "opp", "add", "eclair", "x", "--close", "eoy", "--next", "y"
    )
    refused(small, 2, "type `amcli opportunity won", "opp", "add", "eclair", "x", "--close", "eoy", "--stage", "won")
    refused(small, 2, "No such option: --reason", "opp", "add", "eclair", "x", "--close", "eoy", "--reason", "y")


def test_an_idea_is_in_stage_idea_until_it_is_more(small: Cli) -> None:
    """An idea may be without a day of close; in a stage it needs one and its kind is read again; the two agree."""
    assert ": idea, idea 0 %, no amount" in small.ok("opp", "add", "maruti", "Stock at the plant", "--kind", "idea")
    assert ": idea, idea 0 %" in small.ok("opp", "add", "maruti", "Another", "--stage", "idea")
    refused(small, 2, "an idea is of kind idea", "opp", "add", "maruti", "x", "--kind", "idea", "--stage", "lead")
    refused(small, 2, "OP2 is an idea without a day of close: type --close", "opp", "move", "OP2", "lead")
    refused(small, 2, "`amcli opportunity move OP2 STAGE`", "opp", "edit", "OP2", "--kind", "upsell")
    refused(small, 2, "`amcli opportunity move OP1 idea`", "opp", "edit", "OP1", "--kind", "idea")
    moved = small("opp", "move", "OP2", "lead", "--close", "eoy", "--amount", "5k")
    assert "idea 0 % → lead 10 %, amount none → 5,000 USD, close none → 2026-12-31, kind idea → upsell" in moved.out
    assert "upsell: it bought before, and no product is named; `amcli opportunity edit OP2 --kind K`" in moved.err
    assert "kind upsell → idea" in small.ok("opp", "move", "OP2", "idea")
    assert "kind idea → upsell" in small.ok("opp", "won", "OP2")


def test_a_move_is_kept_with_its_day(small: Cli) -> None:
    """From what to what, of the day of --on; what changed earlier holds after that too, unless it changed again since,
    which is refused; a slip is from day to day; an end is its own verb.
    """
    small.ok("opp", "add", "eclair", "Hinges", "1m", "--close", "2026-10-31", "--on", "2026-07-01")
    said = small.ok("opp", "move", "OP2", "proposal", "--on", "2026-08-01", "--close", "2026-11-05", "--amount", "2m")
    assert said == (
        "Moved opportunity OP2 (Hinges, eclair): lead 10 % → proposal 50 %, amount 1,000,000 → 2,000,000 JPY, "
        "close 2026-10-31 → 2026-11-05\n"
    )
    told = small.ok("history", "--limit", "1", tty=True, COLUMNS="250", NO_COLOR="1")
    assert "close 2026-10-31 → 2026-11-05, since 2026-07-01 → 2026-08-01\n" in told
    small.ok("opp", "edit", "OP2", "--probability", "60", "--close", "2026-12-01")
    assert "step ST" not in small.ok("history", "--limit", "1")
    assert "slips" in small.ok("history", small.ok("history", "--limit", "1", "-f", "ids").strip(), "-f", "json")
    before = (("move", "OP2", "qualified"), ("won", "OP2"), ("lost", "OP2", "--reason", "x"))
    for words in before:
        refused(small, 4, "OP2 entered proposal on 2026-08-01: undo that", "opp", *words, "--on", "2026-07-20")
    back = ("opp", "edit", "OP2", "--stage", "lead", "--since", "2026-07-20")
    refused(small, 4, "or type --on 2026-08-01 or a later day", *back)
    again = ("opp", "move", "OP2", "proposal", "--on", "2026-08-10", "--close")
    refused(small, 4, "OP2 changed its close on 2026-09-17", *again, "2026-11-06")
    late = small("opp", "move", "OP2", "negotiation", "--on", "2026-08-20", "--amount", "3m")
    assert "proposal 60 % → negotiation 75 %" in late.out and "has a step of 2026-09-17" in late.err
    small.ok("opp", "edit", "OP2", "--close", "2027-02-01")
    small.ok("opp", "edit", "OP2", "--close", "2027-01-10")
    assert steps(small, "OP2")[:-2] == [
        ("2026-07-01", "lead", "2026-07-01", 10, 1_000_000, "2026-10-31", 0),
        ("2026-08-01", "proposal", "2026-08-01", 50, 2_000_000, "2026-11-05", 1),
        ("2026-08-20", "negotiation", "2026-08-20", 75, 3_000_000, "2026-11-05", 1),
        ("2026-09-17", "negotiation", "2026-08-20", 75, 3_000_000, "2026-12-01", 2),
    ]
    assert [step[-1] for step in steps(small, "OP2")[-2:]] == [2, 2]
    small.ok("opp", "add", "eclair", "Typed wrong", "--close", "2026-10-31")
    small.ok("opp", "edit", "OP3", "--close", "2026-11-30")
    assert record(small, "OP3")["slips"] == 0
    small.ok("opp", "edit", "OP3", "--close", "2026-12-31", AMCLI_TODAY="2026-09-18")
    assert record(small, "OP3")["slips"] == 1
    small.ok("opp", "move", "OP2", "qualified")
    assert "OP2 is in qualified since 2026-09-17" in small.ok("opp", "move", "OP2", "QUALIFIED")
    assert small.ok("opp", "move", "-", "OP2", "negotiation", stdin="OP1\n").count("negotiation 75 %") == 2
    refused(small, 2, "OP2 was opened on 2026-07-01", "opp", "move", "OP2", "lead", "--on", "2026-06-30")
    refused(small, 2, "is still to come", "opp", "move", "OP2", "lead", "--on", "2026-09-18")
    refused(small, 2, "type `amcli opportunity lost OP2 --reason TEXT`", "opp", "move", "OP2", "Lost")
    refused(small, 2, "type `amcli opportunity close OP2 --undecided`", "opp", "edit", "OP2", "--stage", "undecided")
    refused(small, 2, "use one of idea, lead, qualified", "opp", "move", "OP2", "propsal")
    refused(small, 2, "--amount is that of one", "opp", "move", "OP1", "OP2", "lead", "--amount", "5")
    refused(small, 2, "say which opportunity and into which stage", "opp", "move", "lead")
    small.ok("opp", "lost", "OP2", "--reason", "Price")
    refused(small, 4, "`amcli opportunity reopen OP2` it first", "opp", "move", "OP1", "OP2", "lead")


def test_an_edit_is_of_today_and_outlives_the_settings(small: Cli) -> None:
    """Each dated field makes a step; a typed probability and a stage that left the settings stay as they are."""
    said = small.ok(
        "opp", "edit", "OP1", "--probability", "33", "--forecast", "commit", "--owner", "", "--close", "+1m",
        "--amount", "EUR 99k", "--name", "Renewal 2027",
    )  # fmt: skip
    assert said == (
        "Changed opportunity OP1 (Renewal 2027, maruti): probability 50 % → 33 %, amount 120,000 USD → 99,000 EUR, "
        "close 2026-12-15 → 2026-10-17, forecast pipeline → commit, owner nora → none\n"
    )
    assert len(steps(small, "OP1")) == 2
    small.ok("config", "set", "stages", "lead 5 30, offer 60 10")
    assert record(small, "OP1")["probability"] == 33
    small.ok("opp", "edit", "OP1", "--stage", "proposal", "--amount", "100k")
    assert [one["id"] for one in small.json("opp", "list", "--stage", "proposal")] == ["OP1"]  # type: ignore[attr-defined]
    small.ok("opp", "lost", "OP1", "--reason", "Price")
    back = small("opp", "reopen", "OP1")
    assert "lost 0 % → proposal 33 %" in back.out and "proposal is no stage of the settings any more" in back.err
    assert "proposal 33 % → offer 60 %" in small.ok("opp", "move", "OP1", "offer")
    small.ok("opp", "edit", "OP1", "--probability", "70")
    assert "70 % → 60 %" in small.ok("opp", "edit", "OP1", "--probability", "")
    assert "opened 2026-09-17 → 2026-09-01" in small.ok("opp", "edit", "OP1", "--on", "2026-09-01")
    assert steps(small, "OP1")[0][:3] == ("2026-09-01", "proposal", "2026-09-01")
    refused(small, 2, "close of an opportunity cannot be empty", "opp", "edit", "OP1", "--close", "")
    refused(small, 2, "still to come: --since is", "opp", "edit", "OP1", "--since", "2026-10-01")
    refused(small, 2, "lists what can be", "opp", "edit", "OP1")
    assert "Only this: ISO 4217" in small.ok("opp", "list", "--help")
    opened = ("opp", "edit", "OP1", "--on", "2026-09-02")
    instead = "type `amcli opportunity move OP1 offer --on 2026-09-02 --close +1w`"
    refused(small, 2, instead, *opened, "--stage", "offer", "--close", "+1w")
    refused(small, 2, "and --forecast changes today: type them one by one", *opened, "--forecast", "best")


def test_stages_that_left_the_settings_are_known_where_records_stand_in_them(small: Cli, tmp_path: Path) -> None:
    """Our own export is taken in again as it is, and a list is filtered by them; a slip names all there are. A stage is
    found without its accents, and none looks like an option.
    """
    small.ok("config", "set", "stages", "first 10 30, café 50 9")
    small.ok("export", "opportunities", "-o", str(tmp_path / "own.csv"))
    (tmp_path / "own.csv").write_text((tmp_path / "own.csv").read_text().replace("120000.00", "125000.00"))
    assert "changed 1" in small.ok("import", "opportunities", str(tmp_path / "own.csv"), "--update")
    assert [row["id"] for row in small.json("opp", "list", "--stage", "Proposal")] == ["OP1"]  # type: ignore[attr-defined]
    said = "use one of idea, first, café, won, lost, undecided, proposal"
    refused(small, 2, said, "opp", "list", "--stage", "nonsense")
    assert "proposal 50 % → café 50 %" in small.ok("opp", "move", "OP1", "cafe")
    refused(small, 2, "would be taken for an option", "config", "set", "stages", "a-b 1 1, -x 3 3")
