"""What scripts rely on: the keys of every list and record in JSON, in order, and how their values are written."""

import json
from decimal import Decimal
from typing import Any

import pytest

from amcli.base.registry import NOUNS
from conftest import Cli

# A change here is a change of the contract: say it in the CHANGELOG.
KEYS = {
    "account": "code name parent tier category scope currency cadence phone website address city country "
    "external_id note tags links not_for created archived aliases id parent_since owner territories",
    "territory": "code name parent level external_id note aliases id",
    "assignment": "id account account_name colleague colleague_name role from until hours note external_id",
    "placement": "id account account_name territory territory_name from until",
    "membership": "id account account_name parent parent_name from until",
    "contact": "id account account_name name roles influence stance title email email_other phone mobile reports_to "
    "left external_id note aliases",
    "interaction": "id date account account_name kind text with minutes external_id about for owed_by",
    "deadline": "id due account account_name title kind priority every until times shift remind series external_id "
    "note done about for owed_by evidence",
    "budget": "id account account_name name period start end amount currency direction group agreed_with "
    "external_id note",
    "expense": "id date account account_name budget amount currency kind memo external_id",
    "product": "code name category price currency external_id aliases id",
    "sale": "id date account account_name amount currency kind product quantity cost ref opportunity",
    "target": "id period start end account group product amount currency",
    "rate": "id from to rate date",
    "colleague": "code name department title email phone hours reports_to left external_id note aliases id",
    "opportunity": "id account account_name name amount currency close stage probability kind forecast owner "
    "product with competitor reason links note external_id created since slips closed contract",
    "contract": "id account account_name name kind start end current_end arrive_by act_by state renews notice term "
    "lead latest_end value currency per signed ref noticed noticed_by ends reason snoozed owner links note external_id",
    "term": "id start end account account_name contract name value currency per",
    "issue": "id account account_name title severity cause stage waiting opened age late late_minutes acknowledged "
    "closed raised_by owner escalated_to wants resolution cost currency accepted links note external_id",
    "phase": "id at account account_name issue title stage severity waiting owner escalated_to",
    "negotiation": "id account account_name subject about started until owner outcome closed links note external_id",
    "point": "id account account_name negotiation name subject unit better agreed agreed_on",
    "offer": "id day account account_name negotiation point name side value unit in_return withdrawn",
    "step": "id day account account_name opportunity name stage since amount currency close probability forecast "
    "owner slips",
    "need": "id account account_name text kind priority contact day met note external_id",
    "plan": "id account account_name period start end written age stale reached of_all next_action next_due text "
    "external_id",
    "objective": "id called account account_name plan number title measure goal currency due need done note",
    "contribution": "id account account_name plan year sales cost invest currency",
    "model": "code name kind work basis items citation certain own added wrong",
    "assessment": "id day account account_name model result scores near answers by note",
    "pulse": "id day account account_name score note",
    "decision": "id day account account_name proposal verdict until deadline reason note",
}
OTHERS = {
    ("history",): "id at summary state records command change",
    ("search", "a"): "id kind account date text amount currency",
    ("config", "list"): "key value from default help",
}
# A record opened, and the keys of the lists that belong to it.
SHOWN = {
    ("contact", "C1"): {"interactions": "interaction"},
    ("interaction", "I1"): {},
    ("deadline", "D2"): {},
    ("budget", "B1"): {"expenses": "expense"},
    ("expense", "X1"): {},
    ("product", "pad"): {},
    ("sale", "S1"): {},
    ("target", "T1"): {},
    ("rate", "R1"): {},
    ("step", "ST1"): {},
}
# Keys that a record has when it is opened, and no list has.
OPENED = {"contact": ["last_contact"]}


def test_every_noun_is_pinned() -> None:
    """No noun is added without its contract."""
    assert set(KEYS) == set(NOUNS)


@pytest.mark.parametrize("noun", KEYS)
def test_keys_of_a_list(agreed: Cli, noun: str) -> None:
    """A list is an array of objects that all have the pinned keys, in order; csv, tsv and jsonl have the same."""
    wanted = KEYS[noun].split()
    rows: Any = agreed.json(noun, "list")
    assert rows
    assert [list(row) for row in rows] == [wanted] * len(rows)
    assert agreed.ok(noun, "list", "-f", "csv").splitlines()[0] == ",".join(wanted)
    assert agreed.ok(noun, "list", "-f", "tsv").splitlines()[0] == "\t".join(wanted)
    lines = agreed.ok(noun, "list", "-f", "jsonl").splitlines()
    assert [list(json.loads(line)) for line in lines] == [wanted] * len(rows)


