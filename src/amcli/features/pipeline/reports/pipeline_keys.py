"""What the rows of a pipeline report can be, what they are called, and the order in which they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.stages import ENDS, IDEA, Stage
from amcli.base.text import nearest, quote
from amcli.features.pipeline.nouns import FORECASTS, KINDS, OPPORTUNITY
from amcli.store.lookup import id_number
from amcli.store.reader import Reader

STAGE, ACCOUNT, KIND, PRODUCT, MONTH, FORECAST, OWNER = BY = (
    "stage", "account", "kind", "product", "month", "forecast", "owner",
)  # fmt: skip
NONE = "-"  # what is typed for the row of those that have none
COLLEAGUE = "colleague"
# What a state `s` is told apart by.
_COLUMNS = {
    STAGE: "s.stage",
    ACCOUNT: "s.account_id",
    KIND: "s.kind",
    PRODUCT: "s.product_id",
    MONTH: "substr(s.close, 1, 7)",
    FORECAST: "s.forecast",
    OWNER: "coalesce(s.colleague_id, :me)",
}
RECORDS = {ACCOUNT: ACCOUNT, PRODUCT: PRODUCT, OWNER: COLLEAGUE}  # the noun whose records the rows are
_MONTH = pattern("[0-9]{4}-[0-9]{2}")
_NOTHING = {PRODUCT: "(no product)", MONTH: "no close day", OWNER: "nobody named"}


def is_id(text: str) -> bool:
    """Whether a text is the id of an opportunity, and no key of a row."""
    return id_number(OPPORTUNITY.letter, text.strip()) is not None


class Label(NamedTuple):
    """A row's key for programs, and its name for people."""

    key: str | None
    name: str | None


class RowKeys:
    """The keys of a report: how a query makes them, and what each is to people."""

    def __init__(self, reader: Reader, by: str) -> None:
        """Raises BadValue for a word that is no key."""
        self.by = by.strip().lower()
        if self.by not in BY:
            raise BadValue(f"cannot report by {quote(by)}: use one of {', '.join(BY)}", nearest(self.by, BY))
        self._reader = reader
        self.column = _COLUMNS[self.by]
        self.noun = RECORDS.get(self.by, "")
        self.parameters = {"me": reader.keeper(COLLEAGUE) if self.by == OWNER else None}
        self.stages = reader.env.config.stages

    @property
    def none(self) -> str:
        """The name of the row of those that have no product, no close day, nobody."""
        return _NOTHING.get(self.by, NONE)

    @property
    def in_order(self) -> bool:
        """Whether the rows have an order of their own; else the largest stands first."""
        return not self.noun

    def labels(self, values: Sequence[Any]) -> dict[Any, Label]:
        """What each value of a key is called."""
        named: Mapping[Any, tuple[str, str]] = {}
        if self.noun:
            found = self._reader.rows(f"SELECT id, code, name FROM {self.noun}")
            named = {number: (code, name) for number, code, name in found}
        none = Label(None, self.none)
        return {value: none if value is None else Label(*named.get(value, (value, value))) for value in values}

    def value_of(self, text: str) -> Any:
        """The value of a key that somebody typed: a record by whatever it is called. Raises NotFound, Ambiguous, and
        BadValue for what no row can be.
        """
        word = text.strip()
        if word == NONE and self.by in _NOTHING:
            return None
        if self.noun:
            return self._reader.find(self.noun, word).record_id
        word = word.lower()
        if self.by == MONTH:
            if not _MONTH.fullmatch(word):
                raise BadValue(f"{quote(text)} is no row by month: use a month such as 2026-11, or {NONE}")
        elif word in ENDS and self.by == STAGE:
            raise BadValue(f"{word} is an end, and no row: the pipeline is what is open")
        elif word not in (known := self.known_words()):
            raise BadValue(f"{quote(text)} is no row by {self.by}: use one of {', '.join(known)}", nearest(word, known))
        return word

    def known_words(self) -> list[str]:
        """The words that rows may be called by: of stages those of the settings, and what else an opportunity has."""
        if self.by == STAGE:
            used = [stage for (stage,) in self._reader.rows("SELECT DISTINCT stage FROM opportunity ORDER BY stage")]
            return list(dict.fromkeys([*_words(self.stages), *(stage for stage in used if stage not in ENDS)]))
        return list({KIND: KINDS, FORECAST: FORECASTS}.get(self.by, ()))


def place_in(by: str, stages: Sequence[Stage]) -> Callable[[Any], Any]:
    """What the values of a key are sorted by: stages, kinds, forecasts in their order, others as texts; None last."""
    words = {STAGE: _words(stages), KIND: KINDS, FORECAST: FORECASTS}
    known = {word: place for place, word in enumerate(words.get(by, ()))}
    return lambda value: (value is None, known.get(value, len(known)), value or "")


def _words(stages: Sequence[Stage]) -> tuple[str, ...]:
    return (IDEA, *(stage.name for stage in stages))
