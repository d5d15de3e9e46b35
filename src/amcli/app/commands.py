"""The table of commands: what there is, in the order of the help, and where each is. The nouns come of the registry.

A command is imported when it is asked for, so that `amcli sale list` does not pay for the rest.
"""

import os
from functools import partial
from typing import Any, NamedTuple

from typer.core import TyperGroup

from amcli.base.registry import HOMES, NOUNS, load
from amcli.shell.command_group import CommandGroup, Verb
from amcli.shell.help_page import Helped

HELP = "help"  # the command that says what all others are
REPORTS = "Sales against target, the pipeline, what is not sold yet, budgets, activity."


class Row(NamedTuple):
    """One command: where it is, its line in the full list of commands, and a few words for the one screen of help, none
    for what the verbs of other commands write.
    """

    place: str
    line: str
    brief: str


def _nouns(section: str) -> dict[str, Row]:
    """The nouns that stand in a section of the help."""
    return {
        name: Row(home.commands, home.line, home.line if home.brief is None else home.brief)
        for name, home in HOMES.items()
        if home.section == section
    }


# The sections of the help, by what one wants to do, with their commands and where they are in amcli.
SECTIONS: dict[str, dict[str, Row]] = {
    "Begin here": {
        "demo": Row("app.demo:demo", "Try it on a throw-away portfolio.", "try it on sample data"),
        HELP: Row(
            "app.help:help_", "Show the help of a command, or a topic such as dates or money.", "a command, or a topic"
        ),
    },
    "See where you stand": {
        "today": Row(
            "features.screens.cli.today:today",
            "The day on one screen: deadlines, quiet accounts, pace against target.",
            "the day on one screen",
        ),
        "next": Row(
            "features.proposals.cli.next:app",
            "What to do next, the most at stake first: accept, dismiss, snooze.",
            "what to do, and why",
        ),
        "agenda": Row(
            "features.deadlines.cli.agenda:agenda",
            "What is due in a period, as a calendar and as a list.",
            "what is due: a calendar",
        ),
        "remind": Row(
            "features.reminders.cli:remind",
            "Say what is due, each thing once: what cron runs.",
            "say what is due (cron)",
        ),
        "report": Row("app.commands:report_group", REPORTS, "sales, pipeline, budgets"),
        "search": Row(
            "tools.search.cli.search:search",
            "Find words in what was noted, and a sale by its reference.",
            "find words anywhere",
        ),
    },
    "Note what happened": {
        "log": Row(
            "features.activity.cli.log:log", "Note what was said, in one line after a call.", "what was said, and next"
        ),
        **_nouns("Note what happened"),
        "assess": Row(
            "features.models.cli.assess:assess",
            "Say how an account stands by a model, and keep it.",
            "",
        ),
    },
    "The records": {
        **_nouns("The records"),
        "duplicates": Row(
            "features.accounts.cli.duplicates:duplicates",
            "Accounts and contacts that look like the same one.",
            "",
        ),
    },
    "Agree and plan": _nouns("Agree and plan"),
    "Data in and out": {
        "import": Row(
            "tools.importing.cli:import_",
            "Take records in: spreadsheets, CRM exports, calendars, address books, mails.",
            "spreadsheets, CRM, ics",
        ),
        "export": Row(
            "tools.exporting.cli.export:export",
            "Records for other programs: csv, json, xlsx, parquet, a calendar, an address book.",
            "csv, json, xlsx, ics",
        ),
        "schema": Row(
            "tools.exporting.cli.schema:schema",
            "What the JSON of an export looks like, as a JSON Schema.",
            "",
        ),
        "sql": Row("tools.search.cli.sql:sql", "Read-only SQL over the documented views.", "ask the file in SQL"),
        "publish": Row(
            "tools.publishing.cli:app",
            "Put the portfolio into the company's PostgreSQL.",
            "",
        ),
    },
    "The file": {
        "undo": Row("tools.history.cli.undo:undo", "Take back the latest change.", "take back a change"),
        "redo": Row("tools.history.cli.undo:redo", "Put back what was undone last.", "put it back"),
        "history": Row(
            "tools.history.cli.history:history", "What changed, when, by which command.", "what changed, and when"
        ),
        "backup": Row("tools.safety.cli.backup:backup", "Copy the portfolio, and check the copy.", "a copy, checked"),
        "restore": Row(
            "tools.safety.cli.restore:restore",
            "Put a backup in the portfolio's place; what was there is kept.",
            "a backup in its place",
        ),
        "doctor": Row(
            "tools.safety.cli.doctor:doctor", "Is the file in order, and did the reminders run?", "is it in order?"
        ),
        "config": Row("tools.configuration.cli:app", "Where things are, and the settings.", "the settings"),
    },
}
ROWS: dict[str, Row] = {name: row for rows in SECTIONS.values() for name, row in rows.items()}
# Verbs that another feature or tool brings to a group, `GROUP VERB`, and where each is.
VERBS = {
    "account add": "features.territories.cli.account:add",
    "account edit": "features.territories.cli.account:edit",
    "account list": "features.territories.cli.account:list_",
    "account show": "features.screens.cli.account_brief:show",
    "account handover": "features.handover.cli.handover:handover",
    "account pulse": "features.health.cli.pulse:pulse",
    "contact show": "features.activity.cli.contact:show",
    "contract show": "features.screens.cli.contract_brief:show_contract",
    "objective edit": "features.plans.cli.objective:edit",
    "assignment plan": "features.workload.cli.plan:plan",
    "report status": "features.status.cli.status:status",
    "report sales": "features.screens.cli.sales_report:sales",
    "report budget": "features.budgets.cli.report:budget",
    "report activity": "features.activity.cli.report:activity",
    "report changes": "tools.history.cli.changes:changes",
    "report pipeline": "features.pipeline.cli.report_pipeline:pipeline",
    "report win-loss": "features.pipeline.cli.win_loss:win_loss",
    "report issues": "features.issues.cli.report:issues",
    "report contracts": "features.contracts.cli.report:contracts",
    "report health": "features.health.cli.report:health",
    "report handover": "features.handover.cli.dossier:handover_report",
    "report pitch": "features.pitch.cli.pitch:pitch",
    "report review": "features.review.cli.review:review",
    "report ownership": "features.handover.cli.ownership:ownership",
    "report concentration": "features.analysis.cli.concentration:concentration",
    "report retention": "features.analysis.cli.retention:retention",
    "report territories": "features.territories.cli.report:territories",
    "report whitespace": "features.analysis.cli.whitespace:whitespace",
    "report team": "features.workload.cli.team:team",
    "report models": "features.models.cli.report:models",
    "report relationships": "features.relationships.cli.report:relationships",
    "publish send": "tools.publishing.cli.publish:send",
    "publish check": "tools.publishing.cli.check:check",
    "publish init": "tools.publishing.cli.init:init",
    "import ics": "tools.calendars.cli:import_ics",
    "import vcard": "tools.address_books.cli:import_vcard",
    "import mail": "tools.mail.cli:import_mail",
    "import all": "tools.importing.cli:import_all",
    "export all": "tools.exporting.cli.export:export_all",
    "export ics": "tools.calendars.cli:export_ics",
    "export vcard": "tools.address_books.cli:export_vcard",
}
# Other names of kinds, which no list shows: (group, name) and the kind.
ALIASES = {
    ("import", "calendar"): "ics",
    ("import", "vcf"): "vcard",
    ("export", "vcf"): "vcard",
    ("import", "mbox"): "mail",
    ("import", "eml"): "mail",
}
# Short forms of commands, which no list shows.
SHORT_FORMS = {"opp": "opportunity", "neg": "negotiation"}


