"""A noun that the program does not have: its folder, its migration and its row are all that it takes.

`toy/badges` is the worked example of CONTRIBUTING.md. It is run as the real program, in processes of its own, with one
more row in the registry and one more migration, on a copy of a file that older versions made.
"""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Cli, Done
from house import modules_of, noun_literals

TOY = Path(__file__).with_name("toy")
PROGRAM = """
import sys
from pathlib import Path
import amcli.features
from amcli.base.registry import HOMES, Home
from amcli.store import migrate
amcli.features.__path__.append(sys.argv.pop(1))
HOMES["badge"] = Home("badges", "features.badges.nouns:BADGE", "What an account's people wear.")
migrate.FOLDER, migrate.LATEST = Path(sys.argv.pop(1)), 15
migrate.VIEWS = int(Path("views").read_text())
from amcli.app.main import console_main
console_main()
"""


class Toy(Cli):
    """The program with one more noun, as a process of its own."""

    def __call__(self, *arguments: str, stdin: str | bytes = "", tty: bool = False, **environ: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(TOY), str(self.folder / "migrations"), *arguments],
            env={**os.environ, **self.environ, **environ},
            cwd=self.folder,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, small_file: Path) -> Path:
    """A folder with the small portfolio, made by a program that knows no badges, and one badge."""
    from amcli.store import identity, migrate

    cli = Toy(tmp_path_factory.mktemp("toy"))
    shutil.copy(small_file, cli.db)
    shutil.copytree(migrate.FOLDER, cli.folder / "migrations")
    shutil.copy(TOY / "0015_badges.sql", cli.folder / "migrations")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as built, pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "FOLDER", cli.folder / "migrations")
        patch.setattr(migrate, "LATEST", 15)
        migrate.migrate(built)
        (cli.folder / "views").write_text(str(identity.fingerprint(built)))
    cli.ok("badge", "add", "maruti", "Gate 3", "--fee", "12.50", "--holder", "C1", "--on", "2026-09-01")
    return cli.folder


@pytest.fixture
def toy(tmp_path: Path, made: Path) -> Toy:
    """A copy of it."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Toy(tmp_path)


def records(cli: Toy) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of records: imports and undoing them make backups, which are noted in the file."""
    return {name: found for name, found in cli.dump().items() if name != "backup"}


