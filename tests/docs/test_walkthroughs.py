"""The pages with an example from start to end: each runs as it stands, over the sample data."""

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, TODAY, Cli

# What each part of a page prints, so that one that quietly does nothing is seen.
PAGES = {
    "opportunities.md": (
        ("Suspension", "Changed account goody", "Undone"),
        ("Added opportunity OP8 (Coil springs for the lift bays, goody): cross-sell, lead 10 %", "next D29"),
        ("Logged", "lead 10 % → proposal 50 %", "2026-12-18", "slips"),
        ("proposal", "Coil springs", "maruti"),
        ("Won opportunity OP8", "sale S752", "lost 0 %", "cross-sell  ", "Reopened opportunity OP2"),
        ("hyundai",),
        ("Imported 2 opportunities", "Imported 0 opportunities (2 already there, 0 rejected)"),
    ),
    "contracts.md": (
        ("ends 2027-03-31, notice must arrive by 2026-12-31, act by 2026-12-17",),
        ("parker", "renewed by itself, 3 × 12 months: from 2025-12-01", "2026-09-23"),
        ("CT5", "Last day for notice: Parts supply for the shop", "Snoozed contract CT5"),
        ("Added deadline D29", "next D31 (Monthly service report", "33.3"),
        ("noticed 2026-09-17 by us, ends 2026-11-30", "84,000 → 85,764 USD a year", "Terminated contract CT3", "TM7"),
        ("Imported 2 contracts", "Imported 0 contracts (2 already there, 0 rejected)"),
    ),
    "conflicts.md": (
        ("Added issue IS7", "by then D29"),
        ("IS7 acknowledged", "acknowledged → investigating", "none → third-party", "nora", "high → critical"),
        ("IS7", "IS6", "delivery"),
        ("cost none → 640 USD", "not accepted", "closed → investigating", "640 + 980 = 1,620", "Done deadline D29"),
        ("Imported 2 issues", "Imported 0 issues (2 already there, 0 rejected)"),
    ),
    "negotiation.md": (
        ("Added negotiation NG2", "with aim and limit"),
        ("Added offer OF10 (5 % on price of NG2, ours", "4 % apart", "next D29"),
        ("Agreed in NG2: price 8.5 %; payment 45 d", "Closed negotiation NG2", "agreed"),
    ),
    "key-accounts.md": (
        ("ford Ford: tier 2 → 1",),
        ("Changed contact C11", "Added contact C19 (Ada Lindqvist, ford)", "next D29"),
        ("Added pulse PU7",),
        ("maintain (attractiveness 3.25, strengths 3.3)", "captive supplier", "We are locked in"),
        ("Wrote plan PL3 (ford 2027)", "Added objective OB7", "a contribution of -50,000 USD"),
        ("Accepted hyundai:plan: D31", "Dismissed ford:gap", "Snoozed hyundai:budget until 2026-10-01"),
        ("Imported 5 sales", "ford:objective"),
    ),
    "models.md": (
        ("",),
        ("service-fit.toml is a model", "Added model service-fit", "partner (mean 3.35)", "mean 0.1 above 3.25 (near)"),
    ),
    "people.md": (
        ("Imported 9 accounts", "mara owns 12 accounts: `amcli account handover alder birch cedar"),
        ("balanced     1539569.64", "maruti   car maker       1539569.64  mara   nora   changes hands"),
        (
            "and 3 more to oskar, after mara",
            "to nora, after mara, from 2026-10-15 on; 1 deadline",
            "type the same on the day",
        ),
        ("1 opportunity went along", "gum Gum Tree Rentals: tier 2 → 1", "also in worldwide"),
        ("Imported 8 sales", "hyundai  mara     92  150961.33"),
        ("lena     13000.00",),
    ),
}


@pytest.mark.skipif(shutil.which("bash") is None, reason="the example is for a shell")
@pytest.mark.parametrize("page", PAGES)
def test_the_example_runs_from_start_to_end(sample: Cli, tmp_path: Path, page: str) -> None:
    """Each part over what the one before it left; a screen that the page shows below it is what it prints."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    example = re.findall(r"^```sh\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", text, re.MULTILINE | re.DOTALL)
    assert len(example) == len(PAGES[page])
    today = f"{TODAY} 10:00" if page == "conflicts.md" else TODAY
    for (part, screen), wanted in zip(example, PAGES[page], strict=True):
        done = sample.shell(part, "-e", cwd=tmp_path, AMCLI_TODAY=today)
        assert done.returncode == 0, done.stderr
        said = done.stdout + done.stderr
        assert [text for text in (*wanted, screen) if text not in said] == [], said