def _usual_verbs(name: str) -> CommandGroup:
    """The commands of a noun that has no others."""
    from amcli.records.cli.verbs import noun_group

    return noun_group(NOUNS[name])


class LazyGroup(Helped, TyperGroup):
    """The commands of the table; each is imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(ROWS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        cmd_name = SHORT_FORMS.get(cmd_name, cmd_name)
        if cmd_name not in ROWS:
            return None
        place = ROWS[cmd_name].place
        found: Verb | CommandGroup = load(place) if place else _usual_verbs(cmd_name)
        if isinstance(found, Verb):
            return found.command(cmd_name)
        for words, where in VERBS.items():
            group, verb = words.split()
            if group == cmd_name:
                found.register(verb, partial(load, where))
        for (group, alias), kind in ALIASES.items():
            if group == cmd_name:
                found.call_also(alias, kind)
        return found

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """A command; else the record that is called so, which is looked for when the options before it are known."""
        word = args[0]
        if word in ROWS or word in SHORT_FORMS or not word or word.startswith("-"):
            return super().resolve_command(ctx, args)
        from amcli.app import named_record

        if ctx.resilient_parsing:
            return word, named_record.while_completing(self, ctx, word), args[1:]
        return word, named_record.NamedRecord(self), args[1:]

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Commands, of which none is imported for it; and codes, once something was typed."""
        from typer._click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        found = {name: row.line for name, row in ROWS.items() if name.startswith(incomplete)}
        if incomplete:
            from amcli.app import named_record

            found = dict(named_record.codes(ctx, incomplete)) | found
        return [CompletionItem(word, help=line) for word, line in found.items()]

    def _main_shell_completion(self, *arguments: Any, **more: Any) -> None:
        """Typer's place for completion, with our words for each shell."""
        if os.environ.get("_AMCLI_COMPLETE"):
            from amcli.shell import shells

            shells.register()
        super()._main_shell_completion(*arguments, **more)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """One screen, of the table alone: the help of the program imports no command."""
        from amcli.app.help_screen import write_screen

        write_screen(self, ctx, formatter)


report_group = CommandGroup("report", REPORTS)
