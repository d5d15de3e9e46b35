"""`amcli export KIND`: all records of a kind, oldest first, in the formats that other programs read."""

import csv
import io
import json
import sqlite3
from typing import Any

import pytest

from amcli.base.registry import NOUNS
from amcli.records.portfolio_document import parts
from conftest import Cli

SINGULARS = {noun.view: noun.name for noun in NOUNS.values()}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


OF_THE_DAY = {
    "current_end", "arrive_by", "act_by", "state", "late", "late_minutes", "owner", "territories",
    "age", "stale", "reached", "of_all", "next_action", "next_due",
}  # fmt: skip


@pytest.mark.parametrize("kind", parts())
def test_everything_of_a_kind(sample: Cli, kind: str) -> None:
    """Every row of the table is there, also the done and the archived, the lowest id first; the singular will do."""
    connection = sqlite3.connect(sample.db)
    noun = parts()[kind].noun
    ids = [f"{noun.letter}{row[0]}" for row in connection.execute(f"SELECT id FROM {noun.name} ORDER BY id")]
    connection.close()
    text = sample.ok("export", kind)
    assert [row["id"] for row in rows(text)] == ids
    assert ids
    assert sample.ok("export", SINGULARS[kind].upper(), tty=True) == text


@pytest.mark.parametrize("kind", parts())
def test_the_columns_of_the_list_and_more(sample: Cli, kind: str) -> None:
    """An export has what the list shows in full, under the same keys, but what is worked out of the day; and all that
    the whole document has, but what is private.
    """
    listed: Any = sample.json(SINGULARS[kind], "list", "--limit", "5")
    exported: Any = sample.json("export", kind)
    known = {record["id"]: record for record in exported}
    for record in listed if kind != "models" else ():  # those built in are listed too, which no record is kept of
        assert {key: value for key, value in record.items() if key not in OF_THE_DAY}.items() <= known[
            record["id"]
        ].items()
    private = {field.name for field in parts()[kind].noun.private}
    document = json.loads(sample.ok("export", "all"))
    plain = json.loads(sample.ok("export", kind, "-f", "json"))
    for kept, record in zip(document[kind], plain, strict=True):
        assert all(record[key] == value for key, value in kept.items() if key not in private)


def test_references_are_exact(small: Cli) -> None:
    """Beside the names there are ids, because two people may have one name."""
    contacts, expenses = rows(small.ok("export", "contacts")), rows(small.ok("export", "expenses"))
    assert [(row["reports_to"], row["reports_to_id"]) for row in contacts] == [("", ""), ("Asha Rao", "C1"), ("", "")]
    assert (expenses[0]["budget"], expenses[0]["budget_id"]) == ("Trade fair", "B1")
    interactions: Any = small.json("export", "interactions")
    assert [(each["with"], each["with_ids"]) for each in interactions] == [(["Asha Rao"], ["C1"]), (None, None)]


def test_a_series_is_whole(small: Cli) -> None:
    """What makes a deadline one of a series, and known to calendars, is in the export."""
    small.ok("deadline", "add", "maruti", "Report", "--due", "2026-09-30", "--every", "month", "--times", "3")
    small.ok("deadline", "done", "D4")
    old, new = [each for each in small.json("export", "deadlines") if each["title"] == "Report"]  # type: ignore[attr-defined]
    assert (new["series_id"], new["anchor"], new["occurrence"], new["due"]) == ("D4", "2026-09-30", 1, "2026-10-30")
    assert old["done"] == "2026-09-17"
    assert new["sequence"] > old["sequence"] >= 0