@pytest.mark.parametrize("words", OTHERS)
def test_keys_of_other_lists(small: Cli, words: tuple[str, ...]) -> None:
    """The journal, what was found and the settings have pinned keys too."""
    rows: Any = small.json(*words)
    assert rows
    assert [list(row) for row in rows] == [OTHERS[words].split()] * len(rows)


@pytest.mark.parametrize("words", SHOWN)
def test_keys_of_a_record(small: Cli, words: tuple[str, str]) -> None:
    """A record is one object: the keys of its list, those of its own, and an array for each list that belongs to it."""
    noun, reference = words
    shown: Any = small.json(noun, "show", reference)
    assert list(shown) == [*KEYS[noun].split(), *OPENED.get(noun, ()), *SHOWN[words]]
    for section, of in SHOWN[words].items():
        assert shown[section]
        assert list(shown[section][0]) == KEYS[of].split()


def test_keys_of_an_operation(small: Cli) -> None:
    """An operation opened has the keys of the journal and its changes, field by field."""
    shown: Any = small.json("history", "H1")
    assert list(shown) == ["id", "at", "summary", "state", "records", "command", "changes"]
    assert [list(row) for row in shown["changes"]][:1] == [["record", "field", "before", "after"]]


# One record of each noun, as JSON says it: ISO days, exact amounts beside their currency, null for nothing.
EXACT = {
    ("account", "maruti"): '{"code": "maruti", "name": "Maruti Suzuki", "parent": null, '
    '"tier": 1, "category": "car maker", "scope": "national", "currency": "USD", "cadence": 21, '
    '"phone": "+91 11 4678", "website": "https://maruti.example", "address": "Plot 1", "city": "New Delhi", '
    '"country": "India", '
    '"external_id": "X-1", "note": "Pays late", "tags": ["oem", "india"], "links": null, '
    '"not_for": null, "created": "2026-09-17", "archived": null, '
    '"aliases": null, "id": "A1", "parent_since": null, "owner": null, "territories": null}',
    ("contact", "C1"): '{"id": "C1", "account": "maruti", "account_name": "Maruti Suzuki", "name": "Asha Rao", '
    '"roles": ["decider", "buyer"], "influence": null, "stance": null, "title": "Head of purchasing", '
    '"email": "asha@example.com", "email_other": null, "phone": "12", "mobile": null, '
    '"reports_to": null, "left": null, "external_id": null, "note": "Early riser", "aliases": null}',
    ("contact", "C2"): '{"id": "C2", "account": "maruti", "account_name": "Maruti Suzuki", "name": "Ravi Iyer", '
    '"roles": ["user"], "influence": null, "stance": null, "title": null, "email": null, "email_other": null, '
    '"phone": null, "mobile": null, '
    '"reports_to": "Asha Rao", "left": null, '
    '"external_id": null, "note": null, "aliases": null}',
    ("interaction", "I1"): '{"id": "I1", "date": "2026-09-17", "account": "maruti", "account_name": "Maruti Suzuki", '
    '"kind": "call", "text": "Price list accepted", "with": ["Asha Rao"], "minutes": 20, "external_id": null, '
    '"about": null, "for": null, "owed_by": null}',
    ("deadline", "D1"): '{"id": "D1", "due": "2026-09-18", "account": "maruti", "account_name": "Maruti Suzuki", '
    '"title": "Send the offer", "kind": "follow-up", "priority": "normal", '
    '"every": null, "until": null, "times": null, "shift": null, "remind": null, "series": null, '
    '"external_id": null, "note": null, "done": null, "about": null, "for": null, "owed_by": null, "evidence": null}',
    ("deadline", "D2"): '{"id": "D2", "due": "2026-12-01T15:30", "account": "maruti", '
    '"account_name": "Maruti Suzuki", "title": "Sign", "kind": "contract", "priority": "high", "every": null, '
    '"until": null, "times": null, "shift": null, "remind": null, "series": null, "external_id": null, '
    '"note": "Two copies", "done": null, "about": null, "for": null, "owed_by": null, "evidence": null}',
    ("budget", "B1"): '{"id": "B1", "account": "maruti", "account_name": "Maruti Suzuki", "name": "Trade fair", '
    '"period": "2026", "start": "2026-01-01", "end": "2027-01-01", "amount": 12000.00, "currency": "USD", '
    '"direction": "cost", "group": false, "agreed_with": "both", "external_id": null, "note": "Hall 3"}',
    ("expense", "X1"): '{"id": "X1", "date": "2026-09-03", "account": "maruti", "account_name": "Maruti Suzuki", '
    '"budget": "Trade fair", "amount": 480.00, "currency": "USD", "kind": "spend", "memo": "Stand", '
    '"external_id": null}',
    ("product", "pad"): '{"code": "pad", "name": "Brake pad", "category": "Brakes", "price": 48.00, '
    '"currency": "USD", "external_id": null, "aliases": null, "id": "P1"}',
    ("sale", "S1"): '{"id": "S1", "date": "2026-09-01", "account": "maruti", "account_name": "Maruti Suzuki", '
    '"amount": 1250.50, "currency": "USD", "kind": "sale", "product": "pad", "quantity": 25, "cost": 800.00, '
    '"ref": "INV-1", "opportunity": null}',
    ("sale", "S3"): '{"id": "S3", "date": "2026-08-15", "account": "eclair", "account_name": "Éclair Motors", '
    '"amount": 5000, "currency": "JPY", "kind": "sale", "product": null, "quantity": null, "cost": null, "ref": null, '
    '"opportunity": null}',
    ("colleague", "nora"): '{"code": "nora", "name": "Nora Vance", "department": "sales", "title": null, '
    '"email": "nora@example.com", "phone": null, "hours": 37.5, "reports_to": null, "left": null, "external_id": null, '
    '"note": null, "aliases": null, "id": "CO1"}',
    ("opportunity", "OP1"): '{"id": "OP1", "account": "maruti", "account_name": "Maruti Suzuki", "name": "Renewal", '
    '"amount": 120000.00, "currency": "USD", "close": "2026-12-15", "stage": "proposal", "probability": 50, '
    '"kind": "upsell", "forecast": "pipeline", "owner": "nora", "product": "pad", "with": null, "competitor": null, '
    '"reason": null, "links": ["https://example.com/a,b"], "note": null, "external_id": null, "created": "2026-09-17", '
    '"since": "2026-09-17", "slips": 0, "closed": null, "contract": null}',
    ("step", "ST1"): '{"id": "ST1", "day": "2026-09-17", "account": "maruti", "account_name": "Maruti Suzuki", '
    '"opportunity": "OP1", "name": "Renewal", "stage": "proposal", "since": "2026-09-17", "amount": 120000.00, '
    '"currency": "USD", "close": "2026-12-15", "probability": 50, "forecast": "pipeline", "owner": "nora", "slips": 0}',
    ("target", "T2"): '{"id": "T2", "period": "2026-Q4", "start": "2026-10-01", "end": "2027-01-01", '
    '"account": "maruti", "group": false, "product": null, "amount": 50000.00, "currency": "USD"}',
    ("rate", "R1"): '{"id": "R1", "from": "USD", "to": "EUR", "rate": 0.92, "date": "2026-09-01"}',
}


