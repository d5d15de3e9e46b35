"""What is a colleague's of what is due: his own, and for whoever keeps the file also what is nobody's."""

from __future__ import annotations

from amcli.base.field_type import Term
from amcli.features.deadlines.nouns import DEADLINE
from amcli.records.reports.filter_context import FileFilterContext
from amcli.store.reader import Reader

_WHO = "for"


def condition_for(reader: Reader, colleague: str) -> Term:
    """The condition on the view of deadlines, as SQL and its parameters. Raises NotFound, Ambiguous."""
    field = DEADLINE.field(_WHO)
    return field.type.where(field, colleague, FileFilterContext(reader))


def codes_for(reader: Reader, colleague: str) -> frozenset[str | None]:
    """What stands for a colleague where it is said who does something: the code; None, for nobody, too where that is
    whoever keeps the file. Raises as `condition_for`.
    """
    _, (colleague_id,) = condition_for(reader, colleague)
    code = reader.rows("SELECT code FROM colleague WHERE id = ?", (colleague_id,)).fetchone()[0]
    return frozenset((code, None)) if reader.keeper("colleague") == colleague_id else frozenset((code,))