def rows(cli: Toy, *words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(cli.ok(*words, "-f", "json"))
    return found


def test_it_is_in_the_help(toy: Toy) -> None:
    """The line, the verbs and the options follow from the row and the fields."""
    assert "What an account's people wear." in toy.ok("--help")
    for verb in ("add", "list", "show", "edit", "remove"):
        assert verb in toy.ok("badge", "--help")
    assert "--add-holder" in toy.ok("badge", "edit", "--help")
    assert "red|green" in toy.ok("badge", "add", "--help")


def test_add_and_show(toy: Toy) -> None:
    """What was typed is read by the fields' types, the defaults and the account's currency are filled in."""
    assert json.loads(toy.ok("badge", "show", "BA1", "-f", "json")) == {
        "id": "BA1", "account": "maruti", "account_name": "Maruti Suzuki", "name": "Gate 3", "day": "2026-09-01",
        "fee": 12.5, "currency": "USD", "color": "green", "holder": ["Asha Rao"], "external_id": None,
    }  # fmt: skip
    assert toy.ok("badge", "add", "eclair", "Gate 4", "--fee", "900", "-q") == "BA2\n"
    done = toy("badge", "add", "maruti", "x", "--fee", "0", "--color", "red")
    assert (done.code, "not free" in done.err) == (4, True)
    assert toy("badge", "add", "maruti", "x", "--fee", "1", "--color", "blue").code == 2
    assert toy("badge", "add", "maruti", "x", "--fee", "1", "--holder", "nobody").code == 3
    assert "needs its fee" in toy("badge", "add", "maruti", "x").err


def test_lists_filter_by_every_field(toy: Toy) -> None:
    """Each field is a filter; --period looks at the noun's day; the newest comes first."""
    toy.ok("badge", "add", "eclair", "Gate 4", "--fee", "900", "--color", "red")
    assert [row["id"] for row in rows(toy, "badge", "list")] == ["BA2", "BA1"]
    for words, found in (
        (("--account", "maruti"), ["BA1"]),
        (("--name", "gate 4"), ["BA2"]),
        (("--color", "red"), ["BA2"]),
        (("--holder", "C1"), ["BA1"]),
        (("--fee", "900", "--currency", "JPY"), ["BA2"]),
        (("--on", "2026-09-01"), ["BA1"]),
        (("--period", "2025"), []),
    ):
        assert [row["id"] for row in rows(toy, "badge", "list", *words)] == found, words


def test_edit_undo_redo_history(toy: Toy) -> None:
    """A set gains and loses members; every change is one operation that can be taken back and put back."""
    toy.ok("contact", "add", "maruti", "Bimal Sen")
    number = json.loads(toy.ok("contact", "show", "Bimal Sen", "-f", "json"))["id"]
    first = records(toy)
    toy.ok("badge", "edit", "BA1", "--add-holder", number, "--fee", "13")
    assert rows(toy, "badge", "list")[0]["holder"] == ["Asha Rao", "Bimal Sen"]
    toy.ok("badge", "edit", "BA1", "--remove-holder", "C1", "--color", "red")
    changed = records(toy)
    assert rows(toy, "badge", "list")[0]["holder"] == ["Bimal Sen"]
    toy.ok("undo")
    toy.ok("undo")
    assert records(toy) == first
    toy.ok("redo")
    toy.ok("redo")
    assert records(toy) == changed
    assert "changed badge BA1 (Gate 3, maruti)" in toy.ok("history")
    assert "badge" in toy.ok("history", toy.ok("history", "-f", "ids").splitlines()[0])


def test_remove(toy: Toy) -> None:
    """A badge goes with its links; who wears one cannot be removed, and neither can its account."""
    done = toy("contact", "remove", "C1", "--yes")
    assert (done.code, "badge" in done.err) == (4, True)
    before = records(toy)
    toy.ok("badge", "remove", "BA1", "--yes")
    after = records(toy)
    assert (after["badge"], after["badge_contact"]) == ([], [])
    toy.ok("undo")
    assert records(toy) == before


def test_import(toy: Toy) -> None:
    """A csv comes in, twice adds nothing, and --update changes what stands."""
    table = toy.folder / "badges.csv"
    table.write_text(
        "external_id,account,name,day,fee,color,holder\nX1,maruti,Gate 5,2026-09-02,5.00,red,Asha Rao\n"
        "X2,eclair,Gate 6,2026-09-03,700,green,\n"
    )
    assert "Imported 2 badges" in toy.ok("import", "badges", str(table))
    first = records(toy)
    assert "Imported 0 badges" in toy.ok("import", "badges", str(table))
    assert records(toy) == first
    table.write_text(table.read_text().replace("5.00", "6.50").replace("Gate 6", "Gate 7"))
    toy.ok("import", "badges", str(table), "--update")
    found = {row["external_id"]: row for row in rows(toy, "badge", "list")}
    assert (found["X1"]["fee"], found["X2"]["name"], found["X1"]["holder"]) == (6.5, "Gate 7", ["Asha Rao"])
    toy.ok("undo")
    assert records(toy) == first
    bad = toy("import", "badges", "-", stdin="account,name,day,fee\nnobody,x,2026-09-01,5\n")
    assert (bad.code, "nobody" in bad.err) == (2, True)


def test_import_adds_in_one_operation(toy: Toy) -> None:
    """An import can be taken back as a whole, links included."""
    before = records(toy)
    toy.ok("import", "badges", "-", stdin="account,name,day,fee,holder\nmaruti,Gate 9,2026-09-01,5,Asha Rao\n")
    assert len(records(toy)["badge_contact"]) == 2
    toy.ok("undo")
    assert records(toy) == before


def test_export_of_all_has_it(toy: Toy) -> None:
    """The whole portfolio as one document has them after what they refer to, with the ids of their links."""
    document = json.loads(toy.ok("export", "all"))
    assert document["badges"] == [
        {"id": "BA1", "account": "maruti", "name": "Gate 3", "day": "2026-09-01", "fee": 12.5, "currency": "USD",
         "color": "green", "external_id": None, "holder_ids": ["C1"]}
    ]  # fmt: skip
    order = list(document)
    assert order.index("badges") > order.index("contacts")


def test_export(toy: Toy) -> None:
    """All its columns and what is needed to take it back, in csv and json; the schema says the same keys."""
    (row,) = csv.DictReader(toy.ok("export", "badges", "-f", "csv").splitlines())
    assert (row["fee"], row["holder"], row["holder_ids"]) == ("12.50", "Asha Rao", "C1")
    (found,) = rows(toy, "export", "badges")
    assert found["holder_ids"] == ["C1"]
    schema = json.loads(toy.ok("schema", "badges"))
    assert set(schema["items"]["properties"]) == set(found)
    assert schema["items"]["properties"]["color"].get("enum") or schema["items"]["properties"]["color"].get("anyOf")


def test_export_of_all_comes_back(toy: Toy) -> None:
    """An empty file that takes the document in is the same portfolio."""
    text = toy.ok("export", "all")
    other = str(toy.folder / "other.db")
    toy.ok("import", "all", "-", stdin=text, AMCLI_DB=other)
    assert toy.ok("export", "all", AMCLI_DB=other) == text


def test_the_file_is_in_order(toy: Toy) -> None:
    """`doctor` finds nothing: the schema is what the migrations build, the search table follows every write."""
    toy.ok("badge", "edit", "BA1", "--name", "North gate")
    toy.ok("doctor")
    with closing(sqlite3.connect(toy.db)) as connection:
        sql = "SELECT rowid FROM badge_search WHERE badge_search MATCH 'north'"
        assert connection.execute(sql).fetchall() == [(1,)]
        connection.execute("INSERT INTO badge_search (badge_search) VALUES ('delete-all')")
        connection.commit()
    assert toy("doctor").code != 0
    toy.ok("doctor", "--repair")
    toy.ok("doctor")


def test_the_program_knows_nothing_of_it() -> None:
    """No module of the program speaks of badges: the toy is all there is."""
    import amcli

    for module in modules_of(Path(amcli.__path__[0])):
        assert noun_literals(module, {"badge", "badges", "badge_contact"}) == []
