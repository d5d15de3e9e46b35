"""What the tests of opportunities ask of one."""

from typing import Any

from conftest import Cli


def record(cli: Cli, reference: str) -> dict[str, Any]:
    """A record's own fields, and its sections."""
    found: Any = cli.json("opportunity", "show", reference)
    return dict(found)


def steps(cli: Cli, reference: str) -> list[tuple[Any, ...]]:
    """Day, stage, since, probability, amount, close and slips of each step, from the first on."""
    keys = ("day", "stage", "since", "probability", "amount", "close", "slips")
    return [tuple(step[key] for key in keys) for step in record(cli, reference)["steps"]]


def refused(cli: Cli, code: int, said: str, *words: str) -> None:
    """The command line ends so, says it, and changes nothing."""
    before = cli.dump(journal=True)
    done = cli(*words)
    assert (done.code, said in done.err) == (code, True), done
    assert cli.dump(journal=True) == before
