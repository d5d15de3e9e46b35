"""docs/company.md speaks of commands, options, settings and exit codes that are there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from amcli.app.main import app as program
from conftest import ROOT

PAGE = (ROOT / "docs" / "company.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(?:sh|bash|cron)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
INLINE = re.findall(r"`((?:[A-Z_]+=\S+ )?amcli [^`]+)`", PAGE)


def typed() -> Iterator[str]:
    """Every command line of amcli's on the page, without what is around it; one for each of several alternatives."""
    for line in (*(line for block in BLOCKS for line in block.splitlines()), *INLINE):
        for part in re.split(r"\||;|&&", line.split("  #")[0].replace(r"\|", "/")):
            if found := re.search(r"\bamcli (?!\[)(.*)", part):
                words = found[1].split(" >")[0]
                several = re.search(r"\S+/\S+", words) if not re.search(r"[A-Z]/|'", words) else None
                for one in several[0].split("/") if several else [""]:
                    yield words.replace(several[0], one) if several else words


COMMANDS = sorted(set(typed()))


def test_there_are_many() -> None:
    assert len(COMMANDS) > 25
    kinds = " ".join(COMMANDS)
    assert all(word in kinds for word in ("publish check", "overlaps", "target set", "rollup sales", "--withdraw"))


@pytest.mark.parametrize("line", COMMANDS)
def test_the_command_is_there(line: str) -> None:
    """It leads to a command, and each option is one of that."""
    group: Any = typer.main.get_command(program)
    context = group.make_context("amcli", [], resilient_parsing=True)
    words = [word for word in shlex.split(line) if word != "…"]
    while words and words[0] == "--db":
        words = words[2:]
    while words and hasattr(group, "list_commands"):
        if words[0].startswith("-"):
            break
        found = group.get_command(context, words[0])
        assert found is not None, line
        group, words = found, words[1:]
    if hasattr(group, "list_commands") and getattr(group, "usual", None):
        group = group.get_command(context, group.usual)
    elif hasattr(group, "list_commands") and (options := [word for word in words if word.startswith("-")]):
        usual = group.get_command(context, "send")
        assert usual is not None, options
        group = usual
    known = {name for parameter in getattr(group, "params", ()) for name in parameter.opts + parameter.secondary_opts}
    assert [word for word in words if re.match(r"-\D", word) and word.split("=")[0] not in known] == [], line


def test_its_links_lead_somewhere() -> None:
    """Those to pages of the checkout; each of an engine's to that engine's own documentation."""
    links = re.findall(r"\]\(([^)#]+)", PAGE)
    assert [link for link in links if "://" not in link and not (ROOT / "docs" / link).exists()] == []
    hosts = {link.split("/")[2] for link in links if "://" in link}
    assert hosts == {"docs.yugabyte.com", "docs.citusdata.com", "www.cockroachlabs.com"}


def test_its_exit_codes_are_documented() -> None:
    """A row of the table of exit codes for each."""
    codes = set(re.findall(r"^\| (\d+) \|", PAGE.split("| exit |", 1)[1].split("\n\n", 1)[0], re.MULTILINE))
    known = set(re.findall(r"^\| (\d+) \|", (ROOT / "docs" / "exit-codes.md").read_text("utf-8"), re.MULTILINE))
    assert codes and codes <= known
