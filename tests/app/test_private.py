"""What is private of a record is on the screen of what it belongs to, in the whole portfolio and in a backup alone.

The walk calls every command there is: one that a new feature brings is called by what its parameters are called, by its
row in CALLS, or by its examples, and fails the test where none of these works on the small portfolio.
"""

import io
import json
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from email import message_from_string
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from test_help import LEAVES, ROOT_COMMAND, examples, steps

from amcli.base.formats import BINARY, FORMATS, PAGES
from amcli.base.registry import HOMES, NOUNS
from amcli.store.session import without_private
from conftest import AGREED, SMALL, Cli, Done

AIM, LIMIT, REASON = "8823456.5", "7712345.25", "Zinnoberquitte"
MARKS = ("771234", "882345", "innoberquit")
GROUPING = str.maketrans("", "", ",.' _\u00a0\u2009\u202f\n")
HOLDERS = {"point", "offer", "operation_change"}  # the tables that have to have it
SHOWN = {("export", "all"), ("negotiation", "show")}
# One makes a portfolio of its own; for publishing the server's tables are looked at (tools/publishing/test_publish.py),
# whatever asks the company reads those alone, and a rollup is among LOOKS.
ELSEWHERE = {("demo",), ("publish", "send"), *(path for path in LEAVES if path[0] in ("company", "rollup"))}
KINDS = tuple(noun.name for noun in NOUNS.values() if noun.private)
# What a parameter is called that no noun is called by, and what is typed for it.
VALUES = {
    "AMOUNT": "5", "FROM": "USD", "KEY": "currency", "KIND": "points", "NAME": "Something", "PERIOD": "2027",
    "QUERY": "SELECT * FROM points, offers", "RATE": "R1", "SUBJECT": "Something", "TEXT": "Something",
    "TITLE": "Something", "TO": "JPY", "VALUE": "EUR", "WORDS": "prices",
}  # fmt: skip
# Calls of commands for which that is not enough.
CALLS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("account", "handover"): ("maruti", "--to", "otto"),
    ("account", "merge"): ("maruti", "eclair", "--yes"),
    ("contact", "merge"): ("C1", "C2", "--yes"),
    ("colleague", "merge"): ("nora", "otto", "--yes"),
    ("territory", "merge"): ("asia", "empty", "--yes"),
    ("target", "split"): ("2026", "--into", "months"),
    ("opportunity", "lost"): ("OP1", "--reason", "price"),
    ("opportunity", "close"): ("OP1", "--undecided"),
    ("opportunity", "reopen"): ("OP2",),
    ("deadline", "skip"): ("D4",),
    ("interaction", "edit"): ("I1", "--text", "Something"),
    ("expense", "edit"): ("X1", "--memo", "Something"),
    ("log",): ("maruti", "Something"),
    ("sale", "add"): ("maruti", "5"),
    ("sale", "edit"): ("S1", "--ref", "Something"),
    ("product", "edit"): ("pad", "--category", "Something"),
    ("issue", "reopen"): ("IS2",),
    ("negotiation", "offer"): ("NG1", "price", "--value", "80", "--side", "client"),
    ("negotiation", "agree"): ("NG1", "price=9999999"),
    ("negotiation", "close"): ("NG1", "--outcome", "broken-off"),
    ("negotiation", "reopen"): ("NG2",),
    ("rate", "set"): ("USD", "JPY", "110"),
    ("assess",): ("maruti", "stages", "uncoupling"),
    ("model", "add"): ("regions.toml", "--replace"),
    ("model", "check"): ("regions.toml",),
    ("model", "remove"): ("partner", "--yes"),
    ("need", "add"): ("maruti", "Something", "--kind", "product"),
    ("next", "accept"): ("maruti:issue",),
    ("next", "dismiss"): ("maruti:issue", "Something"),
    ("next", "snooze"): ("maruti:issue", "2w"),
    ("plan", "money"): ("PL1", "2027", "--sales", "5", "--cost", "3", "--invest", "1"),
    ("plan", "write"): ("maruti", "2027", "Something"),
    ("assignment", "plan"): ("--to", "otto", "--measure", "accounts"),
    ("territory", "remove"): ("empty", "--yes"),
    ("restore",): ("kept.db", "--yes"),
    ("backup",): ("another.db",),
    ("remind",): ("--once",),
    ("schema",): ("all",),
}
# What some of them need.
MORE = (
    ("opportunity", "add", "maruti", "Gone", "5", "--close", "2026-12-01"),
    ("opportunity", "lost", "OP2", "--reason", "price"),
    ("deadline", "add", "maruti", "Call", "--due", "2026-10-01", "--every", "month"),
    ("contract", "add", "maruti", "Alone", "--start", "2026-01-01", "--end", "2026-12-31"),
    ("issue", "add", "maruti", "Over", "--on", "2026-08-01"),
    ("issue", "close", "IS2", "--accepted", "yes"),
    ("negotiation", "add", "maruti", "Over", "--on", "2026-08-01"),
    ("negotiation", "close", "NG2", "--outcome", "broken-off"),
    ("colleague", "add", "Otto"),
    ("territory", "add", "Empty"),
    ("need", "add", "maruti", "Loose", "--kind", "product"),
    ("rate", "set", "JPY", "USD", "0.007", "--on", "2026-01-01"),
    ("assess", "maruti", "stages", "uncoupling"),
    ("account", "add", "Undone"),
    ("undo",),
)
# What no export of ours is.
FOREIGN = {
    "vcard": "BEGIN:VCARD\nVERSION:4.0\nFN:Asha Rao\nORG:Maruti Suzuki\nEND:VCARD\n",
    "mail": "From: asha@example.com\nSubject: Offer\nDate: Mon, 14 Sep 2026 10:12:00 +0000\n\nYes.\n",
}


