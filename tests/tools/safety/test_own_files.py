"""What no output may be written over: the portfolio, what lies beside it, its backups, the configuration."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from safety_samples import content, failed

from conftest import Cli

Names = Callable[[Cli], str]


def image(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and what is in it, but what SQLite leaves beside a file that is read."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def linked(link: str) -> Names:
    def name(cli: Cli) -> str:
        path = cli.folder / "linked.csv"
        if link == "hard":
            os.link(cli.db, path)
        elif link == "symbolic":
            path.symlink_to(cli.db)
        elif link == "two":
            (cli.folder / "one").symlink_to("portfolio.db")
            path.symlink_to(cli.folder / "one")
        else:
            (cli.folder / "same").symlink_to(cli.folder)
            path = cli.folder / "same" / "portfolio.db"
        return str(path)

    return name


def a_backup(cli: Cli) -> str:
    return cli.ok("backup", "-q").strip()


def a_link_to_a_backup(cli: Cli) -> str:
    os.link(cli.ok("backup", "-q").strip(), cli.folder / "other.csv")
    return "other.csv"


def a_damaged_one(cli: Cli) -> str:
    (cli.folder / "backups").mkdir()
    path = cli.folder / "backups" / "portfolio-20261101T000000Z-damaged.db"
    path.write_bytes(b"half")
    return str(path)


def a_copy_elsewhere(cli: Cli) -> str:
    (cli.folder / "stick").mkdir()
    return cli.ok("backup", str(cli.folder / "stick" / "monday"), "-q").strip()


def a_sealed_one(cli: Cli) -> str:
    path = cli.folder / "monday.age"
    path.write_bytes(b"age-encryption.org/v1\n-> scrypt")
    return str(path)


def the_configuration(cli: Cli) -> str:
    cli.ok("config", "set", "--default", "currency", "EUR")
    return str(cli.folder / "config.toml")


PLACES: dict[str, Names] = {
    "as it is named": lambda cli: str(cli.db),
    "relative": lambda cli: "portfolio.db",
    "from here": lambda cli: "./portfolio.db",
    "there and back": lambda cli: f"../{cli.folder.name}//./portfolio.db",
    "the log": lambda cli: "portfolio.db-wal",
    "the index of the log": lambda cli: "portfolio.db-shm",
    "the journal": lambda cli: "./portfolio.db-journal",
    "the folder of backups": lambda cli: "backups",
    "a hard link": linked("hard"),
    "a symbolic link": linked("symbolic"),
    "a link to a link": linked("two"),
    "through a folder that is a link": linked("folder"),
    "a backup": a_backup,
    "a link to a backup": a_link_to_a_backup,
    "what was damaged": a_damaged_one,
    "a backup that lies elsewhere": a_copy_elsewhere,
    "an encrypted backup": a_sealed_one,
    "the configuration": the_configuration,
    "the configuration that is to be": lambda cli: "config.toml",
}
BAD = "account,amount,date\nmaruti,7,2026-01-01\nnobody,1,2026-01-01\n"
CARDS = "BEGIN:VCARD\nVERSION:4.0\nFN:Asha\nORG:nobody\nEND:VCARD\n"
COMMANDS: dict[str, tuple[str, ...]] = {
    "list": ("target", "list", "-o"),
    "show": ("account", "show", "maruti", "-f", "json", "-o"),
    "export": ("export", "sales", "-f", "csv", "-o"),
    "export all": ("export", "all", "-f", "json", "-o"),
    "ics": ("export", "ics", "-o"),
    "report": ("report", "sales", "-o"),
    "today": ("today", "-o"),
    "schema": ("schema", "sales", "-o"),
    "sql": ("sql", "SELECT 1", "-o"),
    "remind": ("remind", "--once", "-o"),
    "doctor": ("doctor", "--repair", "-o"),
    "config": ("config", "list", "-o"),
    "backups": ("backup", "--list", "-o"),
    "rejects": ("import", "sales", "-", "--rejects"),
    "rejects of a dry run": ("import", "sales", "-", "--dry-run", "--rejects"),
    "rejects of cards": ("import", "vcard", "-", "--rejects"),
}


def refused(cli: Cli, *words: str) -> None:
    """Exit 2, one line, and not a byte is another, in the folder and in the portfolio."""
    before, records = image(cli.folder), cli.dump(journal=True)
    stdin = CARDS if "vcard" in words else BAD if "import" in words else ""
    done = cli(*words, stdin=stdin)
    failed(done, "name another file", code=2)
    assert image(cli.folder) == before
    assert cli.dump(journal=True) == records


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("command", ["export", "rejects"])
def test_an_output_never_takes_an_own_file(
    small: Cli, command: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under no name and through no link, whether it is there yet or not: exit 2, and no row goes in either."""
    monkeypatch.chdir(small.folder)
    refused(small, *COMMANDS[command], PLACES[place](small))


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_writes_over_the_portfolio(small: Cli, command: str) -> None:
    """Whatever has -o or --rejects refuses, before it has done anything."""
    refused(small, *COMMANDS[command], str(small.db))


def test_a_log_that_is_there(small: Cli) -> None:
    """The log and its index while the file is open are no outputs, nor are links to them."""
    code = "import sqlite3,sys; c = sqlite3.connect(sys.argv[1]); c.execute('UPDATE account SET tier = 3'); c.commit()"
    program = [os.sys.executable, "-c", f"{code}; print(); sys.stdin.read()", str(small.db)]  # type: ignore[attr-defined]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        for end in ("-wal", "-shm"):
            assert Path(f"{small.db}{end}").exists()
            link = small.folder / f"link{end}"
            os.link(f"{small.db}{end}", link)
            for name in (f"{small.db}{end}", str(link)):
                refused(small, "account", "list", "-o", name)
        process.communicate()


