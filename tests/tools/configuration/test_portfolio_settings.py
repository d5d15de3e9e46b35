"""The settings of a portfolio: in the file, a change like any other, the same on every machine."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from conftest import Cli, tries

FIGURES = (
    ("today",), ("report", "sales"), ("report", "sales", "--period", "this-quarter", "--currency", "EUR"),
    ("report", "budget"), ("report", "activity"), ("target", "list"), ("account", "show", "maruti"),
    ("remind", "--explain"), ("export", "ics"), ("export", "all"), ("config", "get", "zone"),
)  # fmt: skip


def sources(cli: Cli) -> dict[str, tuple[str, str]]:
    """What each setting is, and where it comes from."""
    rows: Any = cli.json("config", "list")
    return {row["key"]: (row["value"], row["from"]) for row in rows}


def stored(cli: Cli) -> dict[str, str]:
    """The rows of the file."""
    with closing(sqlite3.connect(cli.db)) as connection:
        return dict(connection.execute("SELECT key, value FROM setting ORDER BY id"))


def put(cli: Cli, key: str, value: str) -> None:
    """Write a setting as other hands would."""
    with closing(sqlite3.connect(cli.db)) as connection, connection:
        connection.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (key, value))


def test_a_setting_is_a_change(small: Cli) -> None:
    """`config set` writes to the portfolio; it says from what to what, is in the history, and undo takes it back."""
    before = small.dump()
    assert small.ok("config", "set", "currency", "usd") == "currency is USD\n"
    assert small.ok("config", "set", "currency", "EUR") == "currency USD → EUR\n"
    assert small.ok("config", "set", "currency", "EUR") == "currency is EUR\n"  # which changes nothing
    assert not (small.folder / "config.toml").exists()
    rows: Any = small.json("history")
    assert [row["summary"] for row in rows[:2]] == ["currency USD → EUR", "currency is USD"]
    shown: Any = small.json("history", rows[0]["id"])
    assert shown["changes"] == [{"record": "currency", "field": "value", "before": "USD", "after": "EUR"}]
    small.ok("undo")
    assert small.json("config", "get", "currency") == "USD"
    small.ok("redo")
    assert small.json("config", "get", "currency") == "EUR"
    small.ok("undo")
    small.ok("undo")
    assert small.json("config", "get", "currency") == ""
    assert small.dump() == before


def test_the_portfolio_comes_first(small: Cli) -> None:
    """Portfolio, else config.toml, else default, and `config list` says which."""
    config = small.folder / "config.toml"
    small.ok("config", "set", "currency", "EUR")
    small.ok("config", "set", "fiscal.start", "4")
    config.write_text('currency = "USD"\nzone = "Asia/Tokyo"\n[profiles.erp]\ndate = "Day"\n')
    found = sources(small)
    assert found["currency"] == ("EUR", "portfolio")
    assert found["fiscal.start"] == ("4", "portfolio")
    assert found["zone"] == ("Asia/Tokyo", "config.toml")
    assert found["signs.good"] == ("100", "default")
    assert found["profiles.erp"] == ("date=Day", "config.toml")
    assert small.ok("config", "set", "fiscal.start", "") == "fiscal.start 4 → 1\n"
    assert small.ok("config", "set", "currency", "") == "currency EUR → USD, from config.toml\n"
    assert sources(small)["currency"] == ("USD", "config.toml")
    small.ok("account", "add", "Next")  # the file once had settings: those of config.toml are not taken over
    assert sources(small)["currency"] == ("USD", "config.toml")
    small.ok("undo")
    small.ok("undo")
    assert sources(small)["currency"] == ("EUR", "portfolio")


def test_without_a_portfolio(cli: Cli) -> None:
    """Where there is none, config.toml keeps what a new one begins with, as it says; the first write takes it over."""
    done = cli("config", "set", "currency", "EUR", AMCLI_DB="", XDG_DATA_HOME=str(cli.folder))
    assert (done.code, done.out) == (0, "currency is EUR\n")
    assert "there is no portfolio yet, and a new one begins with it" in done.err
    assert not cli.db.exists()
    assert cli("account", "add", "Acme").err == ""
    assert stored(cli) == {"currency": "EUR"}
    (cli.folder / "config.toml").unlink()
    assert sources(cli)["currency"] == ("EUR", "portfolio")


@pytest.mark.parametrize("named", [("--db", "new.db"), ()])
def test_a_portfolio_that_is_named_begins_with_its_setting(cli: Cli, named: tuple[str, ...]) -> None:
    """With --db or AMCLI_DB a setting is that file's own, also before there is one: no other portfolio hears of it."""
    words = [str(cli.folder / word) if word.endswith(".db") else word for word in named]
    assert cli.ok(*words, "config", "set", "currency", "EUR") == "currency is EUR\n"
    assert not (cli.folder / "config.toml").exists()
    assert cli.json(*words, "config", "get", "currency") == "EUR"
    cli.ok(*words, "account", "add", "Acme")
    assert cli.json("--db", str(cli.folder / "other.db"), "config", "get", "currency") != "EUR"
    done = cli("--db", str(cli.folder / "third.db"), "config", "set", "currency", "XYQ")
    assert (done.code, (cli.folder / "third.db").exists()) == (2, False)


