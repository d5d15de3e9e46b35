"""`amcli config`: where things are, and the settings."""

import os
import stat
from typing import Any

import pytest

from amcli.settings.setting import SETTINGS
from conftest import Cli


def test_paths(cli: Cli) -> None:
    """`config path` prints where the configuration is; with --db where the portfolio is, made or not."""
    assert cli.ok("config", "path") == f"{cli.folder / 'config.toml'}\n"
    assert cli.ok("config", "path", "--db") == f"{cli.db}\n"
    assert cli.ok("--db", "other.db", "config", "path", "--db") == "other.db\n"
    assert cli.json("config", "path") == str(cli.folder / "config.toml")
    assert not cli.db.exists()


def test_defaults_without_a_file(cli: Cli) -> None:
    """Without a configuration every setting has its default, and reading makes no file."""
    rows: Any = cli.json("config", "list")
    assert [row["key"] for row in rows] == list(SETTINGS)
    assert all(row["value"] == row["default"] for row in rows)
    assert all(row["help"] for row in rows)
    assert cli.json("config", "get", "fiscal.start") == 1
    assert cli.ok("config", "get", "fiscal.named_by") == "end\n"
    assert list(cli.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [("currency", "eur", "EUR"), ("fiscal.start", "4", 4), ("fiscal.named_by", "start", "start"),
     ("signs.good", "95", 95), ("signs.near", "0", 0), ("cadence.tier1", "7", 7), ("cadence.tier3", "3650", 3650),
     ("sales.lag", "0", 0), ("stopped.days", "1", 1), ("remind.again", "2, 5,30", "2,5,30"),
     ("hours", "9-12, 13-17:30", "09:00-12:00,13:00-17:30"), ("issue.low", "none 5D", "none 5d")],
)  # fmt: skip
def test_set_and_get(cli: Cli, key: str, typed: str, value: str | int) -> None:
    """A setting is kept, read by every later run, and goes back to its default with an empty text."""
    default = SETTINGS[key].default
    said = f"{key} {default} → {value}" if default else f"{key} is {value}"
    assert cli.ok("config", "set", key, typed) == f"{said}\n"
    assert cli.json("config", "get", key) == value
    cli.ok("config", "set", key, "")
    assert cli.json("config", "get", key) == SETTINGS[key].default


def test_near_is_not_above_good(cli: Cli) -> None:
    """A sign that says near above one that says good is refused, from either side, also where a default comes back."""

    def refused(*words: str) -> str:
        done = cli("config", "set", *words)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        return done.err

    for _ in range(2):  # what new portfolios begin with, then in a portfolio
        high, low = refused("signs.near", "110"), refused("signs.good", "80")
        assert "signs.near is at most signs.good, which is 100, not 110: set signs.good first" in high
        assert "signs.good is at least signs.near, which is 90, not 80: set signs.near first" in low
        cli.ok("config", "set", "signs.near", "100")
        cli.ok("config", "set", "signs.near", "50")
        cli.ok("config", "set", "signs.good", "60")
        assert "signs.near is at most signs.good, which is 60, not 90" in refused("signs.near", "")
        cli.ok("config", "set", "signs.good", "")
        cli.ok("config", "set", "signs.near", "")
        cli.ok("account", "add", "Acme")
    assert "which is 100, not 101" in refused("--default", "signs.near", "101")


@pytest.mark.parametrize(
    ("key", "value"),
    [("fiscal.start", "0"), ("fiscal.start", "13"), ("fiscal.start", "4.0"), ("fiscal.start", "²"),
     ("fiscal.start", "x"), ("fiscal.start", "9" * 5000), ("fiscal.named_by", "middle"), ("currency", "euro"),
     ("currency", "XQQ"),
     ("cadence.tier1", "-1"), ("sales.lag", "x"), ("remind.again", "7,1"), ("remind.again", "0"), ("remind.again", "d"),
     ("stopped.days", "0"), ("stopped.days", "3651"), ("hours", "22-6"), ("issue.high", "4h"),
     ("signs.good", "0"), ("colour", "red"), ("fiscal", "4"), ("profiles.x", "1"), ("", "1")],
)  # fmt: skip
def test_what_is_not_accepted(cli: Cli, key: str, value: str) -> None:
    """A wrong value or an unknown key is exit 2, one line that says what is accepted, and no file is written."""
    done = cli("config", "set", "--", key, value)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert len(done.err) < 400
    assert not (cli.folder / "config.toml").exists()


