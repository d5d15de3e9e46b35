"""`amcli negotiation`: points, offers, agreement and ends, with what is private in no message."""

from typing import Any

import pytest

from conftest import Cli, built_once

AIM, LIMIT, REASON = "98.73", "94.41", "They sign today"


@pytest.fixture
@built_once
def talks(cli: Cli) -> Cli:
    """NG1 about OP1 of maruti since August: a price in EUR of which more is better, with two offers of each side."""
    for words in (
        ("account", "add", "Maruti Suzuki", "--code", "maruti", "--currency", "EUR"),
        ("opportunity", "add", "maruti", "Renewal", "120k", "--close", "2026-12-15"),
        ("negotiation", "add", "OP1", "Prices of 2027", "--until", "2026-09-25", "--on", "2026-08-01"),
        ("neg", "point", "NG1", "price", "--aim", f"EUR {AIM}", "--limit", LIMIT),
        ("neg", "offer", "NG1", "price", "--value", "97.50", "--side", "us", "--on", "2026-08-10", "--in-return",
         "Two years"),
        ("neg", "offer", "NG1", "Price", "--value", "90 eur", "--side", "client", "--on", "2026-08-12"),
        ("neg", "offer", "NG1", "PT1", "--value", "96", "--side", "us", "--on", "2026-09-01"),
        ("neg", "offer", "NG1", "price", "--value", "92", "--side", "client", "--on", "2026-09-03"),
    ):  # fmt: skip
        cli.ok(*words)
    return cli


def shown(cli: Cli) -> dict[str, Any]:
    found: Any = cli.json("NG1")
    return dict(found)


def refused(cli: Cli, code: int, said: str, *words: str) -> None:
    """The negotiation's verb ends so, says it, says nothing private, and changes nothing."""
    before = cli.dump(journal=True)
    done = cli("negotiation", *words)
    assert (done.code, said in done.err) == (code, True), done
    assert not any(text in done.err + done.out for text in (AIM, LIMIT, REASON))
    assert cli.dump(journal=True) == before


def test_a_point_is_added_and_changed_by_its_name(talks: Cli) -> None:
    """A value has the point's unit; what is better is read of aim and limit; nothing private is said or echoed."""
    price = shown(talks)["points"][0]
    assert [price[key] for key in ("name", "subject", "unit", "better", "better_for_us")] == [
        "price", "price", "EUR", None, "higher",
    ]  # fmt: skip
    refused(talks, 2, "price is in EUR, not in %", "point", "NG1", "PRICE", "--limit", "3 %")
    refused(talks, 2, "contradicts its aim and its limit", "point", "NG1", "price", "--better", "lower")
    refused(talks, 4, "is in EUR", "point", "NG1", "price", "--unit", "USD")
    for typed in ("secret", "94 secret77", "-94", "1e5", "12k"):
        done = talks("neg", "point", "NG1", "price", "--limit", typed)
        assert done.code == 2 and typed.split()[-1] not in done.err.replace("as 3 %, 45 d or 95.20 EUR", ""), done
    again = talks.ok("neg", "point", "NG1", "price", "--limit", LIMIT)
    assert again == "Nothing to change: point PT1 (price, NG1) is so already\n"
    changed = talks.ok("neg", "point", "NG1", "price", "--limit", "94.60 EUR")
    assert changed == "Changed point PT1 (price, NG1): limit changed\n"
    days = talks("neg", "point", "NG1", "Payment days", "--subject", "payment", "--limit", "45 d")
    assert "payment in d, with limit" in days.out and "type --better higher or lower" in days.err
    refused(talks, 2, "--better higher", "offer", "NG1", "payment days", "--value", "30", "--side", "us")
    talks.ok("neg", "point", "NG1", "payment days", "--better", "lower", "--aim", "")
    refused(talks, 4, "past our limit", "offer", "NG1", "payment days", "--value", "46 d", "--side", "us")
    talks.ok("neg", "offer", "NG1", "payment days", "--value", "45", "--side", "us")
    history = talks.ok("history", "--limit", "20", "-f", "json")
    assert "--limit '…'" in history and not any(text in history for text in (AIM, LIMIT, "94.6"))


