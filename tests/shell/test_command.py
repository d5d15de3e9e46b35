"""A command takes what it is handed beside what its function declares."""

from types import SimpleNamespace
from typing import Annotated, Any

import typer

from amcli.shell.command import Command
from amcli.shell.invocation import CommandResult, Output
from amcli.shell.options import OUTPUT_OPTIONS, Group, argument, option

LOUD = option("loud", bool, False, "--loud", help="Louder.")
SPAN = Group(
    "span",
    (
        option("start", str, "", "--start", help="From.", metavar="DATE"),
        option("days", int | None, None, "--days", help="How long.", metavar="N", min=1),
    ),
    lambda part: (part["start"], part["days"]),
)


class Surroundings(SimpleNamespace):
    """What stands for the run: it remembers which files it was asked about."""

    def refuse_own(self, file: str) -> None:
        self.asked = file


def called(command: Command, *words: str) -> Any:
    """What the command returns for a line."""
    return command.main(list(words), prog_name="x", standalone_mode=False, obj=Surroundings())


def test_what_is_handed_fills_the_arguments_of_its_name() -> None:
    """A parameter comes by its name, a group as one value, and the command's own options stay."""

    def tell(
        ctx: typer.Context,
        names: list[str],
        span: tuple[str, int | None],
        loud: bool,
        tags: Annotated[list[str] | None, typer.Option("--tag")] = None,
    ) -> Any:
        return [*names, span, loud, tags]

    command = Command("tell", tell, (argument("names", list[str], help="Whom."), SPAN, LOUD), "Tell.")
    assert [each.name for each in command.params] == ["names", "tags", "start", "days", "loud"]
    assert called(command, "a", "b") == ["a", "b", ("", None), False, None]
    line = ("a", "--start", "today", "--days", "3", "--loud", "--tag", "x", "--tag", "y")
    assert called(command, *line) == ["a", ("today", 3), True, ["x", "y"]]


def test_a_result_goes_out_by_the_output_options() -> None:
    """It becomes an answer; an output file of amcli's own is asked about first; an exit code stays one."""
    asked = []

    def answer(ctx: typer.Context, number: Annotated[int, typer.Option("--number")] = 0) -> Any:
        asked.append(getattr(ctx.obj, "asked", ""))
        return number or "the result"

    command = Command("answer", answer, (OUTPUT_OPTIONS,), "Answer.")
    assert called(command, "-f", "csv") == CommandResult("the result", Output(format="csv"))  # type: ignore[arg-type]
    assert called(command, "-o", "x.json").output == Output(file="x.json")
    assert called(command, "--number", "3") == 3
    assert asked == ["", "x.json", ""]


def test_a_command_may_read_its_output_options() -> None:
    """A function that takes `output` is given it; what it answers itself is not wrapped again."""

    def answer(ctx: typer.Context, output: Output) -> Any:
        return CommandResult("the result", output._replace(format="ids"))  # type: ignore[arg-type]

    command = Command("answer", answer, (OUTPUT_OPTIONS,), "Answer.")
    assert called(command, "--columns", "a,b").output == Output(format="ids", columns=("a", "b"))