NARROWED = {
    ("sales", "--since", "2026-09-01"): ["S1", "S2"],
    ("sales", "--since", "2026-09-02"): ["S2"],
    ("sales", "--period", "2026-08"): ["S3"],
    ("sales", "--account", "eclair"): ["S3"],
    ("sales", "--account", "maruti", "--since", "2026-09-02", "--period", "2026"): ["S2"],
    ("sales", "--where", "kind = 'sale' AND amount_minor > 100000"): ["S1"],
    ("sales", "--where", "account_name LIKE 'Maruti%' -- all"): ["S1", "S2"],
    ("sales", "--account", "maruti", "--where", "ref IS NULL OR 1"): ["S1", "S2"],
    ("sales", "--where", "0"): [],
    ("accounts", "--since", "2026-09-17"): ["A1", "A2", "A3", "A4"],
    ("accounts", "--since", "2026-09-18"): [],
    ("accounts", "--period", "2026"): ["A1", "A2", "A3", "A4"],
    ("accounts", "--where", "archived IS NOT NULL"): ["A4"],
    ("contacts", "--account", "eclair"): ["C3"],
    ("interactions", "--since", "yesterday"): ["I1"],
    ("deadlines", "--since", "2026-12-01"): ["D2"],
    ("deadlines", "--period", "2026-12"): ["D2"],
    ("budgets", "--period", "2026-03"): ["B1"],
    ("budgets", "--since", "2026-02-01"): ["B2"],
    ("expenses", "--account", "maruti", "--since", "2026-09-03"): ["X1"],
    ("targets", "--period", "2026-10"): ["T1", "T2", "T3"],
    ("targets", "--account", "maruti"): ["T2"],
    ("rates", "--since", "2026-09-02"): ["R2"],
    ("products", "--where", "category = 'Brakes'"): ["P1"],
    ("sales", "--where", "account IN (SELECT code FROM accounts WHERE tier = 1)"): ["S1", "S2"],
}


@pytest.mark.parametrize("words", NARROWED, ids=" ".join)
def test_narrowed(small: Cli, words: tuple[str, ...]) -> None:
    """--since, --period, --account and --where leave in what they say, together what all of them say, in any format."""
    assert [row["id"] for row in rows(small.ok("export", *words))] == NARROWED[words]
    assert [each["id"] for each in small.json("export", *words)] == NARROWED[words]  # type: ignore[attr-defined]
    reference = "code" if words[0] in ("accounts", "products") else "id"
    assert len(small.ok("export", *words, "-f", "ids", "--columns", reference).splitlines()) == len(NARROWED[words])


MEANS_NOTHING = (
    ("contacts", "--since", "2026-01-01"), ("contacts", "--period", "2026"), ("products", "--since", "2026-01-01"),
    ("accounts", "--account", "maruti"), ("products", "--account", "maruti"), ("rates", "--account", "maruti"),
    ("sales", "--all"), ("ics", "--since", "2026-01-01"), ("ics", "--period", "2026"), ("ics", "--where", "1"),
    ("ics", "--columns", "id"), ("ics", "-f", "csv"), ("sales", "-f", "ics"), ("sales", "-f", "xml"), ("leads",),
    ("sales", "--since", "05/06/2026"), ("sales", "--columns", "nothing"), ("sale list",), ("",),
)  # fmt: skip


@pytest.mark.parametrize("words", MEANS_NOTHING, ids=" ".join)
def test_what_means_nothing_is_refused(small: Cli, words: tuple[str, ...]) -> None:
    """An option that means nothing for a kind, an unknown kind, column or format is exit 2 and one line."""
    done = small("export", *words)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)


def test_a_wrong_kind_names_the_nearest(small: Cli) -> None:
    """A mistyped kind is answered with the kinds there are, then the nearest."""
    done = small("export", "slaes")
    assert "contacts" in done.err
    assert "; nearest: sales, " in done.err


WRONG_SQL = {
    "colour = 1": (2, "no such column: colour"),
    "id =": (2, "incomplete input"),
    "1) OR (1": (2, "syntax error"),
    "1) --": (2, "syntax error"),
    "1) UNION SELECT id, 1 FROM sales WHERE (1": (2, "syntax error"),
    "1 ORDER BY id": (2, "syntax error"),
    "1 LIMIT 1": (2, "syntax error"),
    "1; DROP TABLE sale": (2, "one statement"),
    "1 /*": (2, "syntax error"),
    "'": (2, ""),
    "1, 2": (2, ""),
    "SELECT 1": (2, "syntax error"),
    "count(*) > 1": (2, "misuse of aggregate"),
    "id = ?": (2, "binding"),
    "id = :x": (2, "binding"),
    "colour()": (2, "no such function"),
    "load_extension('x')": (4, "only reads"),
    "writefile('x', 'y')": (2, "no such function"),
    "id\0": (2, "NUL"),
    "abs(-9223372036854775808)": (2, "integer overflow"),
    "json('{')": (2, "malformed JSON"),
}


