"""Typed text to columns: the one reading of fields, without a file."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.errors import BadValue, NotFound
from amcli.base.fields import Field, Noun, Type
from amcli.base.money import TypedAmount, to_minor
from amcli.base.registry import NOUNS
from amcli.base.text import clean
from amcli.base.time.period import CALENDAR, Fiscal
from amcli.features.accounts.nouns import ACCOUNT, CONTACT, ROLES
from amcli.features.budgets.nouns import BUDGET, EXPENSE
from amcli.features.currencies.nouns import RATE
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.sales.nouns import PRODUCT, SALE, TARGET
from amcli.records.services.field_values import columns_for_edit, columns_for_new

DECIMALS = {"USD": 2, "EUR": 2, "JPY": 0, "KWD": 3}


@dataclass
class FakeContext:
    """Records by name, currencies by code; account 2 is in JPY, budget 7 in EUR."""

    currency: str = ""
    decimal: str = "point"
    noted: list[tuple[str, int]] = field(default_factory=list)

    @property
    def today(self) -> date:
        return date(2026, 9, 17)

    @property
    def fiscal(self) -> Fiscal:
        return CALENDAR

    def record_id(self, noun: str, text: str, account: int | None) -> int:
        known = {"maruti": 1, "eclair": 2, "pad": 3, "asha": 4, "ravi": 5, "fair": 7}
        if text not in known:
            raise NotFound(f"there is no {noun} {text!r}")
        return known[text]

    def decimals(self, currency: str) -> int:
        if currency not in DECIMALS:
            raise BadValue(f"{currency} is no currency")
        return DECIMALS[currency]

    def implied_currency(self, noun: Noun, row: dict[str, Any]) -> str | None:
        if row.get("budget_id") is not None:
            return "EUR"
        return "JPY" if row.get("account_id") == 2 else None

    def removed(self, field: Field, count: int) -> None:
        self.noted.append((field.name, count))

    def minor(self, value: TypedAmount, currency: str) -> int:
        return to_minor(value.value, self.decimals(currency), currency)


@pytest.fixture
def context() -> FakeContext:
    return FakeContext()


def test_a_new_record_with_its_defaults(context: FakeContext) -> None:
    """What was typed, then the defaults, in the columns of the table; what was not typed is not there."""
    row = columns_for_new(DEADLINE, {"account": "maruti", "title": "Sign", "due": "fri", "note": ""}, context)
    assert row == {"account_id": 1, "title": "Sign", "due": "2026-09-18", "kind": "other", "priority": "normal"}
    row = columns_for_new(TARGET, {"period": "2026-Q4", "amount": "5"}, context)
    assert row == {"start": "2026-10-01", "end": "2027-01-01", "group": 0, "amount_minor": 500, "currency": "USD"}
    row = columns_for_new(RATE, {"from": "usd", "to": "jpy", "rate": "110.50"}, context)
    assert row == {"from_currency": "USD", "to_currency": "JPY", "rate": "110.5", "date": "2026-09-17"}


@pytest.mark.parametrize("noun", NOUNS.values(), ids=lambda noun: noun.name)
def test_each_required_field_is_asked_for(context: FakeContext, noun: Any) -> None:
    """A record without a field that it needs, or with an empty one, is refused with the way to type it."""
    values = {
        Type.REF: "maruti",
        Type.MONEY: "5",
        Type.PERIOD: "2026",
        Type.DUE: "fri",
        Type.RATE: "1",
        Type.INT: "5",
        Type.NUMBER: "5",
        Type.SPAN: "3m",
        Type.DATE: "today",
    }
    whole = {each.name: (each.choices or (values.get(each.type, "USD"),))[0] for each in noun.fields if each.required}
    columns_for_new(noun, whole, context)
    for each in noun.fields:
        if each.required:
            for wrong in ({**whole, each.name: ""}, {key: whole[key] for key in whole if key != each.name}):
                with pytest.raises(BadValue, match=f"needs its {each.name}: type") as error:
                    columns_for_new(noun, wrong, context)
                assert (each.flag in error.value.message) != each.positional


def test_a_text_of_space_alone_is_nothing(context: FakeContext) -> None:
    """Only space is no text: missing where one is needed, nothing elsewhere."""
    with pytest.raises(BadValue, match="the name cannot be empty"):
        columns_for_new(ACCOUNT, {"name": " \t\n"}, context)
    with pytest.raises(BadValue, match="the name cannot be empty"):
        columns_for_new(ACCOUNT, {"name": "\x00\u202e"}, context)
    assert columns_for_new(ACCOUNT, {"name": "A", "note": " \n "}, context)["note"] is None


@given(st.text())
def test_text_is_cleaned_and_counted(text: str) -> None:
    """Control characters are taken out and counted; everything else stays as it was."""
    context = FakeContext()
    cleaned, count = clean(text)
    note = ACCOUNT.field("note")
    value = note.type.read(note, text, context)
    assert value == (cleaned if cleaned.strip() else None)
    assert context.noted == ([("note", count)] if count else [])


@pytest.mark.parametrize("noun", NOUNS.values(), ids=lambda noun: noun.name)
@given(text=st.text(max_size=20))
def test_any_text_is_read_or_refused(noun: Any, text: str) -> None:
    """Whatever is typed into whatever field, it is read or refused with one short line."""
    context = FakeContext()
    for each in noun.fields:
        try:
            each.type.read_many(each, [text], context) if each.many else each.type.read(each, text, context)
        except (BadValue, NotFound) as error:
            assert 0 < len(error.message) < 400


def test_sets(context: FakeContext) -> None:
    """Members are cut at commas and semicolons, kept once, choices in the order of the table; none is nothing."""
    tag, role = ACCOUNT.field("tag"), CONTACT.field("role")
    assert tag.type.read_many(tag, ["b, a;c", " a ", ""], context) == "b;a;c"
    assert tag.type.read_many(tag, "x;y", context) == "x;y"
    assert tag.type.read_many(tag, "word", context) == "word"
    assert role.type.read_many(role, list(reversed(ROLES)), context) == ";".join(ROLES)
    assert role.type.read_many(role, ["Buyer,DECIDER"], context) == "decider;buyer"
    for nothing in ([], [""], [" ; , "], ""):
        assert tag.type.read_many(tag, nothing, context) is None
    with pytest.raises(BadValue, match="'king' is no role"):
        role.type.read_many(role, ["buyer", "king"], context)
    people = NOUNS["interaction"].field("with")
    assert people.type.read_many(people, ["ravi", "asha", "ravi"], context) == (5, 4)


@given(st.integers())
def test_whole_numbers_have_bounds(number: int) -> None:
    """A tier is 1 to 3, a cadence 1 to 3650, minutes 0 to 100,000: any other number is refused."""
    context = FakeContext()
    for each in (ACCOUNT.field("tier"), ACCOUNT.field("cadence"), NOUNS["interaction"].field("minutes")):
        if each.least <= number <= each.most:
            assert each.type.read(each, f" {number} ", context) == number
        else:
            with pytest.raises(BadValue, match=f"is no {each.name}: use a whole number from"):
                each.type.read(each, str(number), context)


def test_an_edit_names_what_changes_alone(context: FakeContext) -> None:
    """Columns that were not named are not touched; "" clears; what must have a value cannot be cleared."""
    current = {"id": 1, "account_id": 1, "amount_minor": 500, "cost_minor": 300, "currency": "USD", "ref": "x"}
    assert columns_for_edit(SALE, {"ref": ""}, context, current) == {"ref": None}
    assert columns_for_edit(SALE, {"account": "eclair"}, context, current) == {"account_id": 2}
    assert columns_for_edit(SALE, {"cost": ""}, context, current) == {"cost_minor": None, "currency": "USD"}
    for name in ("account", "amount", "kind", "date", "currency"):
        with pytest.raises(BadValue, match="cannot be empty"):
            columns_for_edit(SALE, {name: ""}, context, current)
    with pytest.raises(BadValue, match="the code of a product cannot be empty"):
        columns_for_edit(PRODUCT, {"code": ""}, context, {})


def test_the_currency_of_a_new_record(context: FakeContext) -> None:
    """The one typed, else the account's, else the configured one, else USD; two are one too many."""

    def currency(**given: str) -> str:
        return str(columns_for_new(SALE, {"account": "maruti", "amount": "5", **given}, context)["currency"])

    assert currency() == "USD"
    assert currency(account="eclair") == "JPY"
    assert currency(account="eclair", amount="EUR 5") == "EUR"
    assert currency(account="eclair", currency="kwd") == "KWD"
    assert currency(cost="EUR 5") == "EUR"
    context.currency = "EUR"
    assert currency() == "EUR"
    assert currency(account="eclair") == "JPY"
    for wrong in ({"amount": "EUR 5", "currency": "USD"}, {"amount": "EUR 5", "cost": "USD 3"}, {"currency": "XQQ"}):
        with pytest.raises(BadValue):
            currency(**wrong)
    with pytest.raises(BadValue, match="one expense has one currency, not EUR and USD"):
        columns_for_new(EXPENSE, {"budget": "fair", "amount": "USD 5"}, context)
    assert columns_for_new(EXPENSE, {"budget": "fair", "amount": "5"}, context)["amount_minor"] == 500


