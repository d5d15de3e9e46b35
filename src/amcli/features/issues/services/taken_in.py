"""The tickets of a file as a whole: what new ones lack, and how those that are here moved.

What is here knows more than a help desk does: a ticket that is `open` there says nothing of whether it is acknowledged
or investigated here, so that no import takes a stage back but from an answer.
"""

from __future__ import annotations

from amcli.base.text import number_of
from amcli.features.issues.nouns import ACKNOWLEDGED, ANSWERED, CLOSED, INVESTIGATING, RECEIVED
from amcli.features.issues.services import ticket_rows as said
from amcli.records.services.taken_in import TakenIn, counted_remarks
from amcli.store.session import UnitOfWork

# What an import does not change (store.bulk_update.LeftAlone).
LEFT_ALONE_BY_IMPORTS = (
    (
        "d.\"column\" = 'account_id'",
        "{id} is of another account here: `amcli issue edit {id} --account {told}` takes it there, with all that is "
        "about it",
        "coalesce((SELECT code FROM account WHERE id = s.account_id), 'CODE')",
    ),
    (
        f"d.\"column\" = 'stage' AND t.closed IS NOT NULL AND s.stage <> '{CLOSED}'",
        "closed here and open in the file: `amcli issue reopen {ids}` opens them",
        "NULL",
        True,
    ),
    (
        "d.\"column\" = 'closed' AND t.closed IS NOT NULL AND s.closed IS NOT NULL",
        "closed here at another moment than in the file, and may have been open again: `amcli issue reopen {ids} --on "
        "DATE` says that, `amcli issue edit {ids} --closed MOMENT` corrects the end",
        "NULL",
        True,
    ),
)
_HERE = "(SELECT stage FROM issue i WHERE i.id = staged.id)"
_SAYS = "instr(coalesce(blank, ''), ';stage;') = 0"  # the file says where it stands
_OPEN_THERE = f"(stage IS NULL OR stage IN ('{RECEIVED}', '{ACKNOWLEDGED}', '{INVESTIGATING}'))"
_ENDED_HERE = f"{_HERE} IN ('{ANSWERED}', '{CLOSED}')"
# Of those that are here: the stage that the file takes it to, else the one that it has here (NULL).
_MOVES = f"""UPDATE staged SET stage = CASE
    WHEN {_OPEN_THERE} AND {_ENDED_HERE} AND {_SAYS} THEN '{INVESTIGATING}'
    WHEN {_OPEN_THERE} AND {_ENDED_HERE} THEN NULL
    WHEN stage = '{INVESTIGATING}' AND {_HERE} IN ('{RECEIVED}', '{ACKNOWLEDGED}') THEN stage
    WHEN {_OPEN_THERE} AND acknowledged IS NOT NULL AND {_HERE} = '{RECEIVED}' THEN '{ACKNOWLEDGED}'
    WHEN {_OPEN_THERE} THEN NULL
    WHEN stage = '{ANSWERED}' AND {_HERE} = '{CLOSED}' THEN NULL
    ELSE stage END WHERE id > 0"""
_SAID = {
    said.OPEN_AGAIN: "{} open, with a moment at which it had been solved or closed: that was left out",
    said.SOLVED: "{} solved, and no column says when: answered, not closed",
    said.UNKNOWN_PERSON: "{} raised by someone who is no contact of the account: left empty; --create-missing makes "
    "them, where the file has names",
    said.OF_NO_CAUSE: "{} of a type that is none of our causes: other; --word cause:THEIRS=OURS says it",
}


class _TakenIn(TakenIn):
    """What issues do with the rows of a file; the phases are kept by the moments (Noun.dated)."""

    with_stage = ("waiting", "closed", "acknowledged")
    cleared = ("waiting",)

    def settle(self, work: UnitOfWork) -> list[str]:
        """Stage, cause and the moment of opening of what is new; how the others moved."""
        execute, new = work.connection.execute, "UPDATE staged SET {} WHERE id IS NULL AND {}"
        counts = counted_remarks(work, said.TICKET)
        notes = [text.format(_some(counts[what])) for what, text in _SAID.items() if what in counts]
        execute(new.format("cause = 'other'", "cause IS NULL"))
        execute(new.format("waiting = NULL", f"(waiting = '' OR stage = '{CLOSED}')"))
        heard = f"CASE WHEN acknowledged IS NULL THEN '{RECEIVED}' ELSE '{ACKNOWLEDGED}' END"
        execute(new.format(f"stage = {heard}", f"(stage IS NULL OR stage = '{RECEIVED}')"))
        for known, moment, when in (
            ("acknowledged IS NOT NULL", "acknowledged", "when they were acknowledged"),
            ("closed IS NOT NULL", "closed", "when they were closed"),
            ("1", f"'{work.env.today.isoformat()}'", "today"),
        ):
            if count := execute(new.format(f"opened = {moment}", f"opened IS NULL AND {known}")).rowcount:
                notes.append(f"{_some(count)} without a moment of opening: opened {when}")
        execute(_MOVES)
        after = "SELECT count(*) FROM staged WHERE id IS NULL AND substr(opened, 1, 10) > ?"
        if future := work.scalar(after, work.env.today.isoformat()):
            notes.append(f"{_some(future)} opened after today, as the file says")
        silent = f"id IS NULL AND acknowledged IS NULL AND stage <> '{RECEIVED}'"
        if count := work.scalar(f"SELECT count(*) FROM staged WHERE {silent}"):
            notes.append(f"{_some(count)} without a first reply: when the client heard of it is not known")
        return notes


TAKEN_IN = _TakenIn()


def _some(count: int) -> str:
    return number_of(count, "issue")
