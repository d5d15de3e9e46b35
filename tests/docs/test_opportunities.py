"""The page on opportunities: its example runs from start to end as it stands."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, TODAY, Cli

PAGE = (ROOT / "docs" / "opportunities.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
# What each part prints, so that one that quietly does nothing is seen.
PRINTS = (
    ("Suspension", "Changed account goody", "Undone"),
    ("Added opportunity OP8 (Coil springs for the lift bays, goody): cross-sell, lead 10 %", "next D29"),
    ("Logged", "lead 10 % → proposal 50 %", "2026-12-18", "slips"),
    ("proposal", "Coil springs", "maruti"),
    ("Won opportunity OP8", "sale S752", "lost 0 %", "cross-sell  ", "Reopened opportunity OP2"),
    ("hyundai",),
    ("Imported 2 opportunities", "Imported 0 opportunities (2 already there, 0 rejected)"),
)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the example is for a shell")
def test_the_example_runs_from_start_to_end(sample: Cli, tmp_path: Path) -> None:
    """On the sample data, each part over what the one before it left."""
    tools = tmp_path / "bin"
    tools.mkdir()
    amcli = tools / "amcli"
    amcli.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m amcli "$@"\n')
    amcli.chmod(0o755)
    assert len(EXAMPLE) == len(PRINTS)
    for part, wanted in zip(EXAMPLE, PRINTS, strict=True):
        done = subprocess.run(
            ["bash", "-e", "-c", part],
            cwd=tmp_path,
            env={**os.environ, **sample.environ, "AMCLI_TODAY": TODAY, "PATH": f"{tools}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        said = done.stdout + done.stderr
        assert [text for text in wanted if text not in said] == [], said
