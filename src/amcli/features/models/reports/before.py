"""What `assess` asks about: the model, and what the account was answered with the last time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from amcli.features.models.nouns import ASSESSMENT
from amcli.features.models.reports.library import find_model
from amcli.features.models.reports.records_say import facts_of
from amcli.features.models.rules.answers import kept_answers
from amcli.features.models.rules.facts import NO_FACTS
from amcli.features.models.rules.model import ModelSpec
from amcli.store.reader import Reader


class Before(NamedTuple):
    """A model and an account by its code; its answers of a day, where there are any. needs_none: an account without a
    sale is told by the model without answers.
    """

    model: ModelSpec
    account: str
    answers: Mapping[str, int]
    day: str
    needs_none: bool


def asked_before(reader: Reader, account: str, model: str) -> Before:
    """Raises NotFound, Ambiguous, and BadValue for an own model that cannot be read."""
    found = find_model(reader.connection, model).read()
    record_id, code = reader.find_owner("account", account)
    sql = f"""SELECT day, answers FROM {ASSESSMENT.name} WHERE account_id = ? AND model = ?
        ORDER BY day DESC, id DESC LIMIT 1"""
    day, kept = reader.rows(sql, (record_id, found.code)).fetchone() or ("", "")
    first, last = found.scale
    codes = {item.code for item in found.items}
    answers = {
        key: int(value)
        for key, value in kept_answers(kept.split(";")).items()
        if key in codes and value.isdigit() and first <= int(value) <= last
    }
    never = found.never_sold is not None
    facts = facts_of(reader, reader.env.today, [record_id]).get(record_id, NO_FACTS) if never else NO_FACTS
    return Before(found, code, answers, day, never and not facts.sales)