def test_standard_output_that_is_the_portfolio(small: Cli) -> None:
    """`-o /dev/stdout >> portfolio.db` is the portfolio too."""
    before = small.db.read_bytes()
    with small.db.open("ab") as out:
        process = small.spawn("account", "list", "-o", "/dev/stdout", stdout=out)
        _, err = process.communicate()
    assert (process.returncode, err.count(b"\n"), b"the portfolio itself" in err) == (2, 1, True)
    assert small.db.read_bytes() == before


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="open files have no names here")
@pytest.mark.parametrize("number", range(3, 12))
def test_a_descriptor_that_nobody_opened(small: Cli, number: int) -> None:
    """By the time of the output it could be that of the portfolio or of its log: it is refused at once."""
    before = small.db.read_bytes()
    process = small.spawn("account", "list", "-o", f"/dev/fd/{number}")
    out, err = process.communicate()
    assert (process.returncode, out, err.count(b"\n")) == (2, b"", 1)
    assert f"cannot write /dev/fd/{number}".encode() in err
    assert small.db.read_bytes() == before
    assert small("doctor").code == 0


@pytest.mark.parametrize("place", [name for name in PLACES if "elsewhere" not in name and "encrypted" not in name])
def test_a_backup_never_takes_an_own_file(small: Cli, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`backup FILE` neither; an older backup under a name of one's own is what it may replace."""
    monkeypatch.chdir(small.folder)
    refused(small, "backup", PLACES[place](small))


def test_a_backup_over_a_portfolio_in_use(small: Cli) -> None:
    """A log that lies beside the file would be taken into the copy: it is refused."""
    other = small.folder / "other.db"
    other.write_bytes(small.db.read_bytes())
    Path(f"{other}-wal").write_bytes(b"log")
    refused(small, "backup", str(other))


@pytest.mark.parametrize(
    "place", ["the log", "the journal", "the folder of backups", "the configuration that is to be"]
)
def test_a_demo_that_is_kept(small: Cli, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`demo --keep` makes a new file, and none that amcli would take for one of its own."""
    monkeypatch.chdir(small.folder)
    refused(small, "demo", "--keep", PLACES[place](small))


def test_a_demo_behind_a_link(small: Cli) -> None:
    """A link that leads nowhere is something that is there already: no file is made behind it."""
    (small.folder / "link.db").symlink_to(small.folder / "portfolio.db-wal")
    failed(small("demo", "--keep", str(small.folder / "link.db")), "is there already", code=4)
    assert not Path(f"{small.db}-wal").exists()


@pytest.mark.parametrize("name", ["portfolio.db", "portfolio.db-wal", "portfolio.db-journal", "backups"])
def test_a_configuration_in_an_own_place(cli: Cli, name: str) -> None:
    """AMCLI_CONFIG that names a place of the portfolio: nothing is written there."""
    path = str(cli.folder / name)
    failed(cli("config", "set", "currency", "EUR", "--default", AMCLI_CONFIG=path), "name another file", code=2)
    assert not list(cli.folder.iterdir())


def test_a_profile_without_a_name_is_said_first(small: Cli) -> None:
    """Before the rows go in."""
    before = small.dump(journal=True)
    words = ("import", "sales", "-", "--save-profile", "a b")
    failed(small(*words, stdin="account,amount,date\nmaruti,7,2026-01-01\n"), "no name for a profile", code=2)
    assert small.dump(journal=True) == before


def test_what_may_be_written(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any other file, also in the folder of the portfolio or of its backups, and one that begins like its name."""
    monkeypatch.chdir(small.folder)
    small.ok("backup")
    for name in ("portfolio.csv", "portfolio.db.csv", "backups/list.csv", "config.csv", "portfolio"):
        for _ in range(2):
            small.ok("account", "list", "-f", "csv", "-o", name)
        assert Path(name).read_text().startswith("code,name")
    small.ok("backup", "monday.db")
    small.ok("backup", "monday.db")
    assert content(Path("monday.db")) == content(small.db)


# The file that is imported


def test_rejects_over_the_source(small: Cli) -> None:
    """The good rows would be gone from the file that was imported: refused, under any name, before they go in."""
    source, link = small.folder / "sales.csv", small.folder / "link.csv"
    source.write_text(BAD)
    link.symlink_to(source)
    before = small.dump(journal=True)
    for name in (source, link):
        failed(small("import", "sales", str(source), "--rejects", str(name)), "the file that is imported", code=2)
    with source.open("rb") as stdin:
        process = small.spawn("import", "sales", "-", "--rejects", str(source), stdin=stdin)
        _, err = process.communicate()
    assert (process.returncode, b"the file that is imported" in err) == (2, True)
    cards = small.folder / "cards.vcf"
    cards.write_text(CARDS)
    failed(small("import", "vcard", str(cards), "--rejects", str(cards)), "the file that is imported", code=2)
    assert (source.read_text(), cards.read_text(), small.dump(journal=True)) == (BAD, CARDS, before)


def test_rejects_over_themselves(small: Cli) -> None:
    """Rejected rows that were corrected may be imported with what is still bad going to the same file."""
    bad = small.folder / "bad.csv"
    assert small("import", "sales", "-", "--rejects", str(bad), stdin=BAD.replace("maruti,7", "x,7")).code == 6
    bad.write_text(bad.read_text().replace("x,7", "maruti,7"))
    done = small("import", "sales", str(bad), "--rejects", str(bad))
    assert (done.code, done.out.startswith("Imported 1 sale")) == (6, True)
    assert [line.split(",")[0] for line in bad.read_text().splitlines()] == ["account", "nobody"]
