"""The real cron daemon runs the line that `remind --install --write` put into the crontab."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import amcli
from conftest import Cli

CRON = shutil.which("cron", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
WAIT_S = 130


@pytest.fixture
def daemon() -> Iterator[None]:
    """A cron daemon: the one that runs, else one of our own."""
    if CRON is None or shutil.which("crontab") is None:
        pytest.skip("cron is not installed")
    if subprocess.run(["pgrep", "-x", "cron"], capture_output=True, check=False).returncode == 0:
        yield
        return
    if os.geteuid() != 0:
        pytest.skip("cron does not run, and only root may start it")
    process = subprocess.Popen([CRON, "-f"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def crontab() -> bytes:
    return subprocess.run(["crontab", "-l"], capture_output=True, check=False).stdout


@pytest.mark.slow
def test_cron_runs_the_installed_line(small: Cli, daemon: None, tmp_path: Path) -> None:
    """Cron's own bare environment is enough: the reminder arrives in the file of the program that --exec names, in
    UTF-8, from a path with a space and a percent sign; it is said once; and --uninstall leaves the crontab as it was.
    """
    folder = tmp_path / "100% mine"
    folder.mkdir()
    db = folder / "portfolio.db"
    shutil.copy(small.db, db)
    script = folder / "amcli"
    source = Path(amcli.__file__).parents[1]
    lines = (
        f"#!{sys.executable}",
        "import sys",
        f"sys.path.insert(0, {str(source)!r})",
        "from amcli.app.main import console_main",
        "run()",
    )
    script.write_text("\n".join(lines) + "\n")
    script.chmod(0o755)
    small.ok(
        "--db", str(db), "deadline", "add", "maruti", "Größe ✓", "--due", "today", "--remind", "0d", AMCLI_TODAY=""
    )
    arrived, environment = folder / "arrived", folder / "environment"
    tool = folder / "tool"
    tool.write_text(f"#!/bin/sh\nenv >'{environment}'\ncat >>'{arrived}'\n")
    tool.chmod(0o755)

    def run(*words: str) -> None:
        environ = {**os.environ, "AMCLI_DB": str(db), "AMCLI_CONFIG": str(folder / "config.toml")}
        subprocess.run([str(script), "remind", *words], env=environ, check=True, capture_output=True)

    before = crontab()
    now = datetime.now()
    at = now + timedelta(minutes=1 if now.second < 50 else 2)
    try:
        run("--install", "--write", "--at", f"{at:%H:%M}", "--include", "due", "--exec", f"'{tool}'")
        line = next(line for line in crontab().splitlines() if b"100" in line)
        assert rb"100\% mine" in line
        until = time.monotonic() + WAIT_S
        while not (arrived.exists() and arrived.read_text(encoding="utf-8")) and time.monotonic() < until:
            time.sleep(0.5)
        assert '"Größe ✓, maruti: today' in arrived.read_text(encoding="utf-8")
        run("--once", "--include", "due", "--exec", f"'{tool}'")
        assert arrived.read_text(encoding="utf-8").count("Größe") == 1
        assert "TERM=" not in environment.read_text()
    finally:
        run("--uninstall")
    assert crontab() == before
