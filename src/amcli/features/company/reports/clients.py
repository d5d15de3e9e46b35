"""Which accounts a word names among those of several managers."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.errors import Ambiguous
from amcli.base.text import quote
from amcli.features.accounts.nouns import ACCOUNT
from amcli.features.company.reports.fetched import CompanyReader


def accounts_named(reader: CompanyReader, text: str) -> Sequence[int]:
    """The ids of the accounts that a word names: with `maruti@anna` the one that Anna calls so; with a code, or a key
    of another system, all that are of the client who has it with any manager; else of the one that is found as in a
    portfolio. Raises NotFound, and Ambiguous where several clients are called so.
    """
    reader.filling.have([ACCOUNT.name])
    joined, word = reader.filling.joined, text.strip().lower()
    code, at, manager = word.rpartition("@")
    if at:
        ids = joined.own_names.get(code, ())
        if found := [each for each in ids if joined.numbering.manager(each).lower() == manager]:
            return found
    named = {_client_of(reader, each) for each in joined.own_names.get(word, ())}
    if len(named) > 1:
        whose = [f"{word}@{joined.numbering.manager(each)}" for each in joined.own_names[word]]
        raise Ambiguous(f"{quote(text)} is more than one client: type whose", whose)
    client = named.pop() if named else _client_of(reader, reader.find_owner(ACCOUNT.name, text).record_id)
    return [client, *(each for each, one in reader.one_of.items() if one == client)]


def codes_of(reader: CompanyReader, accounts: Sequence[int]) -> list[str]:
    """What accounts are called among all of them."""
    ids = ", ".join(map(str, accounts))
    return [code for (code,) in reader.rows(f"SELECT code FROM account WHERE id IN ({ids}) ORDER BY id")]


def _client_of(reader: CompanyReader, account: int) -> int:
    return reader.one_of.get(account) or account