def test_defaults_of_new_portfolios(small: Cli) -> None:
    """--default writes config.toml, and says whether this portfolio has its own."""
    small.ok("config", "set", "currency", "JPY")
    done = small("config", "set", "--default", "currency", "EUR")
    assert "this one has its own, JPY" in done.err
    assert (small.folder / "config.toml").read_text() == 'currency = "EUR"\n'
    assert "which has none of its own" in small("config", "set", "--default", "signs.good", "90").err
    assert stored(small) == {"currency": "JPY"}
    assert small.ok("config", "set", "--default", "currency", "") == "currency EUR → none\n"


CONFIG = """currency = "EUR"
[fiscal]
start = 4
[profiles.erp]
date = "Day"
amount = "Net"
"""


def test_the_upgrade_takes_the_settings_over(small: Cli) -> None:
    """The first write copies the settings of config.toml, once, as a change of its own that the user's undo leaves."""
    config = small.folder / "config.toml"
    config.write_text(CONFIG)
    assert small("account", "list").err == ""  # a read takes nothing over
    assert "amcli:" not in small("account", "add", "Next", "--dry-run").err
    assert small("account", "add", "Maruti", "--code", "maruti").code == 4  # refused: nothing was taken over either
    assert stored(small) == {}
    done = small("account", "add", "Next")
    said = "amcli: 3 settings of config.toml (currency, fiscal.start, profiles.erp) are in the portfolio from now on"
    assert done.err.splitlines() == [said]
    kept = {"currency": "EUR", "fiscal.start": "4", "profiles.erp.date": "Day", "profiles.erp.amount": "Net"}
    assert stored(small) == kept
    rows: Any = small.json("history")
    assert [row["summary"] for row in rows[:2]] == [
        "added account next (Next)", "took 3 settings from config.toml: currency, fiscal.start, profiles.erp"
    ]  # fmt: skip
    small.ok("undo")
    assert stored(small) == kept
    assert sources(small)["currency"] == ("EUR", "portfolio")
    config.write_text('currency = "USD"\n')
    assert small("account", "add", "Next").err == ""
    assert stored(small) == kept


def test_what_would_be_refused_stays_where_it_is(small: Cli) -> None:
    """A currency or country of config.toml that there is not is no setting of the portfolio, and holds up no write."""
    pytest.importorskip("holidays")
    (small.folder / "config.toml").write_text('currency = "EUX"\ncountry = "D"\nzone = "Europe/Berlin"\n')
    small.ok("contact", "add", "maruti", "Uma")
    assert stored(small) == {"zone": "Europe/Berlin"}


def test_an_undo_takes_nothing_over(small: Cli) -> None:
    """An undo that is the first write takes back the latest change, and a redo puts it back."""
    (small.folder / "config.toml").write_text(CONFIG)
    before: Any = small.json("rate", "list")
    small.ok("undo")
    assert len(before) - 1 == len(small.json("rate", "list"))  # type: ignore[arg-type]
    small.ok("redo")
    assert small.json("rate", "list") == before
    assert stored(small) == {}


@pytest.mark.parametrize(
    ("key", "value", "near"),
    [("country", "D", ()), ("country", "Germany", ()), ("country", "DE-XX", ()), ("zone", "Europe/Berlino", ()),
     ("zone", "D", ()), ("currency", "EUX", ("EUR",)), ("remind.again", "0,3", ()), ("sales.lag", "-1", ())],
)  # fmt: skip
@pytest.mark.parametrize("default", [False, True])
def test_a_value_is_checked_when_it_is_set(
    small: Cli, key: str, value: str, near: tuple[str, ...], *, default: bool
) -> None:
    """A country, a zone or a currency that there is not is exit 2 with the nearest, and nothing is kept."""
    pytest.importorskip("holidays")
    done = small("config", "set", *["--default"] * default, "--", key, value)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert all(each in done.err for each in near)
    assert not (small.folder / "config.toml").exists()
    assert stored(small) == {}
    assert small.ok("config", "set", "country", "de-by") == "country is DE-BY\n"


@pytest.mark.parametrize(
    ("key", "value"), [("zone", "Nowhere"), ("fiscal.start", "13"), ("currency", "EURO"), ("remind.leads", "x")]
)
def test_a_value_of_other_hands(small: Cli, key: str, value: str) -> None:
    """A value that amcli cannot have written is exit 5 and one line that says what to type; doctor names it."""
    put(small, key, value)
    done = small("config", "list")
    assert (done.code, done.out, len(done.err.splitlines())) == (5, "", 1)
    assert f"amcli config set {key} VALUE" in done.err
    done = small("doctor")
    assert (done.code, f"setting '{key}'" in done.out) == (5, True)
    small.ok("config", "set", key, "")
    small.ok("config", "list")
    small.ok("doctor")


