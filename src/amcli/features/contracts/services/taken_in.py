"""The contracts of a file as a whole: what is to be said of them, and what an import leaves alone."""

from __future__ import annotations

from amcli.base.text import number_of
from amcli.features.contracts.nouns import NO, TACIT
from amcli.features.contracts.services.register_rows import OF_NO_KIND, REGISTER, UNSAID
from amcli.records.services.taken_in import Follows, TakenIn, counted_remarks
from amcli.store.session import UnitOfWork

_SHOWN = 10  # contracts that are named one by one
_RENEWED = "(SELECT count(*) FROM term WHERE contract_id = t.id) > 1"
# What an import does not change (store.bulk_update.LeftAlone).
LEFT_ALONE_BY_IMPORTS = (
    (
        "d.\"column\" = 'account_id'",
        "{id} is of another account here: `amcli contract edit {id} --account {told}` takes it there, with all that is "
        "about it",
        "coalesce((SELECT code FROM account WHERE id = s.account_id), 'CODE')",
    ),
    (
        f'(d."column" = \'start\' OR (d."column" = \'end\' AND s."end" < t."end")) AND {_RENEWED}',
        "renewed here, and as they were before that in the file: `amcli contract edit` corrects what is wrong ({ids})",
        "NULL",
        True,
    ),
)
_MOVED = """SELECT 'CT' || d.id, t."end", s."end" FROM difference d JOIN contract t ON t.id = d.id
    JOIN staged s ON s.line = d.line WHERE d."column" = 'end' ORDER BY d.line"""


class _TakenIn(TakenIn):
    """What contracts do with the rows of a file; the terms are kept by the day (Noun.dated)."""

    def settle(self, work: UnitOfWork) -> list[str]:
        """Say what the file does not, of what is new."""
        execute, today = work.connection.execute, work.env.today.isoformat()
        execute("UPDATE staged SET kind = 'other' WHERE id IS NULL AND kind IS NULL")
        counts = counted_remarks(work, REGISTER)
        notes = []
        if unsaid := counts.get(UNSAID):
            notes.append(f"{_some(unsaid)} without a word on renewal: express, so that none renews by itself")
        if of_no_kind := counts.get(OF_NO_KIND):
            notes.append(f"{_some(of_no_kind)} of a kind that is none of ours: other; --word kind:THEIRS=OURS says it")
        sql = f"""SELECT count(*) FILTER (WHERE renews <> '{TACIT}'), count(*) FILTER (WHERE renews = '{TACIT}')
            FROM (SELECT * FROM staged WHERE id IS NULL AND "end" < ?)"""
        ended, rolled = execute(sql, (today,)).fetchone()
        if ended:
            notes.append(f"{_some(ended)} ended before today, as the file says")
        if rolled:
            notes.append(f"{_some(rolled)} tacit, with an end before today: in a later term now")
        sql = f"SELECT count(*) FROM staged WHERE id IS NULL AND notice IS NULL AND renews <> '{NO}'"
        if silent := work.scalar(sql):
            notes.append(f"{_some(silent)} without a notice: no day for it is computed")
        return notes

    def foresee(self, work: UnitOfWork, *, updates: bool, sells: bool, answer: str) -> Follows:
        """Say which terms get another end."""
        del sells, answer
        moved = work.connection.execute(_MOVED).fetchall() if updates else []
        notes = [
            f"{one} ends on {new} instead of {old}: its last term is {'longer' if new > old else 'shorter'}"
            for one, old, new in moved[:_SHOWN]
        ]
        more = len(moved) - _SHOWN
        return Follows(notes=(*notes, *([f"and so do {more:,} more"] if more > 0 else ())))


TAKEN_IN = _TakenIn()


def _some(count: int) -> str:
    return number_of(count, "contract")