def unzipped(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def paper(data: bytes) -> str:
    """The text of a pdf, where there is a program that reads it."""
    if not shutil.which("pdftotext"):
        return ""
    return subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


READERS: dict[str, Callable[[bytes], str]] = {
    "xlsx": unzipped, "parquet": lambda data: repr(pq.read_table(io.BytesIO(data)).to_pylist()), "pdf": paper,
}  # fmt: skip


def planted(said: str | bytes) -> bool:
    """Whether something says an aim, a limit or the reason, in whatever grouping of digits."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    plain = text.translate(GROUPING)
    return any(mark in plain for mark in MARKS)


def plant(cli: Cli) -> None:
    """A point whose limit was another one before, an offer of ours past the limit, and one of the client."""
    point, offer = ("negotiation", "point", "NG1", "price"), ("negotiation", "offer", "NG1", "price")
    cli.ok(*point, f"--aim={AIM}", "--limit", "1", "--unit", "EUR", "--better", "higher")
    cli.ok(*point, "--limit", f"{LIMIT} EUR")
    cli.ok(*offer, "--value", "70", "--side", "client", "--on", "2026-09-02")
    cli.ok(*offer, "--value", "90", "--side", "us", "--on", "2026-09-03", "--past-limit", REASON)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small portfolio with what is planted, and a backup of it beside it."""
    cli = Cli(tmp_path_factory.mktemp("private"))
    for words in (*SMALL, *AGREED):
        cli.ok(*words)
    plant(cli)
    own = cli.ok("model", "show", "selection", "--toml").replace('code = "selection"', 'code = "regions"')
    (cli.folder / "regions.toml").write_text(own, encoding="utf-8")
    cli.ok("model", "add", str(cli.folder / "regions.toml"))
    for needed_words in MORE:
        cli.ok(*needed_words)
    cli.ok("backup", str(cli.folder / "kept.db"))
    return cli.folder


@pytest.fixture
def keeper(cli: Cli, master: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    shutil.copytree(master, cli.folder, dirs_exist_ok=True)
    monkeypatch.chdir(cli.folder)
    return cli


def calls(cli: Cli, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The ways to call a command, and what each gets as its input, until one works."""
    flags = {flag for parameter in LEAVES[path].params for flag in parameter.opts}
    more = [flag for flag in ("--yes",) if flag in flags]
    more += ["--currency", "USD"] * (path[0] == "report" and "--currency" in flags)
    more += ["--note", "Something"] * (path[-1] == "edit" and "--note" in flags)
    if path in CALLS:
        yield (*path, *CALLS[path]), ""
    elif path[0] == "import":
        fresh = ("--db", "new.db") if path[1] == "all" else ()
        yield (*fresh, *path, "-", *more), FOREIGN[path[1]] if path[1] in FOREIGN else cli.ok("export", path[1])
    elif None not in (words := needed(cli, path)):
        yield (*path, *filter(None, words), *more), ""
    yield from ((tuple(steps(example)[-1]), "") for example in examples(LEAVES[path]))


def needed(cli: Cli, path: tuple[str, ...]) -> list[str | None]:
    """What a command needs as positionals: a record is the first of its noun, or the last to be removed."""
    found: list[str | None] = []
    for each in LEAVES[path].params:
        if each.param_type_name == "argument" and each.required:
            word = (each.metavar or each.name.upper()).replace("...", "")
            noun = NOUNS[word.lower()] if word.lower() in HOMES else None
            if noun is None:
                found.append(VALUES.get(word))
                continue
            way = "DESC" if path[-1] == "remove" else "ASC"
            sql = f"SELECT {'code' if noun.coded else 'id'} FROM {noun.view} ORDER BY record_id {way} LIMIT 1"
            with closing(sqlite3.connect(cli.db)) as connection:
                found.append(str(connection.execute(sql).fetchone()[0]))
    return found


def walked(cli: Cli, path: tuple[str, ...], formats: tuple[str, ...]) -> tuple[Done, bool]:
    """The first call of a command that works, and whether any said what is private; the file stays as it was."""
    data, done, shown = cli.db.read_bytes(), Done(2, "", "never called"), False
    takes_format = any("--format" in parameter.opts for parameter in LEAVES[path].params)
    for words, stdin in calls(cli, path):
        done = cli(*words, stdin=stdin)
        shown |= planted(done.out + done.err)
        if done.code not in (0, 1):
            continue
        for name in formats if takes_format else ():
            shown |= planted(written(cli, words, name, stdin))
        break
    if cli.db.read_bytes() != data:
        shown |= keeps(cli)
        cli.db.write_bytes(data)
    return done, shown


def written(cli: Cli, words: tuple[str, ...], name: str, stdin: str) -> str:
    """What a command says in a format, as who opens it reads it: unzipped, decoded, paper as its text."""
    if name not in BINARY:
        said = cli(*words, "-f", name, stdin=stdin, tty=name == "table")
        parts = message_from_string(said.out).walk() if name == "eml" else ()
        read = [part.get_payload(decode=True) or b"" for part in parts]
        return "\n".join((said.out, said.err, *(part.decode() for part in read if isinstance(part, bytes))))
    file = cli.folder / f"written.{name}"
    said = cli(*words, "-f", name, "-o", str(file), stdin=stdin)
    if not file.exists():
        return said.out + said.err  # refused, in every format of rows; `-o` is no way around that
    data = file.read_bytes()
    file.unlink()
    return said.out + said.err + READERS[name](data)


def keeps(cli: Cli) -> bool:
    """Whether what is private is kept beside the records and their images, or history says it of the last operation."""
    with closing(sqlite3.connect(cli.db)) as connection:
        dump = {table for table, rows in cli.dump(journal=True).items() if planted(repr(rows))}
        sql = "SELECT operation_id, group_concat(coalesce(before, '') || coalesce(after, '')) FROM operation_change"
        last, images = connection.execute(f"{sql} WHERE operation_id = (SELECT max(id) FROM operation)").fetchone()
    said = [cli("history", f"H{last}", "-f", name).out for name in ("json", "table") if planted(images or "")]
    return bool(dump - HOLDERS) or any(map(planted, said))


@pytest.mark.no_cover
def test_no_command_says_it(keeper: Cli) -> None:
    """Every command, its answer, its messages and its journal line; the commands that must show it do."""
    shown, uncalled = set(), dict[tuple[str, ...], str]()
    for path in LEAVES:
        if path not in ELSEWHERE:
            done, said = walked(keeper, path, FORMATS if path[0] in KINDS else ("json",))
            shown |= {path} if said else set()
            uncalled |= {path: done.err} if done.code not in (0, 1) else {}
    assert uncalled == {}
    assert shown == SHOWN


@pytest.mark.parametrize("name", [name for name in PAGES if name != "pdf" or shutil.which("pdftotext")])
def test_the_walk_reads_pages(keeper: Cli, name: str) -> None:
    """The tests beside this would see it: the screen that must show what is private shows it as a page too."""
    assert planted(written(keeper, ("negotiation", "show", "NG1"), name, ""))


@pytest.mark.slow
def test_no_format_says_it(keeper: Cli) -> None:
    """Every command that shows something, in every format."""
    assert {path for path in LEAVES if path not in ELSEWHERE and walked(keeper, path, FORMATS)[1]} == SHOWN


# What looks at a negotiation, at its account or at all there is, besides the way in which the walk calls it.
LOOKS = (
    "today", "agenda --period 2026", "next", "next --rules", "next maruti", "account show maruti",
    "deadline list NG1", "interaction list NG1", "search prices", "search 8823456.5", "search Zinnoberquitte",
    "history --limit 99",
    "history --kind offer", "contract show CT1", "opportunity show OP1", "issue show IS1", "plan show PL1",
    "negotiation list --all",
    "point list", "offer list", "report health", "report health --explain maruti", "report health --backtest",
    "report models", "report models --account maruti", "report pitch OP1", "report relationships",
    "report relationships maruti", "report concentration", "report concentration --explain maruti",
    "report handover maruti", "report team", "report team --explain nora", "report territories",
    "report territories --explain asia", "report territories --overlaps", "report ownership", "report contracts",
    "report contracts --explain CT1", "report issues", "report issues --explain IS1", "report pipeline",
    "report pipeline --explain proposal", "report win-loss", "report retention", "report activity", "remind",
    "remind --explain", "assignment plan --to nora --measure accounts", "doctor", "schema point", "schema all",
    "rollup sales PORTFOLIO", "rollup contracts PORTFOLIO", "rollup issues PORTFOLIO", "rollup team PORTFOLIO",
    "rollup pipeline PORTFOLIO",
)  # fmt: skip


@pytest.mark.parametrize("words", LOOKS)
def test_no_look_at_it_says_it(keeper: Cli, words: str) -> None:
    """Whatever a newer command is asked of the account, in every format, on a screen and in a file."""
    keeper.ok("config", "set", "currency", "USD")
    keeper.ok("rate", "set", "EUR", "USD", "1.1", "--on", "2020-01-01")
    words = words.replace("PORTFOLIO", str(keeper.db))
    seen = keeper(*words.split(), tty=True)
    assert (seen.code in (0, 1), planted(seen.out + seen.err.replace(words, ""))) == (True, False), seen.err
    for name in FORMATS:
        said = keeper(*words.split(), "-f", name)
        assert not planted((said.out + said.err).replace(words, "")), name
    kept = keeper.folder / "look.md"
    keeper(*words.split(), "-o", str(kept))
    assert not (kept.exists() and planted(kept.read_bytes()))


def test_no_completion_offers_it(keeper: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every parameter of every command, completed behind the positionals that the command needs."""
    for name, value in keeper.environ.items():
        monkeypatch.setenv(name, value)
    seen, offered = set(), []
    for path, command in LEAVES.items():
        context, group = ROOT_COMMAND.make_context("amcli", [], resilient_parsing=True), ROOT_COMMAND
        for word in path[:-1]:
            group = group.get_command(context, word)
            context = group.make_context(word, [], parent=context, resilient_parsing=True)
        typed = [word for word in needed(keeper, path) if word]
        for parameter in command.params:
            key = (parameter.opts[0], parameter.metavar, *(path[:1] if path[0] in (*KINDS, "negotiation") else ()))
            if key not in seen:
                seen.add(key)
                at = command.make_context(path[-1], list(typed), parent=context, resilient_parsing=True)
                offered += [(item.value, item.help) for item in parameter.shell_complete(at, "")]
    assert len(offered) > 500
    assert not planted(repr(offered))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("point NG1 price --aim=95 --limit 90", "point NG1 price --aim=… --limit …"),
        ("point NG1 --limit 9 -- price", "point NG1 --limit … -- price"),
        ("point NG1 --unit --aim --aim 95", "point NG1 --unit --aim … …"),
        ("agree NG1 price=95 --past-limit they", "agree NG1 price=95 --past-limit …"),
    ],
)
def test_the_journal_has_no_value_in_any_spelling(typed: str, kept: str) -> None:
    """The value of an option stands behind it or joined to it; a word too many is hidden rather than one too few."""
    assert without_private(typed.split(), ["point", "account"]) == kept.split()
    assert without_private(["contract", "list", "--limit", "5"], ["contract"])[-1] == "5"


def test_files_and_sql_have_none(keeper: Cli) -> None:
    """No export of the kind has it in any format, nor has a sheet; SQL reads no table, by no way round."""
    sheet, parquet = keeper.folder / "x.xlsx", keeper.folder / "x.parquet"
    for kind in KINDS:
        for path in (sheet, parquet):
            keeper.ok("export", NOUNS[kind].view, "-o", str(path))
        with zipfile.ZipFile(io.BytesIO(sheet.read_bytes())) as book:
            assert not any(planted(book.read(name)) for name in book.namelist())
        assert not any(field.name.encode() in parquet.read_bytes() for field in NOUNS[kind].private)
    with closing(sqlite3.connect(keeper.db)) as connection:
        tables = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        ]
    queries = [f'SELECT * FROM "{table}"' for table in tables]
    queries += [
        "WITH points AS (SELECT * FROM point) SELECT * FROM points",
        'SELECT * FROM points, (SELECT "limit" FROM main.point)',
        "SELECT (SELECT before FROM operation_change) FROM points",
        "SELECT json_extract(after, '$.aim') FROM main.operation_change",
        "SELECT * FROM points WHERE aim > 1",
        "SELECT CAST((SELECT aim FROM point) AS INTEGER) / 0",
        "SELECT * FROM pragma_table_info('point')",
        "SELECT json(aim) FROM point",
    ]
    for query in queries:
        done = keeper("sql", query, "-f", "json")
        assert not planted(done.out + done.err), query
    for where in ("aim > 1", "record_id IN (SELECT id FROM point WHERE aim > 1)", "v.aim IS NULL"):
        assert keeper("export", "points", "--where", where).code in (2, 4), where
    for words in (("--columns", "aim"), ("--sort", "limit"), ("--aim", AIM)):
        assert keeper("point", "list", *words).code == 2
    assert keeper("import", "points", "-", stdin="aim\n1\n").code == 2


