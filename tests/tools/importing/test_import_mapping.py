"""Which column each field is taken from."""

import pytest

from amcli.base.errors import BadValue
from amcli.base.registry import NOUNS
from amcli.tools.importing.services.columns.mapping import left_out, map_columns


def taken(noun: str, header: str, *mapping: str) -> dict[str, tuple[tuple[int, ...], str]]:
    """Field → columns and title."""
    pairs = dict(pair.split("=", 1) for pair in mapping)
    return {
        one.field.name: (one.columns, one.title) for one in map_columns(NOUNS[noun], header.split("|"), pairs).sources
    }


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
    assert left_out(header, map_columns(NOUNS["account"], header, {}).sources) == ("Fax", "Re ⏎ gion")


@pytest.mark.parametrize(
    ("noun", "header", "wanted"),
    [
        ("account", "Account Name|Billing City|Phone", "name=0 city=1 phone=2"),
        ("account", "Id|Name|BillingCity|IsDeleted", "name=1 external_id=0 city=2"),
        ("account", "account_name|billing_city|ACCOUNT ID", "name=0 external_id=2 city=1"),
        ("account", "\ufeff\"Account Name\" *| billing-city ", "name=0 city=1"),
        ("account", "Record ID|Company name|Company Domain Name|Country/Region",
         "name=1 external_id=0 website=2 country=3"),
        ("account", "id|properties.name|properties.city", "name=1 external_id=0 city=2"),
        ("account", "Organization - ID|Organization - Name*", "name=1 external_id=0"),
        ("account", "(Do Not Modify) Account|Account Name|Account Number|Main Phone|Address 1: City",
         "name=1 external_id=0 phone=3 city=4"),
        ("account", "accountid|name|accountnumber|telephone1|address1_city", "name=1 external_id=0 phone=3 city=4"),
        ("account", "Account Number|Account Name", "name=1 external_id=0"),
        ("contact", "Account ID|Account Name|Full Name", "account=1 name=2"),
        ("contact", "AccountId|LastName|FirstName", "account=0 name=2,1"),
        ("contact", "Last Name|Company Name", "account=1 name=0"),
        ("contact", "Associated Company|Company Name|First Name|Name", "account=0 name=3"),
        ("contact", "Person - Name|Person - Organization|Person - Email - Work", "account=1 name=0 email=2"),
        ("contact", "fullname|_parentcustomerid_value|emailaddress1", "account=1 name=0 email=2"),
        ("deadline", "Subject|Due Date|Account|Status|Priority", "account=2 title=0 due=1 priority=4 status=3"),
        ("deadline", "hs_task_subject|hs_timestamp|associatedcompanyid", "account=2 title=0 due=1"),
        ("deadline", "subject|due_date|org_name|done", "account=2 title=0 due=1 done=3"),
        ("interaction", "Subject|Comments|Account|Date", "account=2 text=0,1 date=3"),
        ("interaction", "Subject|Text|Account|Date", "account=2 text=1 date=3"),
        ("sale", "Stage|Status|Opportunity Name|Account Name|Amount|Close Date",
         "account=3 amount=4 date=5 stage=0"),
        ("sale", "title|value|status|won_time|expected_close_date|org_name|pipeline_id",
         "account=5 amount=1 date=3 stage=2"),
        ("sale", "Est. Revenue|Actual Revenue|Potential Customer|Est. Close Date|Actual Close Date|Status",
         "account=2 amount=1 date=4 stage=5"),
        ("sale", "account|amount|date|status", "account=0 amount=1 date=2 status=3"),
        ("sale", "Customer|Amount|Date|Type|Voided", "account=0 amount=1 date=2 kind=3 voided=4"),
        ("sale", "Opportunity Name|Account Name|Amount|Close Date|Type|Stage",
         "account=1 amount=2 date=3 stage=5"),
        ("sale", "Kunde|Nettobetrag|Rechnungsdatum|Artikel|Menge|Währung",
         "account=0 amount=1 product=3 quantity=4 date=2 currency=5"),
        ("product", "Product Name|Product Code|List Price|Product Family", "name=0 category=3 price=2 external_id=1"),
        ("target", "StartDate|EndDate|QuotaAmount", "period=0,1 amount=2"),
    ],
)  # fmt: skip
def test_the_names_of_crms_are_known(noun: str, header: str, wanted: str) -> None:
    """Labels and names of interfaces; what is preferred comes first, and what amcli calls a field before that."""
    found = {name: ",".join(map(str, columns)) for name, (columns, _) in taken(noun, header).items()}
    assert found == dict(pair.split("=") for pair in wanted.split())


def test_names_are_joined_by_a_space_and_columns_by_a_hyphen() -> None:
    """First and last name; what --map joins; subject and comments stand below one another."""
    header = ["First Name", "Last Name", "Account", "A", "B"]
    joints = {
        one.field.name: (one.joint, one.title)
        for one in map_columns(NOUNS["contact"], header, {"title": "A+B"}).sources
    }
    assert joints["name"] == (" ", "First Name+Last Name")
    assert joints["title"] == ("-", "A+B")
    found = map_columns(NOUNS["interaction"], ["account", "date", "Subject", "Description"], {}).sources
    assert [one.joint for one in found if one.field.name == "text"] == ["\n"]


def test_parts_that_were_mapped_come_before_a_whole_that_was_not() -> None:
    """What was typed always wins."""
    assert taken("contact", "account|name|A|B", "first_name=A", "last_name=B")["name"] == ((2, 3), "A+B")
    assert taken("contact", "account|First Name|Last Name|A", "name=A")["name"] == ((3,), "A")


def test_no_column_is_taken_twice_by_its_name() -> None:
    """Only the mapping may do so."""
    found = taken("sale", "Account ID|Account Name|Amount|Close Date", "ref=Account ID")
    assert (found["ref"][0], found["account"][0]) == ((0,), (1,))
    assert taken("sale", "Account ID|Amount|Close Date", "ref=Account ID", "account=Account ID")["account"][0] == (0,)
    with pytest.raises(BadValue, match="sales need the account"):
        taken("sale", "Account ID|Amount|Close Date", "ref=Account ID")


def test_a_foreign_name_that_two_columns_have_is_asked_for() -> None:
    """Unless another name of that field comes first."""
    with pytest.raises(BadValue, match="the columns 'Billing City' and 'BillingCity' may both be the city"):
        taken("account", "name|Billing City|BillingCity")
    assert taken("account", "name|city|Billing City|BillingCity")["city"][0] == (1,)


def test_a_column_of_notes_makes_notes() -> None:
    """Where no column says what it was, the name of another may."""
    found = {
        one.field.name: one
        for one in map_columns(NOUNS["interaction"], ["company", "Note body", "Activity date"], {}).sources
    }
    assert (found["kind"].columns, found["kind"].constant) == ((), "note")
    assert "kind" not in taken("interaction", "account|text|date")


def test_signs_that_mean_something_count() -> None:
    """An amount in percent is no amount, the number of an account no account."""
    assert "amount" not in taken("account", "name|amount %")
    with pytest.raises(BadValue, match="sales need the account"):
        taken("sale", "Account #|Amount|Date")


def test_header_names_are_data() -> None:
    """Whatever a name holds, it is only ever compared."""
    header = ["'; DROP TABLE account; --", "na\0me", "[bold]x", "%s{0}"]
    found = map_columns(
        NOUNS["account"], header, {"name": header[0], "code": header[1], "city": header[2], "note": header[3]}
    ).sources
    assert [one.columns for one in found] == [(0,), (1,), (2,), (3,)]
