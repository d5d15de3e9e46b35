"""Which column each field is taken from."""

import pytest

from amcli.domain.errors import BadValue
from amcli.domain.nouns import NOUNS
from amcli.services.importing.mapping import left_out, take


def taken(noun: str, header: str, *mapping: str) -> dict[str, tuple[tuple[int, ...], str]]:
    """Field → columns and title."""
    pairs = dict(pair.split("=", 1) for pair in mapping)
    return {one.field.name: (one.columns, one.title) for one in take(NOUNS[noun], header.split("|"), pairs)}


@pytest.mark.parametrize(
    ("noun", "header", "field"),
    [
        ("account", "External ID", "external_id"),
        ("account", "external-id", "external_id"),
        ("account", "EXTERNALID", "external_id"),
        ("account", " Tags ", "tag"),
        ("account", "tag", "tag"),
        ("contact", "roles", "role"),
        ("contact", "Reports To", "reports_to"),
        ("rate", "from_currency", "from"),
        ("budget", "Agreed-With", "agreed_with"),
    ],
)
def test_names_match_in_any_spelling(noun: str, header: str, field: str) -> None:
    """Case, spaces, underscores and hyphens do not count; the stored name of a set and the option's name do."""
    needed = {
        "account": "name",
        "contact": "account|name",
        "rate": "to|rate|date",
        "budget": "account|name|period|amount",
    }
    assert field in taken(noun, f"{needed[noun]}|{header}")


def test_the_name_of_the_option_counts() -> None:
    """`on` is the date."""
    assert taken("sale", "account|amount|on")["date"] == ((2,), "on")


def test_a_mapping_comes_before_the_name() -> None:
    """What was typed wins over what is called like the field, and the title is the one of the file."""
    found = taken("sale", "account|amount|Net|on", "amount=net", "Date=on")
    assert found["amount"] == ((2,), "net")
    assert found["date"] == ((3,), "on")


def test_a_column_spelled_just_so_comes_first() -> None:
    """Two columns that differ in case alone can both be named."""
    found = taken("account", "name|City|CITY", "city=CITY", "note=City")
    assert (found["city"][0], found["note"][0]) == ((2,), (1,))


def test_columns_are_joined_with_plus() -> None:
    """A reference may be made of several columns; a column that has a plus in its name comes first."""
    assert taken("sale", "account|amount|on|A|B|A+B", "ref=A+B")["ref"] == ((5,), "A+B")
    assert taken("sale", "account|amount|on|A|B|C", "ref=A+c+B")["ref"] == ((3, 5, 4), "A+c+B")


def test_expenses_know_the_account_of_the_budget() -> None:
    """The account is no column of an expense, but tells which budget is meant."""
    assert taken("expense", "Account|budget|amount|date")["account"] == ((0,), "Account")


@pytest.mark.parametrize(
    ("noun", "header", "mapping", "says", "near"),
    [
        ("account", "name", ["nam=name"], "'nam' is no field of accounts: use name, code", "name"),
        ("account", "name|City", ["city=Cty"], "no column 'Cty'; the columns are name, City", "City"),
        ("sale", "account|amount|on|A", ["ref=A+X"], "--map ref: the file has no column 'X'", None),
        ("sale", "account|amount|on|A", ["ref=A+"], "no column ''", None),
        ("account", "name|X|X", ["city=X"], "2 columns 'X'", None),
        (
            "account",
            "name|Name",
            [],
            "the columns 'name' and 'Name' may both be the name: type --map name=COLUMN",
            None,
        ),
        ("account", "tag|name|tags", [], "may both be the tag", None),
        (
            "account",
            "code|title",
            [],
            "accounts need the name, and no column has this name: type --map name=COLUMN",
            None,
        ),
        ("sale", "account|day", [], "sales need the amount", None),
        ("sale", "account|amount|day", [], "sales need the date", None),
        ("interaction", "account|text", [], "interactions need the date", None),
        ("expense", "budget|amount", [], "expenses need the date", None),
        ("rate", "from|to|rate", [], "rates need the date", None),
        ("expense", "account|amount|date", [], "expenses need the budget", None),
    ],
)
def test_what_is_not_understood_is_refused(
    noun: str, header: str, mapping: list[str], says: str, near: str | None
) -> None:
    """The message says what is wrong and what there is; a day that nothing says is never taken for today."""
    with pytest.raises(BadValue) as error:
        taken(noun, header, *mapping)
    assert says in error.value.message
    if near:
        assert near in error.value.candidates


def test_a_doubled_column_that_nobody_wants_is_no_matter() -> None:
    """Two columns of one name are fine where no field is taken from them, and where the mapping names another."""
    assert taken("account", "name|Fax|Fax")["name"] == ((0,), "name")
    assert taken("account", "name|Name|Firm", "name=Firm")["name"] == ((2,), "Firm")


def test_columns_left_out_are_known_by_name() -> None:
    """Nameless ones and those of a rejects file are not worth saying."""
    header = ["name", "Fax", "", "line", "reason", "Re\ngion"]
    assert left_out(header, take(NOUNS["account"], header, {})) == ("Fax", "Re ⏎ gion")


def test_header_names_are_data() -> None:
    """Whatever a name holds, it is only ever compared."""
    header = ["'; DROP TABLE account; --", "na\0me", "[bold]x", "%s{0}"]
    found = take(NOUNS["account"], header, {"name": header[0], "code": header[1], "city": header[2], "note": header[3]})
    assert [one.columns for one in found] == [(0,), (1,), (2,), (3,)]
