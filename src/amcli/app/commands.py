"""The table of commands: what there is, in the order of the help, and where each is. The nouns come of the registry.

A command is imported when it is asked for, so that `amcli sale list` does not pay for the rest.
"""

import os
from functools import partial
from typing import Any, NamedTuple

from typer.core import TyperGroup

from amcli.base.registry import HOMES, NOUNS, load
from amcli.records.cli.verbs import noun_group
from amcli.shell.command_group import CommandGroup, Verb


class Row(NamedTuple):
    """One command: where it is, and its line in the help."""

    place: str
    line: str


NOUN_ROWS = {name: Row(home.commands, home.line) for name, home in HOMES.items()}
# The sections of the help, their commands and where they are in amcli.
SECTIONS: dict[str, dict[str, Row]] = {
    "Every day": {
        "today": Row(
            "features.screens.cli.today:today", "The day on one screen: deadlines, quiet accounts, pace against target."
        ),
        "log": Row("features.activity.cli.log:log", "Note what was said, in one line after a call."),
        "agenda": Row("features.deadlines.cli.agenda:agenda", "What is due in a period, as a calendar and as a list."),
        "remind": Row("features.reminders.cli:remind", "Say what is due, each thing once: what cron runs."),
        "search": Row(
            "tools.search.cli.search:search", "Find words in accounts, contacts, interactions and deadlines."
        ),
    },
    "Records": NOUN_ROWS,
    "Questions": {
        "report": Row("app.commands:report_group", "Sales against target, budgets, activity."),
        "duplicates": Row(
            "features.accounts.cli.duplicates:duplicates", "Accounts and contacts that look like the same one."
        ),
        "sql": Row("tools.search.cli.sql:sql", "Read-only SQL over the documented views."),
    },
    "The file": {
        "import": Row(
            "tools.importing.cli:import_", "Take records in: spreadsheets, CRM exports, calendars, address books."
        ),
        "export": Row(
            "tools.exporting.cli.export:export", "Records for other programs: csv, json, xlsx, parquet, a calendar."
        ),
        "schema": Row("tools.exporting.cli.schema:schema", "What the JSON of an export looks like, as a JSON Schema."),
        "undo": Row("tools.history.cli.undo:undo", "Take back the latest change."),
        "redo": Row("tools.history.cli.undo:redo", "Put back what was undone last."),
        "history": Row("tools.history.cli.history:history", "What changed, when, by which command."),
        "backup": Row("tools.safety.cli.backup:backup", "Copy the portfolio, and check the copy."),
        "restore": Row(
            "tools.safety.cli.restore:restore", "Put a backup in the portfolio's place; what was there is kept."
        ),
        "doctor": Row("tools.safety.cli.doctor:doctor", "Is the file in order, and did the reminders run?"),
        "config": Row("tools.configuration.cli:app", "Where things are, and the settings."),
        "demo": Row("app.demo:demo", "Try it on a throw-away portfolio."),
    },
}
ROWS: dict[str, Row] = {name: row for rows in SECTIONS.values() for name, row in rows.items()}
# Verbs that another feature or tool brings to a group: (group, verb) and where it is.
VERBS = {
    ("account", "show"): "features.screens.cli.account_brief:show",
    ("contact", "show"): "features.activity.cli.contact:show",
    ("report", "sales"): "features.sales.cli.report:sales",
    ("report", "budget"): "features.budgets.cli.report:budget",
    ("report", "activity"): "features.activity.cli.report:activity",
    ("import", "ics"): "tools.calendars.cli:import_ics",
    ("import", "vcard"): "tools.calendars.cli:import_vcard",
    ("import", "all"): "tools.importing.cli:import_all",
    ("export", "all"): "tools.exporting.cli.export:export_all",
    ("export", "ics"): "tools.calendars.cli:export_ics",
}
# Other names of kinds, which no list shows: (group, name) and the kind.
ALIASES = {("import", "calendar"): "ics", ("import", "vcf"): "vcard"}


class LazyGroup(TyperGroup):
    """The commands of the table; each is imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(ROWS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in ROWS:
            return None
        place = ROWS[cmd_name].place
        found: Verb | CommandGroup = load(place) if place else noun_group(NOUNS[cmd_name])
        if isinstance(found, Verb):
            return found.command(cmd_name)
        for (group, verb), where in VERBS.items():
            if group == cmd_name:
                found.register(verb, partial(load, where))
        for (group, alias), kind in ALIASES.items():
            if group == cmd_name:
                found.call_also(alias, kind)
        return found

    def _main_shell_completion(self, *arguments: Any, **more: Any) -> None:
        """Typer's place for completion, with our words for each shell."""
        if os.environ.get("_AMCLI_COMPLETE"):
            from amcli.shell import shells

            shells.register()
        super()._main_shell_completion(*arguments, **more)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The table's own sections and lines: the help of the program imports no command."""
        for section, rows in SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(name, row.line) for name, row in rows.items()])


report_group = CommandGroup("report", "Sales against target, budgets, activity.")