@pytest.mark.parametrize("where", WRONG_SQL)
def test_where_that_is_wrong(small: Cli, where: str) -> None:
    """SQL that is wrong is SQLite's own words; what does more than read is refused; parentheses cannot be left."""
    code, said = WRONG_SQL[where]
    before = small.dump(journal=True)
    for words in (("-f", "csv"), ("-f", "json"), ("--account", "maruti"), ("-o", str(small.folder / "x.jsonl"))):
        done = small("export", "sales", "--where", where, *words)
        assert (done.code, len(done.err.splitlines())) == (code, 1)
        assert said in done.err
    assert not (small.folder / "x.jsonl").exists()
    assert small.dump(journal=True) == before


def test_columns(small: Cli) -> None:
    """--columns picks and orders, also what the list does not show."""
    assert small.ok("export", "expenses", "--columns", "budget_id,amount,id") == "budget_id,amount,id\nB1,480.00,X1\n"
    assert small.ok("export", "expenses", "--columns", "memo") == "memo\nStand\n"


def test_other_formats(small: Cli) -> None:
    """What a list can be an export can be too."""
    assert small.ok("export", "rates", "-f", "ids") == "R1\nR2\n"
    assert "| R1" in small.ok("export", "rates", "-f", "markdown")
    assert "0.92" in small.ok("export", "rates", "-f", "plain")
    assert "0.92" in small.ok("export", "rates", "-f", "table")
    assert small.ok("export", "rates", "-f", "tsv").startswith("id\tfrom\tto")
    assert "BEGIN:VEVENT" in small.ok("export", "deadlines", "-f", "ics")
    lines = small.ok("export", "sales", "-f", "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(small.ok("export", "sales", "-f", "json"))


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "jsonl", "md", "CSV"])
def test_the_format_of_a_file(small: Cli, ending: str) -> None:
    """-o picks the format by the file's ending; -f goes before it."""
    path = small.folder / f"sales.{ending}"
    format_ = {"md": "markdown"}.get(ending, ending.lower())
    for tty in (False, True):
        assert small.ok("export", "sales", "-o", str(path), tty=tty) == ""
        assert path.read_text() == small.ok("export", "sales", "-f", format_)
    small.ok("export", "sales", "-o", str(path), "-f", "ids")
    assert path.read_text() == "S1\nS2\nS3\n"


def test_all_and_ics_by_their_file(small: Cli) -> None:
    """A portfolio goes into a .json and a calendar into an .ics."""
    path = small.folder / "all.json"
    small.ok("export", "all", "-o", str(path))
    assert path.read_text() == small.ok("export", "all")
    small.ok("export", "ics", "-o", str(small.folder / "x.ics"))
    assert (small.folder / "x.ics").read_text().startswith("BEGIN:VCALENDAR")
    assert small("export", "all", "-o", str(small.folder / "all.csv")).code == 2


@pytest.mark.parametrize("name", ["sales", "sales.txt", "sales.csv.gz", ".csv"])
def test_an_ending_of_no_format(small: Cli, name: str) -> None:
    """An ending that is of no format is an error that lists the endings, and makes no file."""
    done = small("export", "sales", "-o", str(small.folder / name))
    assert (done.code, ".csv, .tsv, .json" in done.err) == (2, True)
    assert not (small.folder / name).exists()
    small.ok("export", "sales", "-o", str(small.folder / name), "-f", "csv")
    assert (small.folder / name).read_text() == small.ok("export", "sales")


def test_an_empty_portfolio(cli: Cli) -> None:
    """Nothing is a header alone, or an empty array."""
    environ: Any = {"AMCLI_DB": "", "XDG_DATA_HOME": str(cli.folder), "HOME": str(cli.folder)}
    assert cli.ok("export", "rates", **environ) == "id,from,to,rate,date\n"
    assert json.loads(cli.ok("export", "rates", "-f", "json", **environ)) == []
    assert json.loads(cli.ok("export", "all", **environ))["sales"] == []


@pytest.mark.parametrize("words", [("all",), ("sales",), ("interactions", "-f", "json"), ("sales", "--where", "1")])
def test_a_reader_that_has_enough(sample: Cli, words: tuple[str, ...]) -> None:
    """`amcli export … | head -1` ends quietly."""
    done = sample.spawn("export", *words)
    assert done.stdout is not None
    assert done.stderr is not None
    done.stdout.read(1)
    done.stdout.close()
    assert (done.stderr.read(), done.wait()) == (b"", 0)
