"""Write what the program itself knows better than anybody's hand: the command reference, the views, the pictures, and
in importing.md what stands between `<!-- generated: … -->` and `<!-- end: … -->`.

`make docs` writes the files; a test compares them with what this would write.
"""

from __future__ import annotations

import io
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import model_page
import page_pictures

from amcli.app import help_topics
from amcli.app.demo import TODAY
from amcli.app.main import app as program
from amcli.app.main import main
from amcli.store.derived import searched

DOCS = Path(__file__).parent
PAGE_WIDTH = 80
PICTURES = {
    "today.svg": (("today",), 80),
    "account-show.svg": (("account", "show", "maruti"), 80),
    "report-sales.svg": (("report", "sales"), 80),
    "report-pipeline.svg": (("report", "pipeline"), 80),
    "report-contracts.svg": (("report", "contracts"), 80),
    "report-issues.svg": (("report", "issues"), 80),
    "negotiation.svg": (("negotiation", "show", "NG1"), 80),
    "report-team.svg": (("report", "team"), 80),
    "report-territories.svg": (("report", "territories"), 80),
    "next.svg": (("next",), 80),
    "report-health.svg": (("report", "health"), 80),
    "plan.svg": (("plan", "show", "PL1"), 80),
}


def pages() -> dict[str, str]:
    """File name in docs/ to what belongs in it."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "demo.db"
        _captured(folder, "demo", "--keep", str(database))
        pictures = {name: _picture(folder, database, words, width, name) for name, (words, width) in PICTURES.items()}
        return {
            "commands.md": _reference(folder),
            "views.md": _views(database),
            "importing.md": _importing(),
            "models.md": _models(),
            **pictures,
        }


class _Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _captured(folder: str, *words: str, width: int = 0) -> str:
    """What a command line prints, in an environment of its own; with a width as such a terminal shows it."""
    kept = dict(os.environ)
    columns = str(width or PAGE_WIDTH)  # else the help would be as wide as the terminal that `make docs` is typed in
    os.environ.update({"AMCLI_CONFIG": f"{folder}/config.toml", "TERM": "xterm-256color", "COLUMNS": columns})
    out = _Terminal() if width else io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            code = main(list(words))
    finally:
        os.environ.clear()
        os.environ.update(kept)
    if code:
        raise RuntimeError(f"amcli {' '.join(words)} exits {code}")
    return out.getvalue()


def _commands() -> Iterator[tuple[str, ...]]:
    """Every command, as its words, in the order of the help."""
    import typer

    group: Any = typer.main.get_command(program)
    context = group.make_context("amcli", [], resilient_parsing=True)
    for name in group.list_commands(context):
        yield (name,)
        command = group.get_command(context, name)
        if hasattr(command, "list_commands"):
            for verb in command.list_commands(context):
                yield (name, verb)


def _reference(folder: str) -> str:
    parts = ["# Commands\n\nWritten by `make docs` from the program's own help.\n"]
    for words in ((), *_commands()):
        title = " ".join(("amcli", *words))
        parts.append(f"## {title}\n\n```\n{_captured(folder, *words, '--help').rstrip()}\n```\n")
    for words in (("commands",), *((topic,) for topic in help_topics.names())):
        title = " ".join(("amcli help", *words))
        parts.append(f"## {title}\n\n```\n{_captured(folder, 'help', *words).rstrip()}\n```\n")
    return "\n".join(parts)


def _views(database: Path) -> str:
    intro = (
        "# Views\n\nWritten by `make docs`. These views are the interface of the file: `amcli sql` and any SQLite "
        "tool can ask them. An amount is exact decimal text in the currency beside it; `*_minor` is the same as an "
        "integer of minor units, which is what to sum. Days are ISO text; `end` is the day after the last one, of "
        "`contracts` and `terms` the last day itself, which is that of the last term that is written down: what a "
        "contract is today (`current_end`, `arrive_by`, `act_by`, `state`) is in `amcli contract list -f csv`, and "
        "what an account is part of today in `amcli account list -f csv`: `parent` is what was said last, also from a "
        "day to come.\n\n"
        "`amcli sql` and `export --where` read these views and the search tables below, and nothing under them: a "
        "table may change with any version, a view keeps its columns. What is refused names the view to ask "
        "(`account → accounts`).\n"
    )
    connection = sqlite3.connect(database)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]
    parts = [intro]
    for name in names:
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        parts.append(f"## {name}\n\n{', '.join(f'`{column}`' for column in columns)}\n")
    parts.append(
        "## Search tables\n\nFTS5 over the texts of a record; `rowid` is the view's `record_id`:\n\n```sql\n"
        "SELECT a.code, a.name FROM account_search('plant*') s JOIN accounts a ON a.record_id = s.rowid ORDER BY rank\n"
        "```\n"
    )
    for noun, found in searched().items():
        parts.append(f"- `{noun}_search`: {', '.join(f'`{column}`' for column in found)}")
    parts.append("")
    connection.close()
    return "\n".join(parts)


def _importing() -> str:
    """The page about files, with the tables that the code reads them by in their places."""
    return _filled("importing.md", {"columns": _column_names(), "currencies": _currency_names(), "words": _words()})


def _models() -> str:
    """The page about models, with what their files and the code say in its places."""
    parts = {"keys": model_page.keys(), "contradictions": model_page.contradictions(), "models": model_page.models()}
    return _filled("models.md", parts)


def _filled(page: str, parts: dict[str, str]) -> str:
    """A page as it is, with what is generated in its places."""
    text = (DOCS / page).read_text(encoding="utf-8")
    for name, made in parts.items():
        begin, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
        before, found, rest = text.partition(begin)
        if not found or end not in rest:
            raise RuntimeError(f"docs/{page} has no {begin} … {end}")
        text = f"{before}{begin}\n\n{made}\n{end}{rest.partition(end)[2]}"
    return text


def _column_names() -> str:
    """By kind and field: what other systems call it, the preferred name first."""
    from amcli.base.registry import NOUNS
    from amcli.tools.importing.services.columns.crm_names import NAMES

    parts = []
    for noun, fields in NAMES.items():
        lines = [f"### {NOUNS[noun].view}\n", "| field | names of columns |", "|---|---|"]
        lines += [f"| {field} | {_listed(names)} |" for field, names in fields.items()]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _currency_names() -> str:
    """What a column of currencies is called, and what signs mean."""
    from amcli.tools.importing.services.columns import currency_words as words

    shared = [f"| {sign} | {', '.join(words.members(sign))} |" for sign in words.FAMILIES]
    signs = ", ".join(f"{sign} {code}" for sign, code in words.SIGNS.items())
    return "\n".join((
        f"A column is one of currencies where its title has a word such as {_listed(words.CURRENCY_WORDS)}.\n",
        f"Signs of one currency: {signs}.\n",
        "| sign of several | may be |", "|---|---|", *shared, "",
    ))  # fmt: skip


def _words() -> str:
    """By kind and field: other systems' words for each of ours, and what they say became of a row."""
    from amcli.base.registry import NOUNS
    from amcli.tools.importing.services.rows import agreement_words as agreed
    from amcli.tools.importing.services.rows import word_lists as lists

    statuses = agreed.TICKET_STATUSES.items()
    parts = [_table("field", "ours", "theirs")]
    for (noun, field), words in lists.WORDS.items():
        name = f"{NOUNS[noun].view}: {field}"
        parts += [f"| {name} | {ours or '(nothing)'} | {_listed(theirs)} |" for ours, theirs in words.items()]
    for what, rows in (
        ("state of a row", {"counts": lists.COUNTED, "left out": lists.LEFT_OUT}),
        ("state of a task", {"done": lists.DONE, "open": lists.TO_DO, "cancelled": lists.CANCELLED}),
        ("stage of a deal", {"won": lists.WON, "open": lists.OPEN, "lost": lists.LOST}),
        (
            "end of an opportunity",
            {
                "won": lists.DEAL_WON,
                "lost": lists.DEAL_LOST,
                "undecided": lists.DEAL_UNDECIDED,
                "open": lists.DEAL_OPEN,
                "left out": lists.DEAL_DELETED,
            },
        ),
        ("status of a ticket", {("left out" if ours == lists.SKIP else ours): words for ours, words in statuses}),
    ):
        parts += ["", _table(what, "words"), *(f"| {name} | {_listed(words)} |" for name, words in rows.items())]
    return "\n".join([*parts, ""])


def _table(*titles: str) -> str:
    return f"| {' | '.join(titles)} |\n|{'---|' * len(titles)}"


def _listed(names: str) -> str:
    return ", ".join(" ".join(name.split()) for name in names.split("|"))


def _picture(folder: str, database: Path, words: tuple[str, ...], width: int, name: str) -> str:
    """A screen as a terminal of that width shows it."""
    from rich.console import Console
    from rich.text import Text

    screen = _captured(folder, "--db", str(database), "--today", TODAY, *words, width=width)
    console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(screen))
    title = " ".join(("amcli", *words))
    return re.sub(r"[ \t]+$", "", console.export_svg(title=title, unique_id=name.removesuffix(".svg")), flags=re.M)


def write() -> None:
    """Write every page that differs."""
    for name, text in pages().items():
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.name}")
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "demo.db")
        _captured(folder, "demo", "--keep", database)
        options = ("--db", database, "--today", TODAY)
        page_pictures.write(DOCS, lambda words: _captured(folder, *options, *words, "-f", "html"))


if __name__ == "__main__":
    write()
