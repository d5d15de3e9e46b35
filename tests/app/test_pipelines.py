"""The program in real shell pipelines, as a script has it."""

import sys
from typing import Any

import pytest

from conftest import TODAY, Cli, Shelled


def shell(cli: Cli, line: str) -> Shelled:
    """Run one line of shell; a pipe's every part must succeed."""
    return cli.shell(line, "-o", "pipefail")


def test_a_piped_report_is_cut_nowhere(sample: Cli) -> None:
    """Every column and every name arrives whole in a pipe, whatever COLUMNS says."""
    done = shell(sample, "COLUMNS=40 amcli report sales | cat")
    assert done.returncode == 0, done.stderr
    assert "Kirchoff Automotive Parts" in done.stdout
    assert "…" not in done.stdout
    assert "\x1b" not in done.stdout
    assert "PACE_SEASONAL" in done.stdout


def test_json_is_read_by_another_program(sample: Cli) -> None:
    """`python -m json.tool` takes what `-f json` prints."""
    done = shell(sample, f"amcli account list -f json | {sys.executable} -m json.tool")
    assert done.returncode == 0, done.stderr
    assert '"code": "maruti"' in done.stdout


def test_the_first_line_of_csv_is_its_header(sample: Cli) -> None:
    """`-f csv | head -1` shows the keys."""
    done = shell(sample, "amcli account list -f csv | head -1")
    assert done.stdout.startswith("code,name,parent,tier,")
    assert done.stderr == ""


def test_ids_feed_xargs(sample: Cli) -> None:
    """Each id opens its record."""
    done = shell(sample, "amcli account list -f ids | xargs -n1 amcli account show")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Kirchoff Automotive Parts") >= 1
    assert all(code in done.stdout for code in ("ford", "goody", "hyundai", "maruti", "parker"))


@pytest.mark.parametrize("format_", ["plain", "csv", "json", "jsonl", "ids", "table"])
def test_a_closed_pipe_ends_quietly(sample: Cli, format_: str) -> None:
    """`sale list | head -1` says nothing on stderr and is no failure, in any format."""
    done = shell(sample, f"amcli sale list -f {format_} | head -1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


def test_ids_from_a_pipe_are_closed_in_one_change(sample: Cli) -> None:
    """`- ` takes the ids from standard input, and it is one operation; the days of a contract are no such ids."""
    done = shell(sample, "amcli deadline list --account goody -f ids | amcli deadline done -")
    assert done.returncode == 0, done.stderr
    assert sample.ok("deadline", "list", "--account", "goody", "-f", "ids") == ""
    left: Any = sample.json("deadline", "list", "--account", "goody")
    assert [row["id"] for row in left] == ["CT4"]
    sample.ok("undo")
    assert sample.ok("deadline", "list", "--account", "goody", "-f", "ids") != ""


def test_standard_input_is_imported(cli: Cli) -> None:
    """`import KIND -` reads the pipe."""
    done = shell(cli, "printf 'name,tier\\nMaruti,1\\nFord,2\\n' | amcli import accounts -")
    assert done.returncode == 0, done.stderr
    assert cli.ok("account", "list", "-f", "ids").split() == ["ford", "maruti"]


def test_the_bare_command_on_nothing_says_how_to_begin(cli: Cli) -> None:
    """`amcli` alone without a portfolio is a welcome with exit 0, and makes no file."""
    home = cli.folder / "home"
    home.mkdir()
    line = f"unset AMCLI_DB AMCLI_CONFIG; HOME={home} XDG_DATA_HOME= XDG_CONFIG_HOME= amcli"
    done = shell(cli, line)
    assert done.returncode == 0, done.stderr
    assert "amcli account add" in done.stdout
    assert list(home.rglob("*.db")) == []


def test_the_first_add_makes_the_file_in_the_default_place(cli: Cli) -> None:
    """Without --db the portfolio is made in the platform's data folder, for its owner alone."""
    home = cli.folder / "home"
    home.mkdir()
    line = f"unset AMCLI_DB AMCLI_CONFIG; export HOME={home} XDG_DATA_HOME= XDG_CONFIG_HOME=; "
    done = shell(cli, line + "amcli account add Maruti && amcli account list -f ids && amcli config path --db")
    assert done.returncode == 0, done.stderr
    assert "maruti" in done.stdout
    (made,) = home.rglob("*.db")
    assert made.stat().st_mode & 0o777 == 0o600


def test_any_screen_can_be_reproduced(sample: Cli) -> None:
    """--today before the command shows the screen of that day."""
    done = shell(sample, f"unset AMCLI_TODAY; amcli --today {TODAY} today -f json")
    assert f'"date": "{TODAY}"' in done.stdout