@given(st.integers(0, 10**12), st.sampled_from(list(DECIMALS)), st.sampled_from(list(DECIMALS)))
def test_another_currency_keeps_the_figure(units: int, old: str, new: str) -> None:
    """12.00 USD that becomes JPY is 12 JPY, in the minor units of JPY; nothing is converted."""
    current = {"amount_minor": units * 10 ** DECIMALS[old], "cost_minor": None, "currency": old}
    row = columns_for_edit(SALE, {"currency": new}, FakeContext(), current)
    wanted = {} if old == new else {"amount_minor": units * 10 ** DECIMALS[new]}
    assert row == {"currency": new, **wanted}


def test_a_figure_that_the_other_currency_has_not_is_refused(context: FakeContext) -> None:
    """12.50 USD cannot be 12.50 JPY: that is an error, not a rounding."""
    current = {"amount_minor": 1250, "cost_minor": None, "currency": "USD"}
    with pytest.raises(BadValue, match="too many decimals"):
        columns_for_edit(SALE, {"currency": "JPY"}, context, current)


def test_a_price_and_its_currency(context: FakeContext) -> None:
    """A product without a price needs no currency; beside a price it cannot be cleared."""
    assert columns_for_new(PRODUCT, {"name": "P"}, context) == {"name": "P"}
    assert columns_for_new(PRODUCT, {"name": "P", "price": "5"}, context)["currency"] == "USD"
    priced = {"price_minor": 500, "currency": "USD"}
    with pytest.raises(BadValue, match="cannot be empty beside its price"):
        columns_for_edit(PRODUCT, {"currency": ""}, context, priced)
    bare = columns_for_edit(PRODUCT, {"currency": "", "price": ""}, context, priced)
    assert bare == {"currency": None, "price_minor": None}
    assert columns_for_edit(PRODUCT, {"currency": ""}, context, {"price_minor": None, "currency": "USD"}) == {
        "currency": None
    }


def test_a_period_is_two_days(context: FakeContext) -> None:
    """A period fills start and end, half open."""
    given_ = {"account": "maruti", "name": "n", "period": "2026-01-01..2026-01-31", "amount": "5"}
    row = columns_for_new(BUDGET, given_, context)
    assert (row["start"], row["end"]) == ("2026-01-01", "2026-02-01")
