"""`amcli OP3`: an opportunity as one wants it before a call."""

import pytest
from opportunity_samples import record

from conftest import Cli


@pytest.fixture
def told(small: Cli) -> Cli:
    """OP1 was opened in June, slipped, and was spoken about."""
    small.ok("opp", "edit", "OP1", "--on", "2026-06-01")
    small.ok("opp", "edit", "OP1", "--close", "2027-01-15", "--note", "Price is open", "--competitor", "Hollis")
    small.ok("deadline", "edit", "D1", "--about", "OP1")
    small.ok("interaction", "edit", "I1", "--about", "OP1")
    return small


def test_the_brief_says_where_it_stands(told: Cli) -> None:
    """What it is and is worth, what is late, what is next, who, what was said, how it moved; the same in JSON."""
    shown = told.ok("OP1", tty=True, COLUMNS="100", NO_COLOR="1")
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert lines[0].startswith("Renewal · OP1 · Maruti Suzuki · upsell · pad") and lines[0].endswith("of nora")
    assert lines[1] == "120,000 USD · proposal 50 % · closes in 120 d, 2027-01-15"
    assert lines[2] == "in proposal 108 of 21 d ! · slipped 1 time"
    for line in (
        "NEXT ! high priority > follow-up", "D1 Fri 18 Sep tomorrow Send the offer >",
        "C1 Asha Rao decider, buyer 12 asha@example.com", "Thu 17 Sep close 15 Dec → 15 Jan 2027",
        "Mon 1 Jun proposal 50 %, 120,000 USD, close 15 Dec", "competitor Hollis", "note Price is open",
        "links https://example.com/a,b",
    ):  # fmt: skip
        assert any(line in each for each in lines), (line, shown)
    assert any("Price list accepted" in line for line in lines)
    found = record(told, "OP1")
    counts = {key: len(found[key]) for key in ("deadlines", "interactions", "steps", "contacts")}
    assert counts == {"deadlines": 1, "interactions": 1, "steps": 2, "contacts": 1}
    assert (found["name"], found["slips"]) == ("Renewal", 1)
    told.ok("deadline", "done", "D1")
    asks = " ".join(told.ok("OP1", tty=True, NO_COLOR="1").split())
    assert 'nothing is next amcli deadline add OP1 "What" --due DATE' in asks
    told.ok("opp", "lost", "OP1", "--reason", "Price", "--on", "yesterday")
    ended = told.ok("OP1", tty=True, COLUMNS="100", NO_COLOR="1")
    assert "120,000 USD · lost Wed 16 Sep, yesterday · was to close 2027-01-15" in ended
    for width in (40, 60, 80, 200):
        drawn = told.ok("opp", "show", "OP1", tty=True, COLUMNS=str(width), NO_COLOR="1")
        assert max(map(len, drawn.splitlines())) <= width and "\x1b" not in drawn


def test_opp_is_a_short_form(told: Cli) -> None:
    """`opp` is opportunity, also in the help, and stands in no list; stages are completed from the settings."""
    assert told.ok("opp", "list") == told.ok("opportunity", "list")
    assert "move" in told.ok("help", "opp") and "Usage: amcli" in told.ok("help", "opp", "move")
    assert not any(word == "opp" for word in told.ok("help", "commands").split())
    told.ok("config", "set", "stages", "lead 5 30, offer 60 10")
    line = "amcli opp move OP1 of"
    asked = {"_AMCLI_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": "4"}
    assert told.spawn(environ=asked).communicate()[0].split() == [b"offer"]
