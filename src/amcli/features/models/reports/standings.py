"""How accounts stand by each model: the newest assessment, or what the records say by themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from amcli.base.text import unescape_phrase
from amcli.base.time.period import same_day_earlier
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.accounts.reports.account_tree import AccountNode, as_json
from amcli.features.models.reports.library import Entry, library
from amcli.features.models.reports.records_say import facts_of, people_of
from amcli.features.models.rules.answers import kept_answers
from amcli.features.models.rules.facts import NO_FACTS, Facts
from amcli.features.models.rules.model import DECLARED, POINTS, ROLES, ModelSpec
from amcli.features.models.rules.same_model import says_the_same
from amcli.features.models.rules.score import NEAR_WORD, covered, on_line, remarks
from amcli.features.models.rules.spelled import spelled
from amcli.store.reader import Reader

# How a result came about.
ASSESSED, SAID, NOT_SCORED, COUNTED, SUGGESTED, NEVER = (
    "assessed",
    "declared",
    "not scored",
    "counted",
    "suggested",
    "never assessed",
)
BY_REPLACED = "by the replaced model"


class Kept(NamedTuple):
    """An assessment as it was written down. by: a colleague's code."""

    id: int
    account: int
    model: str
    day: date
    result: str | None
    scores: tuple[str, ...]
    near: str | None
    answers: tuple[str, ...]
    by: str | None
    note: str | None

    @property
    def state(self) -> str:
        if self.result is None:
            return NOT_SCORED
        return SAID if DECLARED in kept_answers(self.answers) else ASSESSED


class Standing(NamedTuple):
    """An account by one model. kept: the newest assessment; before: the newest one before it that had a result.
    remarks: what is to be said beside the result. records: the point of a line that the records come to. replaced,
    before_replaced: whether the model has been replaced since, so that the answers of then come to something else.
    """

    code: str
    model: ModelSpec | None
    state: str
    result: str | None
    scores: tuple[str, ...] = ()
    near: str | None = None
    kept: Kept | None = None
    before: Kept | None = None
    remarks: tuple[str, ...] = ()
    records: int | None = None
    stale: bool = False
    replaced: bool = False
    before_replaced: bool = False

    @property
    def told_before(self) -> str | None:
        """The result before, and when; of a model that was replaced since, that it is no change of the account."""
        if self.before is None:
            return None
        how = f", {BY_REPLACED}" if self.before_replaced else ""
        return f"{self.before.result} ({self.before.day}{how})"


class Standings:
    """How some accounts, or all that are live, stand by all models, asked in a few queries however many there are."""

    def __init__(self, reader: Reader, accounts: Sequence[str] = ()) -> None:
        """accounts: codes, ids or names. Raises NotFound and Ambiguous."""
        self._reader, self.today = reader, reader.env.today
        chosen = accounts_of.find_accounts(reader, accounts) if accounts else None
        nodes = accounts_of.load(reader).values()
        self.accounts = [each for each in nodes if (each.id in chosen if chosen else not each.archived)]
        self._scope: Collection[int] | None = chosen
        self.entries = library(reader.connection)
        self.kept = _kept(reader, chosen)
        self._people, self._facts = people_of(reader, chosen), facts_of(reader, self.today, chosen)
        self._stale = same_day_earlier(self.today)

    @cached_property
    def codes(self) -> list[str]:
        """The models, and then those that are gone but of which something is kept."""
        known = [entry.code for entry in self.entries]
        lower = {code.lower() for code in known}
        gone = {model for by_model in self.kept.values() for model in by_model if model.lower() not in lower}
        return [*known, *sorted(gone)]

    def entry(self, code: str) -> Entry | None:
        """A model of the list; None for one that is gone."""
        return next((each for each in self.entries if each.code.lower() == code.lower()), None)

    def facts(self, account: AccountNode) -> Facts:
        """What the records say of an account."""
        return self._facts.get(account.id, NO_FACTS)

    def people(self, account: AccountNode) -> list[tuple[str, frozenset[str]]]:
        """The contacts of an account and their roles."""
        return self._people.get(account.id, [])

    def of(self, account: AccountNode) -> list[Standing]:
        """An account by each model, in their order."""
        return [self._one(account, code) for code in self.codes]

    def _one(self, account: AccountNode, code: str) -> Standing:
        entry = self.entry(code)
        model = entry.model if entry else None
        kept = self.kept.get(account.id, {}).get(code.lower(), [])
        if model and model.kind == ROLES:
            return self._counted(account, model)
        records = None
        if model and model.kind == POINTS:
            suggested = on_line(model, self.facts(account), {})
            records = int(suggested.figures[0][1])
        if kept:
            newest, *older = kept
            before = next((each for each in older if each.result is not None), None)
            return Standing(
                code, model, newest.state, newest.result, newest.scores, newest.near, newest, before,
                records=records, stale=newest.day < self._stale, replaced=_is_replaced(model, newest),
                before_replaced=_is_replaced(model, before),
            )  # fmt: skip
        if model and model.never_sold and not self.facts(account).sales:
            return Standing(code, model, COUNTED, model.never_sold.name)
        if model and records is not None:
            scores = tuple(f"{name}={spelled(value)}" for name, value in suggested.figures)
            result = suggested.result.name if suggested.result else None
            return Standing(code, model, SUGGESTED, result, scores, records=records)
        return Standing(code, model, NEVER, None)

    def _counted(self, account: AccountNode, model: ModelSpec) -> Standing:
        counts, found = covered(model, [roles for _, roles in self.people(account)])
        scores = tuple(f"{name}={spelled(value)}" for name, value in found.figures)
        told = tuple(remarks(model, counts, dict(found.figures)))
        return Standing(model.code, model, COUNTED, found.result.name if found.result else None, scores, remarks=told)


def _is_replaced(model: ModelSpec | None, kept: Kept | None) -> bool:
    """Whether the answers come to something else by the model as it is today."""
    if model is None or kept is None:
        return False
    return not says_the_same(model, kept.answers, kept.result, kept.scores, kept.near)


def _kept(reader: Reader, accounts: Collection[int] | None) -> dict[int, dict[str, list[Kept]]]:
    """All assessments by account and model (in small letters), the newest first."""
    found: dict[int, dict[str, list[Kept]]] = {}
    for one in kept_of(reader, accounts):
        found.setdefault(one.account, {}).setdefault(one.model.lower(), []).append(one)
    return found


def kept_of(reader: Reader, accounts: Collection[int] | None) -> Iterator[Kept]:
    """Assessments, the newest first. accounts: of these row ids; None: of all."""
    scope = "1" if accounts is None else "s.account_id IN (SELECT value FROM json_each(:accounts))"
    sql = f"""SELECT s.id, s.account_id, s.model, s.day, s.result, s.scores, s.near, s.answers, k.code, s.note
        FROM assessment s LEFT JOIN colleague k ON k.id = s.colleague_id WHERE {scope} ORDER BY s.day DESC, s.id DESC"""
    for id_, account, model, day, result, scores, near, answers, by, note in reader.rows(
        sql, {} if accounts is None else {"accounts": as_json(accounts)}
    ):
        yield Kept(
            id_, account, model, date.fromisoformat(day), result, phrases(scores), near, phrases(answers), by, note
        )


def phrases(text: str | None) -> tuple[str, ...]:
    """The texts of a set as a column has them."""
    return tuple(map(unescape_phrase, text.split(";"))) if text else ()


def is_near(near: str | None) -> bool:
    """Whether one of the distances that an assessment keeps is near."""
    return NEAR_WORD in (near or "")
