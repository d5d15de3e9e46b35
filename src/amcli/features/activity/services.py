"""The line after a call: what was said, and what comes next, in one operation."""

from __future__ import annotations

from amcli.base.errors import BadValue
from amcli.base.results import Change
from amcli.features.activity.nouns import INTERACTION
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.services.deadlines import close
from amcli.records.services.changes import changed, describe, insert
from amcli.records.services.field_values import TypedFields
from amcli.settings.environment import Env
from amcli.store.session import operation


def log(
    env: Env,
    given: TypedFields,
    *,
    follow_up: str = "",
    due: str = "",
    closes: tuple[str, ...] = (),
    dry_run: bool = False,
) -> Change:
    """Note an interaction; with `follow_up` make the deadline that comes of it, with `closes` close others.

    `given` are the fields of an interaction. BadValue when only one of follow_up and due is there.
    """
    if bool(follow_up) != bool(due):
        raise BadValue("a follow-up needs both --next TEXT and --due DATE")
    with operation(env, dry_run=dry_run) as work:
        number = insert(work, INTERACTION, given)
        said = [f"logged {describe(work, INTERACTION, number)}"]
        references = [f"I{number}"]
        if follow_up:
            fields = {"account": given["account"], "title": follow_up, "due": due, "kind": "follow-up"}
            deadline = insert(work, DEADLINE, fields)
            said.append(f"next {describe(work, DEADLINE, deadline)}")
            references.append(f"D{deadline}")
        for name in closes:
            closed, *opened = close(work, name, str(given.get("date", "today")))
            said.append(f"done {describe(work, DEADLINE, closed)}")
            said += [f"next {describe(work, DEADLINE, number)}" for number in opened]
        work.summary = ", ".join(said)
        return changed(work, references, dry_run=dry_run)