@pytest.mark.parametrize("words", EXACT)
def test_values_to_the_letter(small: Cli, words: tuple[str, str]) -> None:
    """Each value is written as documented: this very line is in the list's JSON."""
    noun, reference = words
    everything = ("--all",) if noun in ("account", "deadline") else ()
    lines = [line.strip().rstrip(",") for line in small.ok(noun, "list", *everything, "-f", "json").splitlines()]
    assert EXACT[words] in lines
    if noun != "account":  # the brief of an account is another contract
        shown: Any = small.json(noun, "show", reference)
        assert shown.items() >= json.loads(EXACT[words], parse_float=Decimal).items()


def test_a_change_in_words_and_for_scripts(small: Cli) -> None:
    """A write says one sentence; with -q the reference alone, and nothing on stderr."""
    done = small("sale", "add", "maruti", "5")
    assert (done.out, done.err) == ("Added sale S4 (5.00 USD maruti 2026-09-17)\n", "")
    done = small("sale", "add", "maruti", "6", "-q")
    assert (done.out, done.err) == ("S5\n", "")
    assert small.ok("log", "maruti", "x", "--next", "y", "--due", "fri", "-q") == "I3\nD4\n"
    assert small.ok("account", "edit", "maruti", "eclair", "--tier", "3", "--quiet") == "maruti\neclair\n"
