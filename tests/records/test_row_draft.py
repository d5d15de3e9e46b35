"""A row of a file on its way to a record: what its noun makes of it."""

from decimal import Decimal
from typing import Any

import pytest

from amcli.base.fields import Noun
from amcli.base.money import FileAmount
from amcli.base.registry import NOUNS, follower
from amcli.records.services.row_draft import CellError, CellSource, RowDraft, SkipRow


def draft_of(noun: Noun, cells: dict[str, str], columns: dict[str, Any]) -> RowDraft:
    """A row whose cells have been read; the columns of the file are called as the fields, in capitals."""
    places = {field: place for place, field in enumerate(cells)}
    sources = {
        field: CellSource(field.upper(), lambda texts, place=place: texts[place])  # type: ignore[misc]
        for field, place in places.items()
    }
    return RowDraft(noun, sources, list(cells.values()), columns)


def finish(draft: RowDraft, name: str) -> None:
    finish_row = follower(NOUNS[name], "finish_row")
    assert finish_row is not None
    finish_row(draft)


def sale(kind: str, *, negative: tuple[str, ...] = (), **amounts: str) -> RowDraft:
    """A sale with a quantity; amounts with a minus are below zero, and so are the fields in `negative`."""
    draft = draft_of(NOUNS["sale"], {**amounts, "quantity": "-2"}, {"kind": kind})
    for field, text in amounts.items():
        draft.amounts[field] = FileAmount(Decimal(text.removeprefix("-")), None, text.startswith("-"))
    draft.negative += negative
    draft.below_zero = bool(negative) or any(amount.negative for amount in draft.amounts.values())
    return draft


@pytest.mark.parametrize("kind", ["sale", "credit"])
def test_a_negative_sale_is_a_credit(kind: str) -> None:
    """With its cost and its quantity, which are negative too."""
    draft = sale(kind, amount="-5", cost="-3", negative=("quantity",))
    finish(draft, "sale")
    assert draft.columns["kind"] == "credit"
    draft = sale(kind, amount="5", cost="3")
    finish(draft, "sale")
    assert draft.columns["kind"] == kind


@pytest.mark.parametrize(
    ("draft", "title", "reason"),
    [
        (sale("sale", amount="-5", cost="3"), "COST", "is not negative, and the amount of the row is"),
        (sale("sale", amount="5", cost="-3"), "COST", "is negative: the cost of a sale is zero or more"),
        (sale("purchase", amount="-5"), "AMOUNT", "is negative: the amount of a purchase is zero or more"),
        (sale("sale", amount="5", negative=("quantity",)), "QUANTITY", "is negative: the quantity of a sale is zero"),
    ],
)
def test_what_is_less_than_nothing_beside_what_is_not(draft: RowDraft, title: str, reason: str) -> None:
    """The cell that contradicts the others is named."""
    with pytest.raises(CellError, match=reason) as error:
        finish(draft, "sale")
    assert error.value.title == title


def test_a_status_and_the_day_of_a_deadline() -> None:
    """Done without a day is done when it was due; cancelled is left out; open with a day is a contradiction."""

    def deadline(status: str, done: str | None) -> RowDraft:
        draft = draft_of(NOUNS["deadline"], {"status": status}, {"due": "2026-12-01T15:30", "done": done})
        draft.status, draft.status_field = status, "status"
        return draft

    draft = deadline("done", None)
    finish(draft, "deadline")
    assert draft.columns["done"] == "2026-12-01"
    assert draft.remarks == [("closed", "deadline", 1)]
    with pytest.raises(SkipRow, match="STATUS 'cancelled': it was cancelled"):
        finish(deadline("cancelled", None), "deadline")
    with pytest.raises(CellError, match="says that it is not done"):
        finish(deadline("open", "2026-12-01"), "deadline")