def test_the_rest_of_the_file_stays(cli: Cli) -> None:
    """Comments, order and other settings of a hand-written file are kept."""
    path = cli.folder / "config.toml"
    path.write_text('# mine\ncurrency = "EUR"  # since 2002\n\n[fiscal]\nstart = 4\n# the end\n')
    cli.ok("config", "set", "fiscal.named_by", "start")
    cli.ok("config", "set", "cadence.tier2", "21")
    text = path.read_text()
    for kept in ("# mine\n", 'currency = "EUR"  # since 2002\n', "start = 4\n", "# the end\n"):
        assert kept in text
    assert cli.json("config", "get", "fiscal.named_by") == "start"
    assert cli.json("config", "get", "cadence.tier2") == 21


@pytest.mark.parametrize(
    "text",
    ["x = [\n", "fiscal = 3\n", "[fiscal]\nstart = 13\n", "[fiscal]\nstart = true\n", "colour = 1\n",
     'currency = "EURO"\n', "profiles = 3\n", "[profiles]\nx = 1\n", "\x00", "[cadence]\ntier1 = 'x'\n"],
)  # fmt: skip
def test_a_broken_file(small: Cli, text: str) -> None:
    """A file that cannot be read, or says what is not accepted, is exit 2 and one line, and is never written over."""
    path = small.folder / "config.toml"
    path.write_text(text)
    for words in (("config", "list"), ("config", "get", "currency"), ("config", "set", "currency", "EUR"),
                  ("sale", "list", "--period", "this-month")):  # fmt: skip
        done = small(*words)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1), words
        assert path.read_text() == text


def test_a_file_that_is_no_text(cli: Cli) -> None:
    """Bytes that are no UTF-8 are said to be unreadable."""
    (cli.folder / "config.toml").write_bytes(b'currency = "\xff"')
    done = cli("config", "list")
    assert (done.code, "cannot read the configuration" in done.err) == (2, True)


def test_a_place_that_cannot_be_written(cli: Cli) -> None:
    """A configuration that cannot be written is exit 2 and one line."""
    done = cli("config", "set", "--default", "currency", "EUR", AMCLI_CONFIG="/dev/null/config.toml")
    assert (done.code, len(done.err.splitlines())) == (2, 1)


def test_a_place_that_is_no_file(cli: Cli) -> None:
    """A pipe, a device or a folder is refused at once; nobody waits for whoever reads the pipe."""
    pipe = cli.folder / "pipe"
    os.mkfifo(pipe)
    for place in (str(pipe), "/dev/null", str(cli.folder)):
        process = cli.spawn("config", "set", "--default", "currency", "EUR", environ={"AMCLI_CONFIG": place})
        try:
            _, err = process.communicate(timeout=30)
        finally:
            process.kill()
        assert process.returncode == 2
        assert f"{place} is not a file" in err.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[fiscal]\nstart = '\xff'\n", "line 2 of it is not UTF-8"),
        (b"[profiles.x.y]\nz = 3\n", "profiles.x.y is a table, and"),
        (b"currency = {z = 3}\n", "not a table"),
        (b"currency = ['a']\n", "not a list"),
        (b"fiscal.start = true\n", "not 'true'"),
    ],
)
def test_what_is_said_of_a_value(cli: Cli, data: bytes, said: str) -> None:
    """One line with the path, in plain words: no message of a decoder, no quotes within quotes."""
    (cli.folder / "config.toml").write_bytes(data)
    done = cli("config", "set", "currency", "EUR")
    assert done.code == 2
    assert said in done.err
    assert not any(raw in done.err for raw in ("codec", "{'", "['", "b'"))