def test_what_is_wrong_with_it_is_said_without_it(keeper: Cli) -> None:
    """A document with a bad aim, a tampered one, one that is no text: each is named, and its value is not."""
    whole = keeper.ok("export", "all")
    for bad in (f'"x{AIM}"', f'["{AIM}"]', f"-{AIM}", f"{AIM}e40"):
        done = keeper(
            "--db", "new.db", "--debug", "import", "all", "-", stdin=whole.replace(f'"aim": {AIM}', f'"aim": {bad}')
        )
        assert (done.code, "points: PT1 (record 1): aim" in done.err, planted(done.err)) == (2, True, False), done.err
    for value in (f"'x{AIM}'", f"CAST(x'{AIM.encode().hex()}ff' AS TEXT)"):
        with closing(sqlite3.connect(keeper.db)) as connection, connection:
            connection.execute(f"UPDATE point SET aim = {value}")
        for words in (("doctor",), ("point", "list"), ("--debug", "export", "all"), ("--debug", "NG1")):
            done = keeper(*words)
            assert not planted(done.err + (done.out if words[0] != "--debug" else "")), words
        assert keeper("doctor").code == 5


def test_what_is_typed_wrong_is_not_said_again(keeper: Cli) -> None:
    """Not the value of a private option, refused or not, nor of a word too many; and not how far the limit is."""
    point, offer = ("negotiation", "point", "NG1", "price"), ("negotiation", "offer", "NG1", "price", "--side", "us")
    for words, code in (
        ((*point, "--aim", f"x{AIM}"), 2),
        ((*point, f"--limit=-{LIMIT}"), 2),
        ((*point, "--limit", LIMIT, AIM), 2),
        ((*offer, "--value", "90"), 4),
        ((*offer, "--value", "9999999", "--past-limit", REASON), 2),
        ((*offer, "--value", "90", "--past-limit", "they", REASON), 2),
        ((*offer, "--value", "90", "--past-limit", REASON, "--dry-run"), 0),
    ):
        done = keeper(*words)
        assert (done.code, planted(done.out + done.err)) == (code, False), done.err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (f"neg point NG1 price aim={AIM}", "type --aim V"),
        (f"neg point NG1 price {AIM}", "a word too many"),
        (f"neg point NG1 price \u2014limit {LIMIT}", "type --limit V"),
        (f"neg point NG1 price -{AIM}", "values are zero or more"),
        (f"neg point NG1 price --limit{LIMIT}", "type --aim V or --limit V"),
        ("neg point NG1 price --aim", "`amcli neg point --help`"),
        (f"neg agree NG1 price=9 --past-limit two {REASON}", "quote the reason"),
        ("neg agree NG1 price = 9000", "as price=9000"),
        (f"contract point NG1 price --aim {AIM}", "`amcli negotiation point NG1`"),
        (f"neg pont NG1 price --aim {AIM}", "nearest: point"),
        ("contact renew CT1 --end 2029-12-31", "`amcli contract renew CT1`"),
        ("contact notice", "`amcli contract notice --help`"),
        ("contact CT1", "`amcli contract show CT1`"),
        ("contract C1", "`amcli contact show C1`"),
    ],
)
def test_a_slip_names_the_form_and_no_word(cli: Cli, typed: str, said: str) -> None:
    """A word too many of a command that has private options is not said again; the other kind's command is named."""
    for words in (("account", "add", "Maruti"), ("neg", "add", "Maruti", "Prices"), ("neg", "point", "NG1", "price")):
        if " agree " in typed:
            cli.ok(*words)
    done = cli(*typed.split())
    assert (done.code, said in done.err, planted(done.err)) == (2, True, False), done.err


def test_it_is_where_it_has_to_be(keeper: Cli) -> None:
    """The whole portfolio has it, and takes it back; a backup has it; history says that it changed."""
    whole = keeper.ok("export", "all")
    assert all(mark in whole for mark in (AIM, LIMIT, REASON))
    keeper.ok("--db", "new.db", "import", "all", "-", stdin=whole)
    assert keeper.ok("--db", "new.db", "export", "all") == whole
    with closing(sqlite3.connect("kept.db")) as backup:
        found = backup.execute(
            'SELECT aim, "limit", past_limit FROM point p JOIN offer o ON o.point_id = p.id'
        ).fetchall()
    assert (AIM, LIMIT, REASON) in found
    told: Any = keeper.json("history", "--kind", "point")
    assert told[0]["change"] == "point PT1: limit changed"
    assert told[0]["summary"].endswith("limit changed")
    document = json.loads(keeper.ok("history", told[0]["id"], "-f", "json"))
    assert {(row["field"], row["before"], row["after"]) for row in document["changes"]} == {("limit", "…", "…")}
