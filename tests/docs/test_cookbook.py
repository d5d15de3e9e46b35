"""The recipes of the cookbook run as they stand, and print what the page promises."""

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, TODAY, Cli

PAGE = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^## (\d+)\. .*?^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
# What the output must hold, so that a recipe that quietly does nothing is seen.
PRINTS = {
    "1": [
        "Imported 2 sales (0 already there, 1 rejected)",
        "Imported 0 sales (2 already there, 1 rejected)",
        "Nobody Ltd",
    ],
    "2": ["date,account_name,product,amount,currency\n2026-07-"],
    "3": ["account\tnever_bought"],
    "4": ["Changed account", "maruti", "Undone"],
    "5": ["2025-", "2026-"],
    "6": ["2026-09-", "("],
    "7": [],
    "8": ["> I74,2026-09-17,maruti"],
    "9": ["Imported 1,091 records", "the same"],
    "10": ["Merged account maruti-suzuki-ltd"],
    "11": ["parker,Parts supply for the shop,2026-09-23,2026-09-30,2026-11-30,6\n", "2027-12-31"],
    "12": ["# Hand-over of Parker Repair Shoppe", "to mara, after oskar, from 2026-09-15 on", "2026-09-14"],
    "13": ["To: director@example.com\n", 'text/plain; charset="utf-8"\nContent-Type: text/html; charset="utf-8"\n'],
    "14": ["Imported 1 interaction (0", "Imported 0 interactions (0 updated, 1 already there", "Received: Re: Volumes"],
}


def test_each_is_numbered() -> None:
    """Each has a number, and says here what it prints."""
    assert list(RECIPES) == list(PRINTS) == [str(number) for number in range(1, len(PRINTS) + 1)]


@pytest.mark.skipif(shutil.which("bash") is None, reason="the recipes are for a shell")
@pytest.mark.parametrize("number", RECIPES)
def test_a_recipe_runs(sample: Cli, tmp_path: Path, number: str) -> None:
    """On the sample data, in a folder of its own, with `amcli` on the path."""
    done = sample.shell(RECIPES[number], "-e", cwd=tmp_path, AMCLI_TODAY=TODAY)
    assert done.returncode == 0, done.stderr
    for text in PRINTS[number]:
        assert text in done.stdout, (done.stdout, done.stderr)