def test_the_default_place(cli: Cli) -> None:
    """Without AMCLI_CONFIG it is config.toml in the platform's folder; the folder is made when it is needed."""
    import sys

    if sys.platform != "linux":
        pytest.skip("the platform's folder is named by XDG_CONFIG_HOME on Linux alone")
    home = cli.folder / "etc"
    cli.ok("config", "set", "--default", "currency", "EUR", AMCLI_CONFIG="", XDG_CONFIG_HOME=str(home))
    assert (home / "amcli" / "config.toml").read_text() == 'currency = "EUR"\n'
    assert stat.S_ISREG((home / "amcli" / "config.toml").stat().st_mode)
    assert cli.ok("config", "get", "currency", AMCLI_CONFIG="", XDG_CONFIG_HOME=str(home)) == "EUR\n"


def test_the_fiscal_year_is_used(cli: Cli) -> None:
    """`FY…` follows fiscal.start and fiscal.named_by wherever a period is typed or spelled."""
    cli.ok("config", "set", "fiscal.start", "4")
    cli.ok("target", "set", "FY2027", "5")
    rows: Any = cli.json("target", "list")
    assert (rows[0]["period"], rows[0]["start"], rows[0]["end"]) == ("FY2027", "2026-04-01", "2027-04-01")
    cli.ok("config", "set", "fiscal.named_by", "start")
    rows = cli.json("target", "list")
    assert rows[0]["period"] == "FY2026"
    assert cli.ok("target", "set", "FY2026", "6", "-q") == "T1\n"


WRONG_FILES = {
    "deep": ("a = " + "[" * 4_000 + "]" * 4_000, "nested too deep"),
    "dotted": (".".join(["a"] * 1_000) + " = 1", "there is no setting 'a.a'"),
    "large": ("#\n" * (1 << 19) + "\n", "larger than 1 MB"),
    "long": (".".join(["a"] * 100_000) + " = 1", "a line of it is longer than 10,000 bytes"),
    "profile": ("[profiles.x]\namount = 1\n", "profiles.x.amount is '1'"),
    "profile list": ('[profiles.x]\namount = ["a"]\n', "profiles.x.amount"),
    "profile table": ('[profiles.x.y]\namount = "a"\n', "profiles.x.y"),
    "no profile": ("[profiles]\nx = 1\n", "profiles.x"),
    "no profiles": ("profiles = 1\n", "an import profile is a table"),
    "flag": ("zone = false\n", "zone is a text in quotes, not 'false'"),
    "empty list": ("country = []\n", "country is a text in quotes"),
    "empty table": ("[currency]\n", "currency is a text in quotes"),
    "day": ("currency = 2026-01-01\n", "currency is a text in quotes"),
    "number": ("[remind]\nleads = 0\n", "remind.leads is a text in quotes"),
    "fraction": ("[signs]\ngood = 1.5\n", "signs.good is a whole number"),
    "nan": ("[signs]\ngood = nan\n", "signs.good is a whole number"),
    "table": ("[signs.good]\nx = 1\n", "signs.good is a whole number"),
    "words": ("[fiscal]\nnamed_by = [[]]\n", "fiscal.named_by is one of end, start"),
    "a table's name": ("fiscal = 3\n", "there is no setting 'fiscal'"),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_a_value_that_is_none(small: Cli, name: str) -> None:
    """A value of a wrong type, and a file that is none of ours, is one line that names the key; set changes nothing."""
    text, said = WRONG_FILES[name]
    file = small.folder / "config.toml"
    file.write_text(text)
    for words in (("today",), ("config", "list"), ("config", "set", "signs.near", "80"), ("report", "sales")):
        done = small(*words)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1), words
        assert said in done.err
    assert file.read_text() == text
