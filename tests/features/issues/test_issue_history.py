"""The history of one issue says all that was said and done, each at its moment; what its moments can be."""

from pathlib import Path
from typing import Any

from conftest import Cli


def at(cli: Cli, moment: str, *words: str, code: int = 0) -> str:
    """What a command says at a moment; what it notes stands before that."""
    done = cli(*words, AMCLI_TODAY=moment)
    assert done.code == code, done
    return done.err + done.out


def record(cli: Cli, reference: str = "IS1") -> dict[str, Any]:
    found: Any = cli.json("issue", "show", reference)
    return dict(found)


def test_each_answer_stands_at_its_moment(agreed: Cli) -> None:
    """Two answers with their costs, an end that was not accepted and why it went on, in the order of time; `cost` is
    the sum; an end without an answer is kept as well.
    """
    at(agreed, "2026-09-11 09:00", "issue", "resolve", "IS1", "New pads\nby truck", "--cost", "640")
    at(agreed, "2026-09-14 09:00", "issue", "close", "IS1", "--accepted", "no")
    at(agreed, "2026-09-15 08:00", "issue", "reopen", "IS1", "--reason", "It squeals\nagain")
    said = at(agreed, "2026-09-16 09:00", "issue", "resolve", "IS1", "x", "--cost", "EUR 5", code=2)
    assert 'cost 640 USD so far, and that is added: type --cost "USD AMOUNT"' in said
    said = at(agreed, "2026-09-16 09:00", "issue", "resolve", "IS1", "Credit", "--cost", "980")
    assert "cost 640 + 980 = 1,620 USD" in said
    at(agreed, "2026-09-16 10:00", "issue", "escalate", "IS1", "--to", "nora", "--reason", "They sue")
    found: Any = record(agreed)
    assert found["cost"] == 1620.0
    assert [(each["at"], each["said"]) for each in found["history"] if each["what"] == "issue"][1:] == [
        ("2026-09-11T09:00", "answered, New pads\nby truck, cost 640 USD"),
        ("2026-09-14T09:00", "closed, not accepted"),
        ("2026-09-15T08:00", "opened again, investigating, It squeals\nagain"),
        ("2026-09-16T09:00", "answered, Credit, cost 980 USD"),
        ("2026-09-16T10:00", "taken to nora, They sue"),
    ]
    shown = agreed.ok("IS1", tty=True, COLUMNS="80", NO_COLOR="1")
    assert shown.count("They sue") == shown.count("New pads") == 1 and "1,620.00 USD" in shown
    at(agreed, "2026-09-17 08:00", "issue", "add", "eclair", "Late")
    at(agreed, "2026-09-17 08:10", "issue", "close", "IS2", "--accepted", "no")
    at(agreed, "2026-09-17 08:20", "issue", "reopen", "IS2")
    again: Any = record(agreed, "IS2")
    assert "closed, not accepted" in [each["said"] for each in again["history"]]
    assert again["phases"][-1]["stage"] == "investigating"


def test_what_is_not_known_is_no_moment_and_a_midnight_has_one_spelling(agreed: Cli, tmp_path: Path) -> None:
    """Without a first reply nothing is said of whether it was acknowledged in time; what was typed under `--today DAY`
    comes back from an export as the same.
    """
    file = tmp_path / "tickets.csv"
    file.write_text(
        "account,title,severity,stage,opened,closed\n"
        "maruti,Old one,high,closed,2026-09-07 09:00,2026-09-08 09:00\n"
        "maruti,Under way,high,investigating,07/Sep/26 9:00 AM,\n"
    )
    done = agreed("import", "issues", str(file))
    assert done.code == 0 and "read years of two digits as 20YY, as in line 3: '07/Sep/26 9:00 AM'" in done.err
    at(agreed, "2026-09-16 10:00", "issue", "resolve", "IS3", "Done")
    for which in ("IS2", "IS3"):
        found = record(agreed, which)
        assert (found["acknowledged"], found["acknowledge_kept"], found["acknowledge_late_minutes"]) == (None, None, 0)
    assert "when is not known" in agreed.ok("IS2", tty=True, NO_COLOR="1")
    figures: Any = agreed.json("report", "issues", "--period", "2026")
    assert (figures["acknowledge_due"], figures["close_kept"], figures["close_due"]) == (
        1,
        1,
        2,
    )  # IS1 is open and late
    at(agreed, "2026-09-16", "issue", "add", "eclair", "Wrong colour")
    at(agreed, "2026-09-17", "issue", "add", "eclair", "Too late", "--on", "2026-09-16 00:00")
    assert [record(agreed, which)["opened"] for which in ("IS4", "IS5")] == ["2026-09-16", "2026-09-16"]
    own = tmp_path / "own.csv"
    own.write_text(agreed.ok("export", "issues", "-f", "csv"))
    before = agreed.dump()
    assert "Imported 0 issues" in agreed.ok("import", "issues", str(own))
    assert agreed.dump() == before