def test_a_slip_turns_nothing_round(talks: Cli) -> None:
    """What aim and limit say is better stays unless the contrary is typed; a limit past our offer is noted; thousands
    are read as they are written, and a value has no needless zeros.
    """
    said = talks("neg", "point", "NG1", "share", "--aim", "6", "--limit", "9").err
    assert "lower is better for us on share" in said and "9" not in said
    refused(talks, 2, "that would make higher better for us on share", "point", "NG1", "share", "--limit", "0.9")
    talks.ok("neg", "point", "NG1", "share", "--limit", "0.9", "--better", "higher")
    tight = talks("neg", "point", "NG1", "price", "--limit", "96.50")
    assert "our last offer on price, OF3, is past the new limit" in tight.err and "96" not in tight.err
    talks.ok("neg", "point", "NG1", "volume", "--aim", "9,000 sets", "--limit", "8,600 sets")
    talks.ok("neg", "offer", "NG1", "volume", "--value", "1,234,000.50 sets", "--side", "us")
    talks.ok("neg", "agree", "NG1", "volume=8,600", "share=2.0 %")
    found = {each["name"]: each for each in shown(talks)["points"]}
    assert [str(found["volume"][key]) for key in ("limit", "ours", "agreed")] == ["8600", "1234000.5", "8600"]
    assert "agreed 2 %," in " ".join(talks.ok("NG1", tty=True, NO_COLOR="1").split())
    refused(talks, 2, "is no value", "agree", "NG1", "volume=8,60")
    talks.ok("config", "set", "decimal", "comma")
    talks.ok("neg", "agree", "NG1", "volume=9.000 sets")
    assert shown(talks)["points"][-1]["agreed"] == 9000


def test_an_offer_is_a_row_and_stays(talks: Cli) -> None:
    """One of ours past the limit needs its reason; one that is taken back is marked, and the one before it stands."""
    offer = ("offer", "NG1", "price", "--value")
    refused(talks, 4, "--past-limit REASON", *offer, "94", "--side", "us")
    refused(talks, 2, "leave out --past-limit", *offer, "95", "--side", "us", "--past-limit", REASON)
    refused(talks, 2, "leave out --past-limit", *offer, "80", "--side", "client", "--past-limit", REASON)
    refused(talks, 3, "did you mean price", "offer", "NG1", "prise", "--value", "95", "--side", "us")
    refused(talks, 3, "no point PT9", "offer", "NG1", "PT9", "--value", "95", "--side", "us")
    refused(talks, 2, "needs its side", *offer, "95")
    refused(talks, 2, "NG1 began on 2026-08-01", *offer, "95", "--side", "us", "--on", "2026-07-31")
    refused(talks, 2, "still to come", *offer, "95", "--side", "us", "--on", "2026-09-18")
    dry = talks("neg", *offer, "94", "--side", "us", "--past-limit", REASON, "--dry-run")
    made = talks("neg", *offer, "94", "--side", "us", "--past-limit", REASON)
    assert made.out.startswith("Added offer OF5 (94 EUR on price of NG1, ours,") and "2 EUR apart" in made.err
    assert not any(text in each for each in (dry.out, dry.err, made.out, made.err) for text in (AIM, LIMIT, REASON))
    found = shown(talks)
    assert found["offers"][-1]["past_limit"] == REASON
    assert "--past-limit '…'" in talks.ok("history", "--limit", "1", "-f", "json")
    assert REASON not in talks.ok("history", "--limit", "9", "-f", "json") + talks.ok("offer", "list", "-f", "json")
    assert "OF3 stands now: 96 EUR" in talks("neg", "withdraw", "NG1", "price").err
    assert "Withdrawn offer OF4 (92 EUR on price" in talks.ok("neg", "withdraw", "NG1", "price", "--side", "client")
    found = shown(talks)
    gone = [each["id"] for each in found["offers"] if each["withdrawn"] == "2026-09-17"]
    assert (gone, found["points"][0]["ours"], found["points"][0]["theirs"]) == (["OF4", "OF5"], 96, 90)
    talks.ok("neg", "withdraw", "NG1", "price", "--side", "client")
    refused(talks, 4, "no offer of the client stands on price", "withdraw", "NG1", "price", "--side", "client")


