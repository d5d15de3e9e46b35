"""What the rows of a report of contracts can be, and which contracts a word opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from amcli.base.errors import BadValue, NotFound
from amcli.base.text import nearest, quote
from amcli.features.contracts.nouns import KINDS, RENEWALS
from amcli.features.contracts.rules.standing import Standing
from amcli.features.contracts.rules.terms import STATES
from amcli.store.reader import Reader

CONTRACT, ACCOUNT, KIND, RENEWS, OWNER, STATE = BY = ("contract", "account", "kind", "renews", "owner", "state")
_COLLEAGUE, _ME = "colleague", "me"
NOBODY = "nobody named"


class RowKey(NamedTuple):
    """A key for programs, and its name for people."""

    key: str | None
    name: str


def check_key(text: str) -> str:
    """What the rows are by, as it was typed. Raises BadValue."""
    by = text.strip().lower()
    if by not in BY:
        raise BadValue(f"cannot report by {quote(text)}: use one of {', '.join(BY)}", nearest(by, BY))
    return by


def keys_by(reader: Reader, by: str) -> Callable[[Standing], RowKey]:
    """What tells the row of a contract, by one of BY but the contract itself."""
    match by:
        case "account":
            return lambda each: RowKey(each.contract.account, each.contract.account_name)
        case "kind":
            return lambda each: RowKey(each.contract.kind, each.contract.kind)
        case "renews":
            return lambda each: RowKey(each.contract.renews, each.contract.renews)
        case "state":
            return lambda each: RowKey(each.state, each.state)
    names = dict(reader.rows("SELECT code, name FROM colleague").fetchall())
    keeper = reader.keeper(_COLLEAGUE)
    mine = reader.rows("SELECT code FROM colleague WHERE id = ?", (keeper,)).fetchone()

    def owner(each: Standing) -> RowKey:
        code = each.contract.owner or (mine[0] if mine else None)
        return RowKey(code, names[code] if code else NOBODY)

    return owner


def place_in(by: str) -> Callable[[RowKey], tuple[int, str]]:
    """What the keys are sorted by: words in their own order, others by their names; nobody last."""
    words = {KIND: KINDS, RENEWS: RENEWALS, STATE: STATES}.get(by, ())
    known = {word: place for place, word in enumerate(words)}
    return lambda key: (known.get(key.key or "", len(known) + (key.key is None)), key.name.casefold())


def chosen(reader: Reader, by: str, text: str) -> Callable[[Standing], bool]:
    """Whether a contract is behind the row that a word names: of the report by contract a state, or an account.

    Raises NotFound for what no row can be, and Ambiguous.
    """
    word = " ".join(text.strip().split())
    state = word.lower().replace("-", " ")
    if by in (STATE, CONTRACT) and state in STATES:
        return lambda each: each.state == state
    if by in (ACCOUNT, CONTRACT):
        try:
            account = reader.find_owner(ACCOUNT, word).record_id
        except NotFound as error:
            if by == ACCOUNT:
                raise
            states = ", ".join(each.replace(" ", "-") for each in STATES)
            raise NotFound(f"{error.message}, contract or state; states are {states}", error.candidates) from None
        return lambda each: each.contract.account_id == account
    key_of = keys_by(reader, by)
    if by == OWNER:
        code = None if word == "-" else reader.find(_COLLEAGUE, word).reference
        return lambda each: key_of(each).key == code
    known = {KIND: KINDS, RENEWS: RENEWALS, STATE: STATES}[by]
    if word.lower() not in known:
        raise NotFound(f"{quote(text)} is no row by {by}: use one of {', '.join(known)}", nearest(word, known))
    return lambda each: key_of(each).key == word.lower()
