"""The line after a call: what was said, and what comes next, in one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.fields import Noun
from amcli.base.registry import NOUNS
from amcli.base.results import Change
from amcli.features.activity.nouns import INTERACTION
from amcli.records.services.changes import RecordDraft, changed, draft_new, write_new
from amcli.records.services.checks import about_stays
from amcli.records.services.descriptions import describe
from amcli.records.services.field_values import TypedFields
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork, prepared_operation
from amcli.store.stand_in import with_owner

if TYPE_CHECKING:
    from amcli.base.mail.message import Mail
    from amcli.features.deadlines.services.deadlines import Closing


LEFT_ALONE_BY_IMPORTS = about_stays("interaction")
HANDED_ON = ("about", "for", "owed_by")  # what a follow-up has of the line that it comes of


class _Prepared(NamedTuple):
    interaction: RecordDraft
    coming: RecordDraft | None
    closings: list[Closing]


def log(
    env: Env,
    given: TypedFields,
    *,
    follow_up: str = "",
    due: str = "",
    closes: tuple[str, ...] = (),
    evidence: str = "",
    mail: Mail | None = None,
    dry_run: bool = False,
) -> Change:
    """Note an interaction; with `follow_up` make the deadline that comes of it, with `closes` close others.

    `given` are the fields of an interaction; a follow-up is about the same, for the same colleague, owed by the same
    side. evidence: what proves that the others are done. mail: says what was not given. BadValue when only one of
    follow_up and due is there, and for evidence of nothing; NotFound for a deadline of another account, saying whose
    it is; Refused for a mail that was noted already.
    """
    if evidence and not closes:
        raise BadValue("evidence is of a deadline that is done: say which with --done D3")

    def prepare(work: UnitOfWork) -> _Prepared:
        fields = with_owner(work.connection, INTERACTION, given, env.today)
        columns: dict[str, object] = {}
        if mail:
            from amcli.features.activity.services.one_mail import with_mail

            fields, columns = with_mail(work, fields, mail)
        date = str(fields.get("date", "today"))
        coming = _coming(work, fields, follow_up, due)
        interaction = draft_new(work, INTERACTION, fields)
        interaction.row.update(columns)
        _note_who_left(work, interaction)
        return _Prepared(interaction, coming, _closings(work, closes, date, interaction.row["account_id"], evidence))

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, (interaction, coming, closings)):
        interaction_id = write_new(work, INTERACTION, interaction)
        said = [f"logged {describe(work, INTERACTION, interaction_id)}"]
        references = [f"I{interaction_id}"]
        if coming:
            deadline_id = write_new(work, _deadline(), coming)
            said.append(f"next {describe(work, _deadline(), deadline_id)}")
            references.append(f"D{deadline_id}")
        for closing in closings:
            from amcli.features.deadlines.services.deadlines import close
            from amcli.features.deadlines.services.endings import note_missed

            closed, *opened = close(work, closing)
            note_missed(work, opened, "done")
            said.append(f"done {describe(work, _deadline(), closed)}")
            said += [f"next {describe(work, _deadline(), deadline_id)}" for deadline_id in opened]
        work.summary = ", ".join(said)
        return changed(work, references, dry_run=dry_run)


def _coming(work: UnitOfWork, given: TypedFields, follow_up: str, due: str) -> RecordDraft | None:
    """The deadline that comes of a line, where one does."""
    if not (follow_up or due):
        return None
    from amcli.features.deadlines.services.follow_up import draft_follow_up

    fields = {name: given[name] for name in ("account", *HANDED_ON) if name in given}
    return draft_follow_up(work, fields, follow_up, due)


def _note_who_left(work: UnitOfWork, interaction: RecordDraft) -> None:
    """Say who of those that took part had left the client by then: it may be the wrong person, or the wrong day."""
    sql = 'SELECT id, name, "left" FROM contact WHERE id = ? AND "left" <= ?'
    for field, people in interaction.links:
        if field.name == "with":
            for person in people:
                for record_id, name, left in work.connection.execute(sql, (person, interaction.row["date"])):
                    work.notes.append(f"{name} (C{record_id}) left on {left}")


def _deadline() -> Noun:
    """Loaded where a line closes a deadline or makes one: most do neither."""
    return NOUNS["deadline"]


def _closings(work: UnitOfWork, closes: tuple[str, ...], date: str, account: int, evidence: str) -> list[Closing]:
    """What a line closes: only deadlines of its own account, so that a mistyped id closes nobody else's."""
    if not closes:
        return []
    from amcli.features.deadlines.services.deadlines import prepare_closing

    return [prepare_closing(work, name, date, account=account, evidence=evidence) for name in closes]