def test_doctor_looks_up_what_a_start_does_not(small: Cli) -> None:
    """A key that nobody knows and a country that is none hold up no report, and doctor names them."""
    pytest.importorskip("holidays")
    put(small, "colour", "red")
    put(small, "country", "D")
    small.ok("report", "sales", "--currency", "USD", "--account", "maruti")
    done = small("doctor")
    assert done.code == 5
    assert all(word in done.out for word in ("setting 'colour'", "setting 'country'"))


def test_the_document_carries_the_settings(small: Cli) -> None:
    """`export all` has them, `import all` puts them in place of config.toml's, and an undo takes them out again."""
    small.ok("config", "set", "currency", "EUR")
    small.ok("config", "set", "fiscal.start", "4")
    small.ok("config", "set", "signs.good", "95")
    small.ok("config", "set", "signs.good", "")
    put(small, "profiles.erp.date", "Day")
    whole = small.ok("export", "all")
    wanted = [("currency", "EUR"), ("fiscal.start", "4"), ("profiles.erp.date", "Day")]
    assert json.loads(whole)["settings"] == [{"key": key, "value": value} for key, value in wanted]
    other = Cli(small.folder / "other")
    other.folder.mkdir()
    (other.folder / "config.toml").write_text('currency = "USD"\nzone = "Asia/Tokyo"\n')
    assert "amcli:" not in other("import", "all", "-", stdin=whole).err
    assert other.ok("export", "all") == whole
    assert sources(other)["currency"] == ("EUR", "portfolio")
    other.ok("undo")
    assert other.json("config", "get", "currency") == "USD"
    for wrong in ({"key": "colour", "value": "red"}, {"key": "currency", "value": "EURO"}, {"key": "zone"},
                  {"key": "zone", "value": ""}, {"key": "currency", "value": "EUR"}):  # fmt: skip
        document = json.loads(whole)
        document["settings"].append(wrong)
        done = other("--db", str(other.folder / "new.db"), "import", "all", "-", stdin=json.dumps(document))
        assert (done.code, "settings" in done.err, len(done.err.splitlines())) == (2, True, 1)
        assert not (other.folder / "new.db").exists()


def test_a_backup_has_them(small: Cli) -> None:
    """What a backup brings back are the settings of its day too."""
    small.ok("config", "set", "currency", "EUR")
    small.ok("backup", str(small.folder / "kept.db"))
    small.ok("config", "set", "currency", "JPY")
    small.ok("restore", str(small.folder / "kept.db"), "--yes")
    assert small.json("config", "get", "currency") == "EUR"


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "currency": st.sampled_from(["EUR", "USD"]),
            "fiscal.start": st.sampled_from(["4", "7"]),
            "fiscal.named_by": st.just("start"),
            "signs.good": st.sampled_from(["90", "120"]),
            "cadence.tier1": st.just("7"),
            "remind.leads": st.just("30d"),
        },
    )
)
@examples(max_examples=tries(3, 30))
def test_a_copy_says_the_same_elsewhere(
    tmp_path_factory: pytest.TempPathFactory, small_file: Path, values: dict[str, str]
) -> None:
    """A file on another machine, in another zone and with another config.toml, prints the very same reports."""
    here, there = Cli.on_copy(tmp_path_factory.mktemp("here"), small_file), Cli(tmp_path_factory.mktemp("there"))
    values = {"zone": "America/New_York", "country": "DE", "currency": "EUR", **values}
    for key, value in values.items():
        here.ok("config", "set", key, value)
    shutil.copy(here.db, there.db)
    others = {"currency": "JPY", "zone": "Asia/Tokyo", "country": "US", "fiscal.named_by": "end"}
    for key in values.keys() - others.keys():
        others[key] = "3" if key != "remind.leads" else "2d"
    (there.folder / "config.toml").write_text(toml({key: others[key] for key in values}))
    for asked in FIGURES:
        first, second = here(*asked, TZ="Europe/Berlin"), there(*asked, TZ="Pacific/Auckland")
        assert (first.code, first.out) == (second.code, second.out), asked


def toml(values: dict[str, str]) -> str:
    """A config.toml of dotted keys."""
    return "".join(f"{key} = {value if value.isdigit() else json.dumps(value)}\n" for key, value in values.items())


def test_the_zone_of_the_file_is_the_clocks(small: Cli) -> None:
    """What day it is follows the portfolio's zone, whatever the machine's."""
    for key in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        small.ok("config", "set", "zone", key)
        before = datetime.now(ZoneInfo(key)).date()
        done: Any = json.loads(small.ok("today", "-f", "json", AMCLI_TODAY="", TZ="Europe/Berlin"))
        assert done["date"] in (before.isoformat(), datetime.now(ZoneInfo(key)).date().isoformat())
