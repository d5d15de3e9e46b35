"""Nothing internal is on the client's page. Every column of every table of the file is changed, one after the other,
and the page has to stay as it is, unless the column stands in SHOWN or in DECIDES: a field that is new is refused here
until somebody decides.
"""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from email import message_from_string, policy
from hashlib import sha256
from pathlib import Path

import pytest
from report_samples import period
from review_samples import fill

from amcli.base.errors import AmcliError
from amcli.base.fields import Field, Noun, Type
from amcli.base.registry import NOUNS, link_of
from amcli.features.review.reports.review_page import review_page
from amcli.settings.environment import Env
from amcli.store.connect import prepared
from amcli.store.reader import Reader
from amcli.store.settings import settings_of
from conftest import TODAY, Cli

CLIENT = 1  # the row id of the account that the page is about
# What stands on the page, by table.
SHOWN: dict[str, set[str]] = {
    "account": {"code", "name"},
    "contact": {"name", "title", "phone", "email"},
    "colleague": {"name", "title", "phone", "email"},
    "product": {"name", "category"},
    "sale": {"amount_minor", "quantity", "currency"},
    "budget": {"name", "start", "end", "amount_minor", "currency"},
    "expense": {"amount_minor"},
    "issue": {"title", "resolution", "accepted"},
    "phase": {"at", "stage", "severity", "waiting"},
    "contract": {"name", "ref", "kind", "renews"},
    "term": {"start", "end"},
    "deadline": {"title", "due", "done", "owed_by"},
    "interaction": {"date", "kind"},
    "need": {"text", "day", "met"},
}
# What is not, and decides about what is: whose a record is, which of them count, in which order they stand.
DECIDES: dict[str, set[str]] = {
    "assignment": {"account_id", "colleague_id", "role", "start", "until"},
    "budget": {"account_id", "agreed_with", "direction"},
    "colleague": {"code", "left"},
    "contact": {"account_id", "left"},
    "contract": {"account_id", "notice", "term", "ends", "latest_end", "signed"},
    "deadline": {
        "account_id",
        "kind",
        "contract_id",
        "issue_id",
        "colleague_id",
        "opportunity_id",
        "negotiation_id",
        "objective_id",
    },
    "expense": {"budget_id", "date", "kind"},
    "interaction": {"account_id", "colleague_id"},
    "interaction_contact": {"interaction_id", "contact_id"},
    "issue": {"account_id", "contact_id", "opened", "closed", "acknowledged"},
    "need": {"account_id", "contact_id"},
    "phase": {"issue_id"},
    "sale": {"account_id", "product_id", "date", "kind"},
    "setting": {"key", "value"},
    "term": {"contract_id"},
}
# What would break the file rather than change it.
LEFT_ALONE = {"id", "sqlite_sequence", "currency", "account_alias"}
Column = tuple[str, str]
WAYS = 9  # the most that a column has
EVERY: Mapping[str, str] = {}
SUMS = {"sale_day", "sale_month"}  # kept beside the sales, and made of them
MARK = re.compile(r"zq[a-z]{6}")