def test_what_is_over_is_listed_where_only_that_can_be_meant(agreed: Cli, tmp_path: Path) -> None:
    """A stage, an acceptance or an end that no open one has asks for closed ones, whose lateness is what it was; an
    import does not move an end that is known here.
    """
    at(agreed, "2026-09-16 10:00", "issue", "close", "IS1", "--accepted", "no")
    at(agreed, "2026-09-16 11:00", "issue", "edit", "IS1", "--external-id", "T-1")
    for words in (("--stage", "closed"), ("--accepted", "no"), ("--closed", "2026-09-16")):
        listed: Any = agreed.json("issue", "list", *words)
        (found,) = listed
        assert (found["id"], found["late"], found["late_minutes"]) == ("IS1", True, 1470)  # 4 d 30 min of 1d
    assert agreed.json("issue", "list", "--severity", "high") == []
    at(agreed, "2026-09-17 11:00", "opportunity", "add", "maruti", "Discs", "500", "--close", "2026-10-01")
    at(agreed, "2026-09-17 12:00", "opportunity", "won", "OP1")
    won: Any = agreed.json("opportunity", "list", "--stage", "won")
    assert [each["id"] for each in won] == ["OP1"]
    file = tmp_path / "tickets.csv"
    file.write_text("account,title,stage,opened,closed,external_id\n"
                    "maruti,Pads squeal,closed,2026-09-10 09:30,2026-09-17 09:00,T-1\n")  # fmt: skip
    said = at(agreed, "2026-09-17 12:00", "import", "issues", str(file), "--update")
    assert "`amcli issue edit IS1 --closed MOMENT` corrects the end" in said
    assert record(agreed)["closed"] == "2026-09-16T10:00"
    at(agreed, "2026-09-16 12:00", "config", "set", "issue.low", "8h none")
    at(agreed, "2026-09-16 12:00", "issue", "add", "maruti", "Small", "--severity", "low")
    report: Any = agreed.json("report", "issues")
    assert "`amcli config set issue.low '8h 20d'` sets one" in "\n".join(report["notes"])


def test_a_promise_is_not_before_the_complaint(agreed: Cli) -> None:
    """It is refused with what to type; whether an end was accepted is corrected from what to what."""
    add = ("issue", "add", "maruti", "Late", "--on", "2026-09-15", "--promised")
    assert "is before it was raised, on 2026-09-15" in at(agreed, "2026-09-17", *add, "2026-09-14", code=2)
    at(agreed, "2026-09-16 10:00", "issue", "close", "IS1", "--accepted", "no")
    assert "accepted no → none" in at(agreed, "2026-09-16 11:00", "issue", "edit", "IS1", "--accepted", "")
    assert "IS1 is of maruti" in at(
        agreed, "2026-09-17", "report", "issues", "--account", "eclair", "--explain", "IS1", code=3
    )
    assert agreed.json("report", "issues", "--account", "maruti", "--explain", "IS1")
    at(agreed, "2026-09-16 12:00", "issue", "reopen", "IS1")
    at(agreed, "2026-09-16 13:00", "issue", "escalate", "IS1", "--to", "nora")
    assert "IS1 is with nora already" in at(agreed, "2026-09-16 14:00", "issue", "escalate", "IS1", "--to", "nora")
