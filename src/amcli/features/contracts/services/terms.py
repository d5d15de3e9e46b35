"""The terms of contracts that are written down: the first one, and each renewal."""

from __future__ import annotations

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

    A change of what a contract is now is one of its last term; a renewal has written its term before.
    """
    for record_id, before, after in list(work.net_changes("contract")):
        terms = terms_of(work, record_id)
        if not terms:
            work.insert("term", {"contract_id": record_id, "start": after["start"]} | _of(after))
        elif before is not None:
            work.update("term", terms[0]["id"], {"start": after["start"]})
            work.update("term", terms[-1]["id"], _of(after))
    for first, last in [(first, last) for table, first, last in work.ranges if table == "contract"]:
        before_them = last_id(work.connection, "term")
        work.connection.execute(_OF_RANGE, (first, last))
        if (made := last_id(work.connection, "term")) > before_them:
            work.ranges.append(("term", before_them + 1, made))


def terms_of(work: UnitOfWork, record_id: int) -> list[Row]:
    """The terms of a contract that are written down, in the order of their days."""
    ids = work.connection.execute("SELECT id FROM term WHERE contract_id = ? ORDER BY start, id", (record_id,))
    return [work.row("term", term_id) for (term_id,) in ids.fetchall()]


def _of(contract: Row) -> Row:
    return {column: contract[column] for column in OF_CONTRACT}