@pytest.fixture(scope="module")
def master(agreed_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portfolio, made once."""
    return fill(Cli.on_copy(tmp_path_factory.mktemp("review"), agreed_file)).db


@pytest.fixture
def book(master: Path) -> Iterator[sqlite3.Connection]:
    """A copy of it in memory, without its walls: any column may be given any value."""
    with closing(sqlite3.connect(master)) as kept, closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        kept.backup(db)
        prepared(db)
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA ignore_check_constraints = ON")
        yield db


def page(db: sqlite3.Connection) -> str:
    """All that programs and people read of the pages of a quarter that runs and of one that is over."""
    env = Env({}, now_fixed=datetime.fromisoformat(TODAY))
    with env.settings_from(lambda _: settings_of(db)):
        found = [review_page(Reader(db, env), f"A{CLIENT}", period(name)) for name in ("2026-Q3", "2026-Q2")]
    return repr([(each[:3], each.title, each.audience, [one.by_key() for one in each.sections]) for each in found])


def columns_of(db: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of all tables that hold something, without those of the search."""
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
    return {
        table: [name for _, name, *_ in db.execute(f'PRAGMA table_info("{table}")') if name not in LEFT_ALONE]
        for table in names
        if "_search" not in table and table not in LEFT_ALONE and db.execute(f'SELECT 1 FROM "{table}"').fetchone()
    }


def field_of(table: str, column: str) -> Field | None:
    """The field that a column keeps, where its noun says one."""
    if table not in NOUNS:
        return None
    noun = NOUNS[table]
    return next((each for each in (*noun.fields, *noun.more) if column in each.columns), None)


def others_of(table: str, column: str) -> list[str]:
    """SQL of other values of a column, one for each way to change all of its rows."""
    this, field = f'"{column}"', field_of(table, column)
    key = "id" if table in NOUNS else "7"
    named = {field.noun or column.removesuffix("_id")} if field else {column.removesuffix("_id")}
    if column.endswith("_id") and named & set(NOUNS):
        ends = [f"(SELECT {way}(id) FROM {name})" for name in named for way in ("min", "max")]
        return [*ends, f"{this} + 1", "NULL"]
    match field.type if field else None:
        case Type.CHOICE:
            return [*(f"'{choice}'" for choice in field.choices), "NULL"] if field else []
        case Type.DATE | Type.DUE | Type.PERIOD:
            shifted = [f"date({this}, '{days} days')" for days in (1, -1, 60, -60, 500, -500)]
            return [*shifted, "'2026-09-01'", "NULL", "'2020-01-01'"]
        case Type.CURRENCY:
            return ["'EUR'", "'JPY'"]
        case Type.SPAN:
            return ["'11d'", "'2m'", "NULL"]
        case Type.NUMBER | Type.RATE:
            return [f"{this} || '1'", "'11'", "NULL"]
        case Type.TEXT | Type.PHRASE | Type.CODE:
            return [f"'zq' || {key}", f"{this} || {key}", "NULL"]
        case None if table in NOUNS or link_of(table) is None:
            return [f"iif(typeof({this}) = 'text', 'zq' || {this}, {this} + 1)", "1", "NULL"]
    return [f"{this} + 1", f"{this} * 1000 + {key}", "1", "0", "NULL"]


def change(db: sqlite3.Connection, table: str, column: str, way: int, where: str) -> bool:
    """Give some rows of a column another value; whether the file takes it: not one that another row has alone."""
    others = others_of(table, column)
    if way >= len(others):
        return False
    db.execute("SAVEPOINT change")
    try:
        db.execute(f'UPDATE "{table}" SET "{column}" = {others[way]} WHERE {where}')
    except sqlite3.IntegrityError:
        db.execute("ROLLBACK TO change")
        return False
    return True


def shown_of(db: sqlite3.Connection, some: Sequence[Column], way: int, where: Mapping[str, str] = EVERY) -> set[Column]:
    """Those of these columns whose change in one way changes the page: of many that are none, in one go."""
    before = page(db)
    db.execute("SAVEPOINT before")
    try:
        taken = [each for each in some if change(db, *each, way, where.get(each[0], "1"))]
        try:
            same = page(db) == before
        except (AmcliError, LookupError, ValueError):  # one of them cannot be read so
            same = len(taken) < 2
    finally:
        db.execute("ROLLBACK TO before")
    if same:
        return set()
    half = len(taken) // 2
    return set(taken) if half == 0 else shown_of(db, taken[:half], way, where) | shown_of(db, taken[half:], way, where)


def shown_in_any_way(db: sqlite3.Connection, some: Sequence[Column], where: Mapping[str, str] = EVERY) -> set[Column]:
    """Those that are seen in one of the ways to change them."""
    return {each for way in range(WAYS) for each in shown_of(db, some, way, where)}


def test_the_page_depends_on_what_was_decided_and_on_nothing_else(book: sqlite3.Connection) -> None:
    """Each column of each table is changed in many ways; the lists of what may be seen have no word too many."""
    decided = {(table, column) for some in (SHOWN, DECIDES) for table, columns in some.items() for column in columns}
    columns = [(table, column) for table, some in columns_of(book).items() for column in some]
    assert shown_in_any_way(book, [each for each in columns if each not in decided]) == set()
    unseen = {each for each in decided if not any(shown_of(book, [each], way) for way in range(WAYS))}
    assert unseen == set()


def test_every_noun_is_walked(book: sqlite3.Connection) -> None:
    """The portfolio has a record of each noun, and each of their fields has its column among those that are changed."""
    columns = columns_of(book)
    for noun in NOUNS.values():
        kept = {column for field in noun.fields if field not in noun.linked for column in field.columns}
        assert kept <= {*columns[noun.name], *LEFT_ALONE}, noun.name
        assert {field.link(noun.name)[0] for field in noun.linked} <= columns.keys(), noun.name


def test_what_nobody_decided_to_show_may_as_well_not_be_there(book: sqlite3.Connection) -> None:
    """The page is the same without any record of the tables of which it shows nothing: nor is their number told."""
    before, nothing = page(book), set(columns_of(book)) - SHOWN.keys() - DECIDES.keys() - SUMS
    assert {
        "opportunity",
        "negotiation",
        "point",
        "offer",
        "plan",
        "objective",
        "target",
        "pulse",
        "decision",
    } <= nothing
    for table in nothing:
        book.execute(f'DELETE FROM "{table}"')
    assert page(book) == before


def test_nothing_of_another_client_is_on_it(book: sqlite3.Connection) -> None:
    """No change of any record of another account is seen, nor whether it is there."""
    mine = {noun.name: whose for noun in NOUNS.values() if (whose := owner_of(noun, "{}"))}
    assert {"sale", "offer", "term", "expense", "interaction", "account"} <= mine.keys()
    where = {table: f"{whose.format(table)} <> {CLIENT}" for table, whose in mine.items()}
    columns = [(table, each) for table, some in columns_of(book).items() if table in where for each in some]
    some = [(table, column) for table, column in columns if not column.endswith("_id")]
    assert len(some) > 150
    assert shown_in_any_way(book, some, where) == set()
    before = page(book)
    for table, whose in where.items():
        book.execute(f'DELETE FROM "{table}" WHERE {whose}')
    assert page(book) == before


def owner_of(noun: Noun, table: str) -> str:
    """SQL of the row id of the account that a record belongs to; nothing where it belongs to none."""
    if noun.name == "account":
        return f"{table}.id"
    first = noun.fields[0]
    if first.noun == "account":
        return f"{table}.account_id" if first.required else ""
    if noun.within or (first.noun and first.required and first.positional):
        above = NOUNS[first.noun]
        whose = owner_of(above, above.name)
        return whose and f"(SELECT {whose} FROM {above.name} WHERE {above.name}.id = {table}.{first.column})"
    return ""


def mark_of(table: str, column: str) -> str:
    """A word that stands nowhere else, of letters alone, as no format would write otherwise."""
    letters = sha256(f"{table}.{column}".encode()).digest()
    return "zq" + "".join(chr(97 + letter % 26) for letter in letters[:6])


@pytest.fixture
def marked(cli: Cli, master: Path) -> Cli:
    """The portfolio with a word of its own in every text that somebody may type, in every record."""
    shutil.copy(master, cli.db)
    with closing(sqlite3.connect(cli.db)) as db, db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        for table, column in TEXTS:
            db.execute(f'UPDATE "{table}" SET "{column}" = ?||\' \'||id', (mark_of(table, column),))
    return cli


TEXTS = [
    (noun.name, column)
    for noun in NOUNS.values()
    for field in (*noun.fields, *noun.more)
    if field.type in (Type.TEXT, Type.PHRASE) and (field.stored or not field.many)
    for column in field.columns
]


def said(cli: Cli, format: str) -> str:
    """The page in a format as its reader sees it."""
    words = ("report", "review", f"A{CLIENT}", "--period", "2026-Q3", "-f", format)
    if format == "pdf":
        file = cli.folder / "review.pdf"
        cli.ok(*words, "-o", str(file))
        shown = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
        return re.sub(r"\s", "", shown.stdout)
    found = cli.ok(*words)
    if format == "eml":
        parts = message_from_string(found, policy=policy.default).walk()
        found += "".join(part.get_content() for part in parts if not part.is_multipart())
    return found


@pytest.mark.parametrize("format", ["json", "jsonl", "html", "markdown", "eml", "pdf", "table", "plain"])
def test_no_word_of_another_field_is_in_any_format(marked: Cli, format: str) -> None:
    """Of all texts that people type, those are found that SHOWN has, and they are found where programs read them."""
    if format == "pdf":
        pytest.importorskip("weasyprint")
        if not shutil.which("pdftotext"):
            pytest.skip("poppler is not there")
    words = {mark_of(*each): each for each in TEXTS}
    assert len(words) == len(TEXTS) > 80
    found = {words[mark] for mark in MARK.findall(said(marked, format)) if mark in words}
    decided = {(table, column) for table, column in words.values() if column in SHOWN.get(table, ())}
    if format == "json":
        assert found == decided
    assert found <= decided
    assert len(found) > 10