def test_how_far_may_i_go(talks: Cli) -> None:
    """Where the sides are, the moves of each and what is left to our limit, exact; on a terminal what is private is
    marked so, at any width.
    """
    talks.ok("deadline", "add", "NG1", "Ask the board", "--due", "2026-09-20")
    talks.ok("log", "NG1", "They want three years", "--kind", "call")
    talks.ok("neg", "point", "NG1", "quality")
    found = shown(talks)
    price, quality = found["points"]
    keys = ("ours", "theirs", "apart", "to_limit", "room", "we_conceded", "they_conceded", "our_moves", "their_moves")
    assert [str(price[key]) for key in keys[:7]] == ["96", "92", "4", "2.41", "1.59", "1.5", "2"]
    assert [list(map(str, price[key])) for key in keys[7:]] == [["97.5", "96"], ["90", "92"]]
    assert [quality[key] for key in ("aim", "limit", *keys[:7])] == [None] * 9
    assert (str(price["aim"]), str(price["limit"]), price["we_asked"]) == (AIM, LIMIT, ["Two years"])
    assert (found["days_left"], found["about"], len(found["deadlines"]), len(found["interactions"])) == (8, "OP1", 1, 1)
    talks.ok("neg", "withdraw", "NG1", "price", "--on", "2026-09-02")
    lines = talks.ok("NG1", tty=True, COLUMNS="100", NO_COLOR="1").splitlines()
    said = [" ".join(line.split()) for line in lines]
    for line in (
        "Prices of 2027 · NG1 · Maruti Suzuki · about OP1", "until Fri 25 Sep, 8 d left · began Sat 1 Aug",
        f"aim {AIM} EUR (private)", f"limit {LIMIT} EUR (private)", "we may go 3.09 EUR further (private)",
        "to our limit 2.41 EUR short (private)", "apart 5.50 EUR", "their moves 90 → 92 EUR, conceded 2 EUR",
        "we asked Two years", "agreed n/a", "OF3 Tue 1 Sep us 96 EUR price; withdrawn Wed 2 Sep",
    ):  # fmt: skip
        assert line in said, (line, said)
    for width in (40, 60, 200):
        drawn = talks.ok("NG1", tty=True, COLUMNS=str(width), NO_COLOR="1").splitlines()
        assert max(map(len, drawn)) <= width and not any(line.endswith("pri") for line in drawn)
    assert talks("NG1", "-f", "csv").code == 2
    for words in (("today",), ("account", "show", "maruti")):
        near: Any = talks.json(*words)
        assert [(each["id"], each["days"]) for each in near["negotiations"]] == [("NG1", 8)]
        assert "NEGOTIATIONS NG1" in " ".join(talks.ok(*words, tty=True, NO_COLOR="1").split())
    talks.ok("neg", "edit", "NG1", "--until", "2026-10-02")
    assert talks.json("today")["negotiations"] == []  # type: ignore[index]
    talks.ok("neg", "add", "maruti", "Deliveries")  # a brief has all, also what has no day
    brief: Any = talks.json("account", "show", "maruti")
    assert [(each["id"], each["days"]) for each in brief["negotiations"]] == [("NG1", 15), ("NG2", None)]
    on_screen = talks.ok("account", "show", "maruti", tty=True, NO_COLOR="1")
    assert "NG1 Prices of 2027, 15 d · NG2 Deliveries" in " ".join(on_screen.split())
    talks.ok("neg", "close", "NG2", "--outcome", "broken-off")
    brief = talks.json("account", "show", "maruti")
    assert [each["id"] for each in brief["negotiations"]] == ["NG1"]


