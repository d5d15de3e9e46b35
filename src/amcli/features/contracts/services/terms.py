"""The terms of contracts that are written down: the first one, and each renewal."""

from __future__ import annotations

from amcli.base.errors import Refused
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork
from amcli.store.staging import last_id

# What a term has of its contract as it stands.
OF_CONTRACT = ("end", "value_minor", "currency", "per")
_COLUMNS = ", ".join(f'"{column}"' for column in OF_CONTRACT)
_OF_RANGE = f"""INSERT INTO term (contract_id, start, {_COLUMNS}) SELECT id, start, {_COLUMNS} FROM contract c
    WHERE id BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM term t WHERE t.contract_id = c.id) ORDER BY id"""


def keep_terms(work: UnitOfWork) -> None:
    """Write the first term of each new contract (Noun.dated).

    A change of what a contract is now is one of its last term; a renewal has written its term before. Raises Refused
    where a change would put terms out of their order.
    """
    for record_id, before, after in list(work.net_changes("contract")):
        terms = terms_of(work, record_id)
        if not terms:
            work.insert("term", {"contract_id": record_id, "start": after["start"]} | of_contract(after))
        elif before is not None:
            refuse_disorder(terms, after)
            first, last = terms[0]["id"], terms[-1]["id"]
            changes = {first: {"start": after["start"]}}
            changes[last] = {**changes.get(last, {}), **of_contract(after)}  # one may be both
            for term_id, change in changes.items():
                work.update("term", term_id, change)
    for low, high in [(low, high) for table, low, high in work.ranges if table == "contract"]:
        before_them = last_id(work.connection, "term")
        work.connection.execute(_OF_RANGE, (low, high))
        if (made := last_id(work.connection, "term")) > before_them:
            work.ranges.append(("term", before_them + 1, made))


def terms_of(work: UnitOfWork, record_id: int) -> list[Row]:
    """The terms of a contract that are written down, in the order of their days."""
    ids = work.connection.execute("SELECT id FROM term WHERE contract_id = ? ORDER BY start, id", (record_id,))
    return [work.row("term", term_id) for (term_id,) in ids.fetchall()]


def refuse_disorder(terms: list[Row], contract: Row) -> None:
    """Raises Refused where the first day of a contract would be after its first term, or its last day before its last
    one. terms: those that are written down, in their order.
    """
    if len(terms) < 2:  # whose days are the contract's own
        return
    first, last = terms[0], terms[-1]
    if contract["start"] > first["end"]:
        raise Refused(
            f"CT{first['contract_id']} was renewed: its first term ends on {first['end']}, and starts on that day or "
            "an earlier one"
        )
    if contract["end"] < last["start"]:
        raise Refused(
            f"CT{last['contract_id']} was renewed: its last term starts on {last['start']}, and ends on that day or a "
            "later one; `amcli history` names the renewal to undo"
        )


def of_contract(contract: Row) -> Row:
    """What a term has of its contract."""
    return {column: contract[column] for column in OF_CONTRACT}
