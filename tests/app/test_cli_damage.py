"""Rows that no amcli wrote and that break a rule of the file: it is named as damaged, whatever stumbles over it."""

import sqlite3
from contextlib import closing

import pytest

from conftest import Cli

BROKEN = {
    "a reference to nothing": "PRAGMA foreign_keys = 0; UPDATE contact SET account_id = 999 WHERE id = 1",
    "a currency that is gone": "PRAGMA foreign_keys = 0; DELETE FROM currency WHERE code = 'USD'",
    "a day that there is not": "PRAGMA ignore_check_constraints = 1; UPDATE deadline SET due = '2026-99-99'",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_an_error_over_a_damaged_file(small: Cli, kind: str) -> None:
    """Every command that a broken row makes impossible is exit 5 and one sentence, never an unexpected failure."""
    with closing(sqlite3.connect(small.db, isolation_level=None)) as connection:
        connection.executescript(BROKEN[kind])
    codes = set()
    for words in (
        ("account", "show", "maruti"), ("contact", "list"), ("today",), ("agenda",), ("remind",), ("sale", "list"),
        ("export", "all"), ("export", "sales", "-f", "json"), ("report", "sales"), ("search", "maruti"),
        ("deadline", "list", "-f", "ics"), ("duplicates",),
    ):  # fmt: skip
        done = small(*words)
        codes.add(done.code)
        assert done.code in (0, 4, 5), (words, done.err)
        assert len(done.err.splitlines()) <= 1, done.err
    assert small("doctor").code == 5
    assert 70 not in codes


def test_a_defect_of_a_file_that_is_in_order(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that the file has not made is a defect, and exit 70."""

    def fail(*_: object, **__: object) -> None:
        raise KeyError("defect")

    monkeypatch.setattr("amcli.records.reports.listing.Listing", fail)
    done = small("account", "list")
    assert (done.code, "unexpected: KeyError" in done.err) == (70, True)
