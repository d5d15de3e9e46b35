"""`amcli publish check`: what would fail, in a line each, before it does."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from company_server import Database
from publishing_samples import Manager, manager
from test_publish_refused import REFUSED

from conftest import Cli


@pytest.fixture
def anna(company: Database, tmp_path: Path, small_file: Path) -> Manager:
    """A manager who has published nothing yet."""
    return manager(company, tmp_path, small_file)


def checked(anna: Manager, **environ: str) -> dict[str, tuple[str, str]]:
    """State and finding of each check."""
    import json

    rows: Any = json.loads(anna("check", "-f", "json", **environ).out)
    return {row["check"]: (row["state"], row["found"]) for row in cast("list[dict[str, str]]", rows)}


def test_all_is_well(anna: Manager) -> None:
    """Every line is ok, the exit code 0, and nothing is written on either side."""
    before = anna.cli.dump(journal=True)
    found = checked(anna)
    assert {state for state, _ in found.values()} == {"ok"}
    assert found["published"][1] == "nothing yet"
    assert anna("check").code == 0
    assert (anna.cli.dump(journal=True), any(anna.there.values())) == (before, False)
    anna.ok()
    assert checked(anna)["published"][1].startswith("last on ")


@pytest.mark.parametrize("what", [name for name in REFUSED if name not in ("a time that is up",)])
def test_what_would_be_refused_is_said(anna: Manager, what: str) -> None:
    """Whatever makes `publish` fail makes the check fail too: exit 1, a line that is wrong, and what to type."""
    prepare, code, said = REFUSED[what]
    environ = {"AMCLI_COMPANY": prepare(anna.company, anna.role)}
    assert anna(**environ).code == code
    done = anna("check", **environ)
    assert (done.code, done.err) == (1, "")
    wrong = [found for state, found in checked(anna, **environ).values() if state == "wrong"]
    assert wrong
    assert said in wrong[0] or what in ("a right that is lacking", "no temporary tables")


def test_no_portfolio_and_another_one(anna: Manager, tmp_path: Path, sample_file: Path) -> None:
    """A file that is not there yet, and one that is not the one that was published."""
    empty = {"AMCLI_DB": "", "HOME": str(tmp_path / "nobody"), "XDG_DATA_HOME": str(tmp_path / "nobody")}
    assert checked(anna, **empty)["portfolio"][0] == "wrong"
    anna.ok()
    (tmp_path / "other").mkdir()
    other = Manager(Cli.on_copy(tmp_path / "other", sample_file), anna.company, anna.role)
    state, found = checked(other)["published"]
    assert (state, "--replace" in found) == ("wrong", True)
