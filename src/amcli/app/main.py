"""The program: a lazy table of commands, one way in, one way out.

A command's module is imported when the command is asked for, so that `amcli account list` does not pay for the rest.
"""

import os
import re
import sys
from contextlib import suppress
from typing import Annotated, Any

import typer

from amcli import __version__
from amcli.app import process
from amcli.app.commands import HELP, LazyGroup
from amcli.base.errors import AmcliError, BadValue, DatabaseError, Exit
from amcli.base.registry import NOUNS
from amcli.base.results import Change
from amcli.settings.environment import Env
from amcli.shell.invocation import CommandResult, Invocation
from amcli.store.migrate import brought_up
from amcli.store.settings import stored_settings

JSON_FLAGS = ("json", "jsonl")
GIVEN_BACK = ("credit", "refund")  # words of a kind
# The base of every complaint about what was typed; Typer makes only this one child of it public.
PARSER_ERRORS: type[Exception] = typer.BadParameter.__mro__[2]


app = typer.Typer(
    name="amcli",
    cls=LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"amcli {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    db: Annotated[str, typer.Option(metavar="FILE", help="The portfolio; else AMCLI_DB, else the default place.")] = "",
    today: Annotated[str, typer.Option(metavar="DATE", help="The day to take for today; also AMCLI_TODAY.")] = "",
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours; also NO_COLOR.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="A traceback when something unexpected happens.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> Any:
    """Accounts, contacts, deadlines, budgets and sales against target in one file.

    Without a command: the day on one screen, as `amcli today`.

    Example: amcli log maruti "Called about the price list" --next "Send the offer" --due fri
    Example: amcli report sales --period this-quarter
    """
    invocation: Invocation = ctx.obj
    invocation.env = Env(
        os.environ, db=db, today_text=today, command=invocation.env.command, ask_portfolio=stored_settings
    )
    invocation.env.look()
    invocation.no_color = no_color
    if invocation.err.isatty():
        invocation.env.tell_waiting = lambda sentence: invocation.say(f"amcli: {sentence}")
    if ctx.invoked_subcommand != HELP:  # which says what is accepted
        invocation.env.check_today()  # a wrong one is said at once, whatever the command
    if ctx.invoked_subcommand is None:
        from amcli.features.screens.cli.today import bare

        return CommandResult(bare(invocation))
    return None


def main(arguments: list[str] | None = None) -> int:
    """Run one command line (without the program's name); returns the exit code and never raises."""
    words = sys.argv[1:] if arguments is None else arguments
    brought_up.clear()
    invocation = Invocation(Env(os.environ, command=("amcli", *words)))
    try:
        with invocation.stack:
            code = _answered(invocation, words)
    except BrokenPipeError:
        process.drop_output()  # whoever read the pipe has enough
        code = invocation.done.exit_code if invocation.done else Exit.DONE
    except OSError as error:
        process.drop_output()
        code = _unwritten(invocation, error, words)
    except (KeyboardInterrupt, typer.Abort):
        code = _interrupted(invocation)
    except Exception as error:
        # Ctrl-C in the middle of an import, or of what SQLite calls, comes out as an error of theirs.
        code = _interrupted(invocation) if process.interrupted else _wrong(invocation, error, words)
    for sentence in invocation.env.remarks:
        invocation.say(f"amcli: {sentence}")
    if code != Exit.DONE:
        for sentence in invocation.left:
            invocation.say(f"amcli: {sentence}")
    return code


def _unwritten(invocation: Invocation, error: OSError, words: list[str]) -> int:
    """A result that could not be written. A change stands all the same, and so does its exit code."""
    why = error.strerror or str(error)
    if not invocation.done:
        return _failed(invocation, BadValue(f"cannot write the result: {why}"), words)
    invocation.say(f"amcli: standard output cannot be written to ({why}), but this was done: {invocation.done.message}")
    return invocation.done.exit_code


def _interrupted(invocation: Invocation) -> int:
    done = [*brought_up, invocation.done.message if invocation.done else invocation.env.committed]
    said = "; ".join(filter(None, done))
    invocation.say(f"amcli: interrupted{said and f', after this was done: {said}'}")
    return Exit.INTERRUPTED


def _wrong(invocation: Invocation, error: Exception, words: list[str]) -> int:
    """Any error in one line; a defect as a traceback where that was asked for. What was done before it is said too."""
    if invocation.env.committed:
        invocation.left.append(f"before that this was done: {invocation.env.committed}")
    if isinstance(error, AmcliError):
        from amcli.app.other_kind import or_the_other

        return _failed(invocation, or_the_other(typer.main.get_command(app), invocation.env, error, words), words)
    if isinstance(error, UnicodeError):
        return _failed(invocation, BadValue("the command line or its input is not text in UTF-8"), words)
    if "--debug" in words:
        import traceback

        traceback.print_exc(file=invocation.err)
        return Exit.UNEXPECTED
    if damage := _damage(invocation.env):
        where = f"{invocation.env.path} is damaged ({damage}): see `amcli doctor`, and restore a backup"
        return _failed(invocation, DatabaseError(where), words)
    text = f"unexpected: {type(error).__name__}: {error}; run it again with --debug before the command for more"
    return _failed(invocation, AmcliError(text), words)


def _damage(env: Env) -> str:
    """What is wrong with the file, where that made the error and not the program; looked for only then."""
    with suppress(Exception):  # then the error itself is all there is to say
        from amcli.tools.safety.reports.values import damage_of

        path = env.to_read()
        return damage_of(path) if path else ""
    return ""


def _answered(invocation: Invocation, words: list[str]) -> int:
    command = typer.main.get_command(app)
    try:
        answer = command.main(args=words, prog_name="amcli", standalone_mode=False, obj=invocation)
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # Typer saw the closed pipe first
            raise error.__context__ from None
        raise
    except PARSER_ERRORS as error:
        raise _usage(error, words) from error
    if answer == Exit.INTERRUPTED:  # Typer saw Ctrl-C first
        raise KeyboardInterrupt
    if isinstance(answer, Change):
        answer = CommandResult(answer)
    if isinstance(answer, CommandResult):
        from amcli.app.delivery import deliver

        return deliver(invocation, answer)
    return answer if isinstance(answer, int) else 0


def _usage(error: Any, words: list[str]) -> AmcliError:
    """The parser's complaint as one of ours: one line, and where the help is."""
    from amcli.base.text import nearest, quote

    text = " ".join(error.format_message().split())
    option = str(getattr(error, "option_name", ""))
    context: Any = getattr(error, "ctx", None)
    private = _private_flags(context)
    if private and (masked := _masked(option, text, private, words)):
        return BadValue(f"{masked}; see `{context.command_path} --help`")
    if option[:1] == "-" and option[1:2].isdigit():
        typed = quote(next(word for word in words if word.startswith(option)))
        given_back = _given_back(context)
        return BadValue(
            f"{typed} looks like an option: amounts are zero or more{given_back}; "
            "a text that begins with - goes after --"
        )
    path = context.command_path if context else _command_path(words)
    if extra := _in_two_words(text, words, path):
        text = f"{text.rstrip('.')}: what is several words goes in quotes, such as {extra}"
    near: tuple[str, ...] = ()
    if context and text.startswith("No such command"):
        near = nearest(text.split("'")[1], context.command.list_commands(context))
    if instead := _instead_of_list(context, text):
        return BadValue(instead)
    return BadValue(f"{text.rstrip('.')}; see `{path} --help`", near)


def _in_two_words(complaint: str, words: list[str], command: str) -> str:
    """Of a word too many: it and the word before it in quotes, for `--due fri 10:00` was meant as one value; nothing
    where an option or the command itself stands before it.
    """
    found = re.search(r"unexpected extra argument\S* \((\S+)", complaint)
    extra = found[1].rstrip(")") if found else ""
    if not extra:
        return ""
    place = words.index(extra) if extra in words else 0
    before = words[place - 1] if place else command
    if before in command.split() or (before.startswith("-") and "=" not in before):
        return ""
    return f"'{before.rpartition('=')[2]} {extra}'"


def _command_path(words: list[str]) -> str:
    """The command of a line about whose option the parser complains without saying whose it is."""
    from amcli.app.other_kind import place_of_command

    path, group = ["amcli"], typer.main.get_command(app)
    for word in words[place_of_command(words) :]:
        found: Any = getattr(group, "get_command", lambda *_: None)(None, word)
        if found is None:
            break
        path, group = [*path, word], found
    return " ".join(path)


def _private_flags(context: Any) -> list[str]:
    """The options of a command whose values are private (Field.private); `--limit` of a list is none."""
    options = [option for parameter in context.command.params for option in parameter.opts] if context else []
    private = {field.flag for noun in NOUNS.values() for field in noun.private}
    return [] if "--columns" in options else [option for option in options if option in private]


def _masked(option: str, text: str, private: list[str], words: list[str]) -> str:
    """The complaint about a word of a command that has private options, without the word: it may be such a value. An
    empty text for another complaint.
    """
    if "extra argument" in text:
        meant = [
            flag
            for flag in private
            if any(re.fullmatch(rf"\W*{flag[2:]}(=.*)?", word, re.IGNORECASE) for word in words)
        ]
        slips = [flag for flag in meant if not any(word.partition("=")[0] == flag for word in words)]
        how = f"type {' and '.join(f'{flag} V' for flag in slips)}" if slips else "what is several words goes in quotes"
        return f"there is a word too many, which may be private: {how}"
    if option[1:2].isdigit():
        return "a word that begins with - looks like an option: values are zero or more"
    if "No such option" in text and any(map(str.isdigit, option)):
        forms = " or ".join(f"{flag} V" for flag in private)
        return f"there is no such option, and it may hold what is private: type {forms}"
    return ""


def _instead_of_list(context: Any, text: str) -> str:
    """What to type for one record where its name stands behind `list`, which takes none; an empty text elsewhere."""
    import shlex

    words = re.search(r"^Got unexpected extra argument.*? \((.*)\)$", text)
    group = context.parent.info_name if context and context.parent else ""
    if not words or context.info_name != "list" or group not in NOUNS or not NOUNS[group].coded:
        return ""
    typed, noun = shlex.quote(words[1]), NOUNS[group]
    search = f", or `amcli search {typed}`" if noun.searched else ""
    return f"{group} list takes no {group}: type `amcli {group} show {typed}`{search}"


def _given_back(context: Any) -> str:
    """The option of the command that says of an amount that it came back, where it has one."""
    for parameter in context.command.params if context else ():
        words = str(parameter.metavar or "").split("|")
        for word in GIVEN_BACK:
            if word in words:
                return f", and money given back is {parameter.opts[0]} {word}"
    return ""


def _failed(invocation: Invocation, error: AmcliError, words: list[str]) -> int:
    """Say an error. "Nothing was changed" is said of the command: that it brought the file up to date first stays."""
    from amcli.render import render_error

    error.message = "; before that ".join((error.message, *brought_up))
    render_error(error, _wants_json(words), invocation.err, invocation.terminal_width(invocation.err))
    return int(error.exit)


def _wants_json(words: list[str]) -> bool:
    """Whether JSON was asked for, also where the command line itself was wrong."""
    pairs = zip(words, [*words[1:], ""], strict=False)
    return any(
        (word in ("-f", "--format") and value in JSON_FLAGS)
        or word in {f"{flag}{joint}{kind}" for flag, joint in (("-f", ""), ("--format", "=")) for kind in JSON_FLAGS}
        for word, value in pairs
    )


def console_main() -> None:
    """Run the command line of this process.

    It ends the process at once: all is written and closed by then, and taking the modules apart again would cost a
    write a third of its time, and a read a twentieth.
    """
    try:
        process.prepare_streams()
        process.raise_on_interrupt()
        code = main()
        process.ignore_interrupts()
    except KeyboardInterrupt:  # between two lines of the above
        sys.stderr.write(process.INTERRUPTED)
        code = Exit.INTERRUPTED
    with suppress(OSError, ValueError):  # a stream that is closed or full by now has been spoken of already
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)