def test_what_is_agreed_and_how_it_ends(talks: Cli) -> None:
    """What both sides offered alike is taken and said; else it is typed. Agreed is what has a value for each point."""
    talks.ok("neg", "point", "NG1", "payment days", "--unit", "d", "--limit", "45", "--better", "lower")
    refused(talks, 4, "price: ours 96 EUR, theirs 92 EUR; payment days: none of ours, none", "agree", "NG1")
    for side in ("us", "client"):
        talks.ok("neg", "offer", "NG1", "payment days", "--value", "30", "--side", side)
    taken = talks.ok("neg", "agree", "NG1", "payment days")
    assert taken == "Agreed in NG1: payment days 30 d, as both sides offered\n"
    refused(talks, 4, "price of NG1 has no agreed value", "close", "NG1", "--outcome", "agreed")
    refused(talks, 2, "--outcome broken-off", "close", "NG1")
    refused(talks, 4, "--past-limit REASON", "agree", "NG1", "price=94")
    refused(talks, 2, "had an offer on 2026-09-03", "agree", "NG1", "price=95", "--on", "2026-09-02")
    refused(talks, 2, "leave out --past-limit", "agree", "NG1", "price=95", "--past-limit", REASON)
    talks.ok("neg", "agree", "NG1", "price=95", "--on", "yesterday")
    assert shown(talks)["points"][0]["agreed_on"] == "2026-09-16"
    talks.ok("neg", "agree", "NG1", "price=94 EUR", "--past-limit", REASON)
    found = shown(talks)
    assert found["offers"][-1]["past_limit"] == REASON and found["points"][0]["agreed"] == 94
    assert REASON not in talks.ok("history", "-f", "json")
    price = found["points"][0]
    assert (price["our_moves"], price["ours"], price["we_asked"]) == ([97.5, 96], 96, ["Two years"])
    talks.ok("neg", "agree", "NG1", "price=94")
    talks.ok("neg", "point", "NG1", "price", "--limit", "96.5")
    talks.ok("neg", "agree", "NG1", "price=96", "--past-limit", REASON)
    offers = shown(talks)["offers"]
    assert [each["past_limit"] for each in offers if each["id"] == "OF3"] == [REASON] and len(offers) == len(
        found["offers"]
    )
    assert "agreed, not offered; past our limit" in " ".join(talks.ok("NG1", tty=True, NO_COLOR="1").split())
    talks.ok("neg", "point", "NG1", "price", "--limit", LIMIT)
    assert "amcli offer list --negotiation NG1" in talks("NG1", "-f", "csv").err
    listed: Any = talks.json("offer", "list", "--negotiation", "NG1", "--side", "client")
    assert {(each["negotiation"], each["side"]) for each in listed} == {("NG1", "client")}
    talks.ok("neg", "agree", "NG1", "price=")
    assert shown(talks)["points"][0]["agreed"] is None
    talks.ok("neg", "agree", "NG1", "price=95")
    closed = talks("neg", "close", "NG1", "--outcome", "agreed")
    assert (closed.code, closed.err.count("amcli opportunity won OP1")) == (0, 1), closed
    for words in (("offer", "NG1", "price", "--value", "95", "--side", "us"), ("withdraw", "NG1", "price"),
                  ("agree", "NG1", "price=95"), ("point", "NG1", "price", "--aim", "99"),
                  ("close", "NG1", "--outcome", "broken-off")):  # fmt: skip
        refused(talks, 4, "`amcli negotiation reopen NG1` opens it again", *words)
    assert talks.json("today")["negotiations"] == []  # type: ignore[index]
    talks.ok("neg", "reopen", "NG1")
    refused(talks, 4, "NG1 is open", "reopen", "NG1")
    assert "broken-off" in talks.ok("neg", "close", "NG1", "--outcome", "broken-off", "--on", "today")


def test_what_is_removed_comes_back_with_its_parts(talks: Cli) -> None:
    """A negotiation goes with its points and their offers, in one operation; undo brings all of it back."""
    assert "with their points and offers" in " ".join(talks.ok("neg", "remove", "--help").split())
    assert talks.ok("point", "remove", "PT1", "--dry-run").endswith("(price, NG1), with 4 offers\n")
    talks.ok("neg", "close", "NG1", "--outcome", "broken-off")
    assert "amcli negotiation reopen NG1" in talks("point", "remove", "PT1", "--yes").err
    before = talks.dump()
    assert talks.ok("neg", "remove", "NG1", "--yes").endswith(", with 1 point and 4 offers\n")
    gone = talks.dump()
    assert gone["negotiation"] == gone["point"] == gone["offer"] == []
    talks.ok("undo")
    assert talks.dump() == before


def test_what_is_typed_is_completed(talks: Cli) -> None:
    """Names of the points of the negotiation on the line, `price=` for what is agreed, outcomes and sides."""
    for line, wanted in (
        ("neg offer NG1 ", [b"price"]), ("neg agree NG1 p", [rb"price\="]),
        ("neg close NG1 --outcome ", [b"agreed", b"broken-off"]),
        ("neg withdraw NG1 price --side ", [b"us", b"client"]),
    ):  # fmt: skip
        words = f"amcli {line}"
        count = len(words.split(" ")) - 1
        asked = {"_AMCLI_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(count)}
        assert talks.spawn(environ=asked).communicate()[0].split() == wanted, line
