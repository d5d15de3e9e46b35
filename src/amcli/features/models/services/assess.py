"""What an account comes to by a model, written down with its answers: a row that nothing changes later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.results import Change
from amcli.base.text import number_of
from amcli.features.models.nouns import ASSESSMENT
from amcli.features.models.reports.library import find_model
from amcli.features.models.reports.records_say import facts_of, people_of
from amcli.features.models.rules.answers import Answers, declarable, read_answers
from amcli.features.models.rules.facts import NO_FACTS
from amcli.features.models.rules.model import POINTS, ROLES, ModelSpec
from amcli.features.models.rules.score import Outcome, covered, outcome, remarks
from amcli.features.models.rules.spelled import spelled
from amcli.records.services.changes import RecordDraft, changed, draft_new, write_new
from amcli.records.services.field_values import Row
from amcli.settings.environment import Env
from amcli.store.reader import Reader
from amcli.store.session import UnitOfWork, prepared_operation


class _Draft(NamedTuple):
    """An assessment before it is written. account: its code; counts: people by role, where these are what it counts."""

    account: str
    model: ModelSpec
    found: Outcome
    counts: Mapping[str, int]
    record: RecordDraft


def assess(
    env: Env, account: str, model: str, words: Sequence[str], given: Mapping[str, str], *, dry_run: bool = False
) -> Change:
    """Write down what an account comes to by a model. words: ITEM=N, or a result that is declared; given: `day`, `by`
    and `note`, as they were typed.

    With items missing the answers are kept and nothing is scored. Raises BadValue for an answer that the model does not
    take, for no answer where one is needed, and for a day to come; NotFound, Ambiguous.
    """
    with prepared_operation(env, lambda work: _draft(work, account, model, words, given), dry_run=dry_run) as found:
        work, draft = found
        number = write_new(work, ASSESSMENT, draft.record)
        work.summary = f"assessed {draft.account} by {draft.model.code}: {_told(draft)}, {ASSESSMENT.letter}{number}"
        work.notes += _notes(draft)
        return changed(work, [f"{ASSESSMENT.letter}{number}"], dry_run=dry_run)


def _draft(work: UnitOfWork, account: str, text: str, words: Sequence[str], given: Mapping[str, str]) -> _Draft:
    model = find_model(work.connection, text).read()
    answers = read_answers(model, words)
    typed = {"account": account, "model": model.code, **given}
    record_id, code = work.find_owner("account", account)
    day, counts = _day(work, given.get("day", "")), dict[str, int]()
    if answers.declared:
        found, kept = Outcome(answers.declared), answers.kept
    elif model.kind == ROLES:
        counts, found = _counted(work, model, record_id, day)
        kept = tuple(f"{role}={count}" for role, count in counts.items())
    else:
        found = _scored(work, model, record_id, day, answers)
        kept = answers.kept or tuple(f"{name}={spelled(value)}" for name, value in found.figures) or ("sales=0",)
    fields: dict[str, Any] = {
        "answer": kept,
        "result": found.result.name if found.result else None,
        "scores": tuple(f"{name}={spelled(value)}" for name, value in found.figures),
        "near": "; ".join(each.told for each in found.distances),
    }
    typed |= {name: value for name, value in fields.items() if value}
    return _Draft(code, model, found, counts, draft_new(work, ASSESSMENT, typed))


def _day(work: UnitOfWork, text: str) -> date:
    today = work.env.today
    day = ASSESSMENT.field("day").type.days(ASSESSMENT.field("day"), text, today)[0] if text else today
    if day > today:
        raise BadValue(f"{day} is still to come: an assessment is of today, or of a day before")
    return day


def _counted(work: UnitOfWork, model: ModelSpec, account: int, day: date) -> tuple[dict[str, int], Outcome]:
    """What the contacts come to, of which no day is kept."""
    if day != work.env.today:
        raise BadValue(f"{model.code} is counted from the contacts as they are today: leave out --on")
    people = people_of(Reader(work.connection, work.env), [account]).get(account, [])
    return covered(model, [roles for _, roles in people])


def _scored(work: UnitOfWork, model: ModelSpec, account: int, day: date, answers: Answers) -> Outcome:
    facts = NO_FACTS
    if model.never_sold or model.kind == POINTS:
        facts = facts_of(Reader(work.connection, work.env), day, [account]).get(account, NO_FACTS)
    found = outcome(model, answers.items, facts)
    if found.result is None and not answers.items:
        some = " ".join(f"{item.code}=N" for item in model.items[:2])
        dots = " …" if len(model.items) > 2 else ""
        first, last = model.scale
        names = [each.name for each in declarable(model)]
        items = ", ".join(item.code for item in model.items)
        said = f"{items}; or declare {', '.join(names)}" if names else items
        raise BadValue(
            f"nothing was answered of {model.code}: type `amcli assess {_code_of(work, account)} {model.code} "
            f"{some}{dots}`, N from {first} to {last}; its items are {said}"
        )
    return found


def _code_of(work: UnitOfWork, account: int) -> str:
    return str(work.scalar("SELECT code FROM account WHERE id = ?", account))


def _told(draft: _Draft) -> str:
    """What it came to, with the figures."""
    found = draft.found
    if found.result is None:
        every = len(draft.model.items)
        return f"not scored, {len(found.missing)} of {number_of(every, 'item')} missing"
    figures = ", ".join(f"{name} {spelled(value)}" for name, value in found.figures)
    return f"{found.result.name}{f' ({figures})' if figures else ''}"


def note_same_day(work: UnitOfWork, row: Row) -> str:
    """What is to be said of an assessment of an account by a model that has one of that day already (Noun.twin): it may
    be typed twice, and where it says something else both stand, the later one before the other.
    """
    same = f"SELECT id, answers, result FROM {ASSESSMENT.name} WHERE (account_id, model, day) = (?, ?, ?) "
    key = (row["account_id"], row["model"], row["day"])
    there = work.connection.execute(f"{same}ORDER BY id DESC LIMIT 1", key).fetchone()
    if there is None:
        return ""
    number, *said = there
    called = f"{ASSESSMENT.letter}{number}"
    if said == [row["answers"], row.get("result")]:
        return f"{called} of the same day says the same: `amcli undo` takes this one back"
    return f"{called} of the same day stays as it is: of one day the last that was written counts"


def _notes(draft: _Draft) -> list[str]:
    """What is missing, what is near, whose the model is, and what it advises."""
    model, found = draft.model, draft.found
    notes = [f"missing: {', '.join(found.missing)}; what was answered is kept"] if found.missing else []
    notes += remarks(model, draft.counts, dict(found.figures))
    notes += [f"next cut-off: {each.told}" for each in found.distances if each.near]
    notes += [f"advice: {found.result.advice}"] if found.result and found.result.advice else []
    return [*notes, f"{model.code}: {model.basis}"]
