"""Names to records from memory: the same answers as store.lookup gives from the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_samples import portfolio

from amcli.base.errors import Ambiguous, AmcliError, NotFound
from amcli.base.registry import NOUNS
from amcli.base.text import name_key
from amcli.store import lookup
from amcli.store.lookup import _beginning, _id, _word, find
from amcli.store.open import open_writer
from amcli.tools.importing.services.rows.record_index import RecordIndex

WORDS = st.sampled_from(
    [
        "a",
        "A",
        "ab",
        "AB",
        "abc",
        "b",
        "ß",
        "SS",
        "K",
        "\u212a",
        "x y",
        "X\u00a0Y",
        "A1",
        "A2",
        "C1",
        "é",
        "E\u0301",
        "1",
    ]
)
CODES = st.lists(st.sampled_from(["a", "ab", "abc", "b-1", "1", "A1", "10", "k"]), unique_by=str.lower, max_size=5)
GUESSED = (_id, _beginning, _word)  # what a person may type, and a file may not


@given(CODES, st.lists(WORDS, max_size=5), st.lists(st.one_of(WORDS, st.sampled_from(["", " ", "b-"])), max_size=8))
def test_accounts_are_found_as_the_command_line_finds_them(
    codes: list[str], labels: list[str], asked: list[str]
) -> None:
    """Code, key of another system, name in any spelling: the same record, or the same kind of error.

    But for a key of one record that is the name of another, which a file has to be asked about.
    """
    with portfolio() as file, pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookup, "WAYS", [way for way in lookup.WAYS if way not in GUESSED])
        connection = open_writer(file.path)
        for code, name in zip(codes, labels, strict=False):
            sql = "INSERT INTO account (code, name, created, external_id) VALUES (?, ?, '2026-01-01', ?)"
            connection.execute(sql, (code, name, name[::-1] or None))
        names = RecordIndex(connection, NOUNS["account"])
        for text in asked:
            ours = outcome(lambda: names.find(text, None))  # noqa: B023
            theirs = outcome(lambda: find(connection, "account", text).record_id)  # noqa: B023
            namesakes = {n for n, name in enumerate(labels, 1) if name_key(name) == name_key(text)}
            assert ours == theirs or (ours is Ambiguous and namesakes - {theirs}), text
        connection.close()


@given(
    st.lists(st.tuples(st.integers(1, 2), WORDS), max_size=6), st.lists(st.tuples(st.integers(1, 2), WORDS), max_size=8)
)
def test_contacts_are_found_within_their_account(people: list[tuple[int, str]], asked: list[tuple[int, str]]) -> None:
    """By name, and by id in our own exports, never those of another account."""
    with portfolio() as file, pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookup, "WAYS", [way for way in lookup.WAYS if way not in GUESSED])
        connection = open_writer(file.path)
        for number in (1, 2):
            connection.execute(
                "INSERT INTO account (code, name, created) VALUES (?, 'x', '2026-01-01')", (f"acc{number}",)
            )
        connection.executemany("INSERT INTO contact (account_id, name) VALUES (?, ?)", people)
        names = RecordIndex(connection, NOUNS["contact"])
        by_id = RecordIndex(connection, NOUNS["contact"], by_id=True)
        for account, text in asked:
            if text != "C1":
                assert outcome(lambda: names.find(text, account)) == outcome(  # noqa: B023
                    lambda: find(connection, "contact", text, account).record_id  # noqa: B023
                )
        called_so = any(name == "C1" for _, name in people)
        if people and not called_so:
            assert outcome(lambda: names.find("C1", people[0][0])) is NotFound
            assert by_id.find("C1", people[0][0]) == 1
        connection.close()


def test_what_another_system_calls_a_record_is_a_name_too() -> None:
    """After a code, and a question where it is the name of another; within its account for a contact."""
    with portfolio() as file:
        connection = open_writer(file.path)
        for code, name, external in (
            ("12x", "Twelve", None), ("b", "Bolt", "12"), ("c", "b", "Twelve"), ("d", "Dup", "E1"), ("e", "Dup", "E1"),
            ("f", "Force", "0015g00000A1bbbAAB"), ("g", "Guid", "{0a-1}"),
        ):  # fmt: skip
            sql = "INSERT INTO account (code, name, created, external_id) VALUES (?, ?, '2026-01-01', ?)"
            connection.execute(sql, (code, name, external))
        people = "INSERT INTO contact (account_id, name, external_id) VALUES (?, ?, ?)"
        connection.executemany(people, [(1, "Ann", "K1"), (2, "Bob", "K2")])
        names, contacts = RecordIndex(connection, NOUNS["account"]), RecordIndex(connection, NOUNS["contact"])
        for text, wanted in (
            ("12", 2), ("twelve", 1), ("Twelve", Ambiguous), ("B", Ambiguous), ("E1", Ambiguous), ("e1", NotFound),
            ("0015g00000A1bbb", 6), ("0015g00000A1BBB", NotFound), ("0015g00000A1bbbAAA", NotFound),
            ("0015g00000A1bbbaab", 6), ("0a-1", 7),
        ):  # fmt: skip
            assert outcome(lambda: names.find(text, None)) == wanted  # noqa: B023
        assert outcome(lambda: contacts.find("K1", 1)) == 1
        assert outcome(lambda: contacts.find("K1", 2)) is NotFound
        names.add(-5, "new", "New", None, "E7")
        assert names.find("E7", None) == -5
        connection.close()


def test_only_so_many_names_are_searched_for_a_likeness() -> None:
    """The nearest names are looked for a hundred times, for each search reads all records."""
    with portfolio() as file:
        connection = open_writer(file.path)
        connection.execute("INSERT INTO account (code, name, created) VALUES ('maruti', 'Maruti', '2026-01-01')")
        names = RecordIndex(connection, NOUNS["account"])
        near = [outcome_of_missing(names, f"marut{n}") for n in range(101)]
        connection.close()
    assert near == [("maruti",)] * 100 + [()]


def outcome(look: object) -> object:
    """The row id, or the class of the error."""
    try:
        return look()  # type: ignore[operator]
    except (NotFound, Ambiguous) as error:
        return type(error)


def outcome_of_missing(names: RecordIndex, text: str) -> tuple[str, ...]:
    """The candidates of the error."""
    try:
        names.find(text, None)
    except AmcliError as error:
        return error.candidates
    raise AssertionError
