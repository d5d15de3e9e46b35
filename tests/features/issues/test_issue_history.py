"""The history of one issue says all that was said and done, each at its moment; what its moments can be."""

from typing import Any

from conftest import Cli
from features.issues.test_issue_verbs import at, phases, record, refused


def test_each_answer_stands_at_its_moment(agreed: Cli) -> None:
    """Two answers with their costs, an end that was not accepted and why it went on, in the order of time; `cost` is
    the sum; an end without an answer is kept as well.
    """
    at(agreed, "2026-09-11 09:00", "issue", "resolve", "IS1", "New pads\nby truck", "--cost", "640")
    at(agreed, "2026-09-14 09:00", "issue", "close", "IS1", "--accepted", "no")
    at(agreed, "2026-09-15 08:00", "issue", "reopen", "IS1", "--reason", "It squeals\nagain")
    refused(agreed, "2026-09-16 09:00", 'type --cost "USD AMOUNT"', "issue", "resolve", "IS1", "x", "--cost", "EUR 5")
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
    assert phases(agreed, "IS2")[-1].endswith("investigating normal -")
