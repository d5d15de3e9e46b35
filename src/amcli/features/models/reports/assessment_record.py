"""One assessment opened: its answers in the words of the model, where that is still there and says the same of them."""

from __future__ import annotations

from amcli.base.errors import BadValue, NotFound
from amcli.base.results import Listing, Record
from amcli.features.models.nouns import ASSESSMENT
from amcli.features.models.reports.answer_rows import ANSWER_COLUMNS, UNWEIGHTED_COLUMNS, answer_rows
from amcli.features.models.reports.library import find_model
from amcli.features.models.rules.model import ModelSpec
from amcli.features.models.rules.same_model import says_the_same
from amcli.records.reports.show import record
from amcli.store.reader import Reader


def assessment_record(reader: Reader, text: str) -> Record:
    """The assessment that a text names. Raises NotFound and Ambiguous."""
    found = record(reader, ASSESSMENT, text)
    cells = dict(zip((column.key for column in found.columns), found.row, strict=True))
    model = _model(reader, cells["model"])
    answers, result, scores, near = (cells[key] for key in ("answers", "result", "scores", "near"))
    same = model is not None and says_the_same(model, answers, result, scores or (), near)
    rows = answer_rows(model if same else None, answers)
    columns = tuple(column._replace(rank=0) for column in (ANSWER_COLUMNS if same else UNWEIGHTED_COLUMNS))
    return found._replace(sections=(Listing("items", columns, rows, "key", title="answers"),))


def _model(reader: Reader, code: str) -> ModelSpec | None:
    """The model of exactly this code; None where it is gone, or cannot be read."""
    try:
        entry = find_model(reader.connection, code)
        return entry.read() if entry.code.lower() == code.lower() else None
    except (NotFound, BadValue):
        return None
