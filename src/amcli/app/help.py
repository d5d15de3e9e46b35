"""`amcli help`: the help of any command, the full list of commands, and topics that concern many of them."""

from typing import Annotated, Any

import typer

from amcli.app import help_topics
from amcli.base.errors import BadValue
from amcli.base.text import nearest, quote
from amcli.shell.command_group import verb
from amcli.shell.help_page import HelpPage

COMMANDS, TOPICS = "commands", "topics"  # the two lists that it has beside the help of a command


def _completed(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Commands and topics; behind a command that has verbs, those."""
    typed: list[str] = ctx.params.get("words") or []
    root: Any = ctx.find_root()
    if not typed:
        from amcli.app.commands import ROWS

        pairs = [(name, row.line) for name, row in ROWS.items()] + _lists()
    else:
        command = root.command.get_command(root, typed[0])
        pairs = [(name, "") for name in command.list_commands(root)] if hasattr(command, "list_commands") else []
    return [(word, line) for word, line in pairs if word.startswith(incomplete)]


@verb()
def help_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COMMAND|TOPIC]...",
            help="Such as log, deadline add or dates; commands and topics list what there is.",
            autocompletion=_completed,
        ),
    ] = None,
) -> None:
    """Show how a command is used, or what there is to know about dates, money, formats and other things.

    Example: amcli help deadline snooze
    Example: amcli help dates
    """
    typer.echo(_text(ctx, words or []))


def _text(ctx: Any, words: list[str]) -> str:
    """What to print for these words. BadValue for what is neither a command nor a topic, with the nearest."""
    root = ctx.find_root()
    if words == [COMMANDS]:
        from amcli.app.help_screen import full_list

        return full_list(root.command, root)
    if words == [TOPICS]:
        return _list_of_topics()
    for most in range(len(words), 0, -1):
        if name := help_topics.named("-".join(words[:most])):
            if most < len(words) and words[0] in root.command.list_commands(root):
                break
            if most < len(words):
                raise BadValue(f"the topic {name} has no {quote(words[most])}: type `amcli help {name}`")
            return _topic(name)
    command, context = root.command, root
    for place, word in enumerate(words):
        known = command.list_commands(context) if hasattr(command, "list_commands") else []
        found = command.get_command(context, word) if known else None
        if found is None:
            raise _unknown(words[:place], word, known)
        command, context = found, found.make_context(word, [], parent=context, resilient_parsing=True)
    return str(command.get_help(context))


def _unknown(before: list[str], word: str, known: list[str]) -> BadValue:
    if not before:
        lists = f"`amcli help {COMMANDS}` and `amcli help {TOPICS}` list them"
        text = f"there is no command and no topic {quote(word)}: {lists}"
        return BadValue(text, nearest(word, [*known, *(name for name, _ in _lists())]))
    path = " ".join(before)
    if known:
        return BadValue(f"{path} has no {quote(word)}: there are {', '.join(known)}", nearest(word, known))
    return BadValue(f"nothing stands behind {path}: type `amcli help {path}`")


def _lists() -> list[tuple[str, str]]:
    return [
        (COMMANDS, "All commands, with a line each."),
        (TOPICS, "All topics."),
        *((name, help_topics.topic(name).title) for name in help_topics.names()),
    ]


def _list_of_topics() -> str:
    page = HelpPage()
    page.write_text("Type `amcli help TOPIC`.")
    with page.section("Topics"):
        page.write_dl([(name, line) for name, line in _lists() if name != TOPICS])
    return page.getvalue().rstrip("\n")


def _topic(name: str) -> str:
    topic = help_topics.topic(name)
    page = HelpPage()
    page.write_text(topic.title)
    for block in topic.blocks:
        page.write_paragraph()
        if isinstance(block, str):
            page.write_text(block)
        else:
            with page.indentation():
                page.write_dl(list(block))
    return page.getvalue().rstrip("\n")
