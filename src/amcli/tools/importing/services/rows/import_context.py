"""What reading a row looks up, from the file and from memory, and what is to be said of the rows that were read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, tzinfo
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import cached_property
from typing import Any, NamedTuple

from amcli.base.errors import Ambiguous, BadValue, NotFound
from amcli.base.field_type import SEPARATOR
from amcli.base.fields import Field, Noun
from amcli.base.money import POINT, TypedAmount, from_minor, round_to_minor, to_minor
from amcli.base.registry import NOUNS, in_order, load
from amcli.base.text import check_code, clean, make_code, quote
from amcli.records.services.field_values import Row, currency_source
from amcli.settings.environment import Env
from amcli.store import currencies
from amcli.store.lookup import id_number
from amcli.store.session import UnitOfWork
from amcli.store.staging import last_id
from amcli.tools.importing.services.rows.questions import Questions
from amcli.tools.importing.services.rows.record_index import RecordIndex
from amcli.tools.importing.services.rows.sign_check import SignCheck
from amcli.tools.importing.services.rows.vocabulary import NOTHING, Told

EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
CREATED = tuple(noun.name for noun in in_order() if noun.creatable)  # --create-missing makes them, in this order


def zone_of(env: Env) -> tzinfo | None:
    """The configured zone; None is the machine's."""
    from zoneinfo import ZoneInfo

    name = env.config.text("zone")
    return ZoneInfo(name) if name else None


_Asked = tuple[str, str, int | None, bool]  # what was looked up: noun, text, whose it is, whether it is a key


class NoName(NotFound):
    """What nobody is known by and is the key of another system, so that no person is to be called so."""


class Made(NamedTuple):
    """A record made because a row named it."""

    id: int
    code: str | None
    name: str
    account: int | None


class AddsTo(NamedTuple):
    """Which sum an amount is part of: `of` is empty for that of the amounts, else such as `cost`; sign: 1 or -1."""

    of: str = ""
    sign: int = 1


SUM_OF_AMOUNTS = AddsTo()


class ImportContext:
    """What one import looks up (a LookupContext), with a memory.

    After each row `accept_row` or `discard_row` is called: what a bad row would have created or said is not kept.
    """

    def __init__(
        self,
        work: UnitOfWork,
        *,
        create_missing: bool,
        rounding: bool,
        told: Told = NOTHING,
        by_id: bool = False,
        whose: str = "",
        probability: str = "",
    ) -> None:
        """told: what is known of the words of the file. by_id: whether amcli's own ids name records, as they do in its
        own exports. whose: the rows are that do not name their owner; probability: how a bare number of it is meant.
        """
        self.whose, self.whose_used, self.probability = whose, False, probability
        self.work, self._create, self._round, self._by_id = work, create_missing, rounding, by_id
        self.today: date = work.env.today
        self.fiscal = work.env.config.fiscal
        self.currency = work.env.config.currency
        self.decimal = POINT  # how the file writes is known by its columns, and undone before a field is read
        self.made: dict[str, list[Made]] = defaultdict(list)
        self.remarks: list[tuple[str, str, Any]] = []  # about, name, amount
        self.told, self.questions, self.signs = told, Questions(), SignCheck()
        self.meanings: dict[tuple[str, str], str] = {}  # of the words that decide a sign: their column, and ours
        self.some_name_no_currency = False  # amounts of a row that was read by itself
        self.emptied: Counter[str] = Counter()  # what cells say that hold nothing, and how many do
        self.blank_in_sums: dict[str, str] = {}  # what --map adds up: its field, where a cell of it was blank
        self.first_of_several: dict[tuple[str, str], str] = {}  # by noun and text: the key of the one that was taken
        self.first_in_cell: dict[str, tuple[str, str]] = {}  # by field: the one that was taken, and its cell
        self.unknown: dict[str, dict[str, None]] = defaultdict(dict)  # by noun: whom --create-missing would make
        self._fresh: list[_Asked] = []
        self._since: list[_Asked] = []  # looked up behind one of these in its row: it may be that one by another name
        self._on_trial = False
        self._names: dict[str, RecordIndex] = {}
        self._found: dict[_Asked, int] = {}
        self._decimals: dict[str, int] = {}
        self._implied: dict[tuple[str, int | None], str | None] = {}
        self._on_day: dict[tuple[str, str, int | None, str], int] = {}

    @property
    def own_export(self) -> bool:
        """Whether amcli itself wrote the file."""
        return self._by_id

    @cached_property
    def zone(self) -> tzinfo | None:
        """On whose clock an instant is read; None is the machine's."""
        return zone_of(self.work.env)

    def names(self, noun: str) -> RecordIndex:
        """The records of a noun."""
        if noun not in self._names:
            self._names[noun] = RecordIndex(
                self.work.connection, NOUNS[noun], by_id=self._by_id, today=self.work.env.today
            )
        return self._names[noun]

    def guesses(self) -> list[tuple[str, str, str]]:
        """What was taken for a record that is written with other accents: the noun, the text, the record's name."""
        return [(noun, text, code) for noun, names in self._names.items() for text, code in names.guesses.items()]

    def is_known(self, noun: str, text: str) -> bool:
        """Whether a record that has a code, and so needs no owner, is called so."""
        try:
            return NOUNS[noun].coded and bool(self.names(noun).find(clean(text)[0], None))
        except (NotFound, Ambiguous):
            return False

    def record_id(self, noun: str, text: str, account: int | None, *, keyed: bool = False) -> int:
        """The id of the record that a text names, which is made where --create-missing makes it. NotFound, Ambiguous.

        account: whose it is to be, where records of the noun belong to one. keyed: whether the text is from a column of
        another system's keys.
        """
        key = (noun, text, account, keyed)
        if key not in self._found:
            fresh = bool(self._fresh)
            self._found[key] = self._look_up(noun, clean(text)[0].strip(), account, key)
            if fresh:
                self._since.append(key)
        return self._found[key]

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Rows that may be read again, another way: in the block nothing is made of what is missing, and what is not
        found is no news of the file.
        """
        self._on_trial = True
        try:
            yield
        finally:
            self._on_trial = False

    def known_by_key(self, noun: str, text: str) -> int | None:
        """The id of the record that another system's key, or a code, names, the first of several keys in one cell."""
        first = next((part.strip() for part in clean(text)[0].split(SEPARATOR) if part.strip()), "")
        return self.names(noun).find_by_key(first, None, coded=True)

    def record_on_day(self, noun: str, text: str, owner: int | None, day: str) -> int:
        """The id of the owner's record of that name which holds the day; without an owner, of the one so called.

        Raises NotFound, Ambiguous.
        """
        key = (noun, text, owner, day)
        if key not in self._on_day:
            name = clean(text)[0].strip()
            self._on_day[key] = self._pick_by_day(NOUNS[noun], name, owner, day)
        return self._on_day[key]

    def _pick_by_day(self, noun: Noun, name: str, owner: int | None, day: str) -> int:
        names, by_id = self.names(noun.name), self._by_id and id_number(noun.letter, name) is not None
        if by_id:
            return self.work.find(noun.name, name).record_id
        if (known := names.find_by_key(name, owner)) is not None:
            return known
        if owner is None or noun.owner is None:
            return names.find_anywhere(name)
        if id_number(noun.letter, name) is not None:  # which the pick would take for an id of ours
            return names.find(name, owner)
        code = str(self.work.scalar(f"SELECT code FROM {noun.owner.noun} WHERE id = ?", owner))
        return int(load(noun.by_day)(self.work, owner, code, name, date.fromisoformat(day)))

    def decimals(self, currency: str) -> int:
        """How many decimals a currency has. BadValue for one that there is not."""
        if currency not in self._decimals:
            self._decimals[currency] = currencies.decimals(self.work.connection, currency)
        return self._decimals[currency]

    def implied_currency(self, noun: Noun, row: Row) -> str | None:
        """The currency of what a row refers to, such as its account's; None where that has none."""
        source = currency_source(noun)
        if source is None:
            return None
        key = (source.noun, row.get(source.column))
        if key not in self._implied:
            self._implied[key] = self.work.scalar(f"SELECT currency FROM {source.noun} WHERE id = ?", key[1])
        return self._implied[key]

    def removed(self, field: Field, count: int) -> None:
        """Remember that control characters were taken out of a field."""
        self.remarks.append(("removed", field.name, count))

    def minor(self, value: TypedAmount, currency: str, adds_to: AddsTo = SUM_OF_AMOUNTS) -> int:
        """The amount in minor units; with --round, one with more decimals than the currency has is rounded, and by how
        much is remembered as what it changes the sum that the amount adds to.

        BadValue for an amount that is too large, or has decimals that are not to be rounded.
        """
        decimals = self.decimals(currency)
        if self._round and -int(value.value.as_tuple().exponent) > decimals:
            minor = round_to_minor(value.value, decimals)
            difference = EXACT.subtract(from_minor(minor, decimals), value.value)
            if difference:
                what = f"of {adds_to.of} in {currency}" if adds_to.of else f"in {currency}"
                changed = difference if adds_to.sign > 0 else difference.copy_negate()
                self.remarks.append(("rounded", what, format(changed, "f")))
        else:
            minor = to_minor(value.value, decimals, currency)
        if minor >= 2**63:
            raise BadValue(f"{quote(format(value.value, 'f'))} is too large for an amount in {currency}")
        return minor

    @property
    def unsettled(self) -> bool:
        """Whether the row has created or said anything."""
        return bool(self.remarks or self._fresh)

    def accept_row(self) -> list[tuple[str, str, Any]]:
        """The row was good: what it created stays. Hands out what is to be said of it."""
        said, self.remarks = self.remarks, []
        self._fresh.clear()
        self._since.clear()
        return said

    def discard_row(self) -> None:
        """The row was bad: what it alone asked for is not made."""
        self.remarks.clear()
        for key in reversed(self._fresh):
            self.names(key[0]).drop(*self.made[key[0]].pop())
            self._found.pop(key, None)
        for key in self._since:
            self._found.pop(key, None)
        self._fresh.clear()
        self._since.clear()

    def _look_up(self, noun: str, text: str, account: int | None, key: _Asked) -> int:
        try:
            return self.names(noun).find(text, account, keyed=key[-1], hints=not self._on_trial)
        except NotFound:
            if SEPARATOR in text:
                return self._first_of(noun, text, account)
            if self._on_trial:
                raise
            if NOUNS[noun].any_order and (key[-1] or text.isdigit()):
                how = f"import {NOUNS[noun].view} with such ids first, or name a column of names"
                raise NoName(f"there is no {noun} of that id, and it is no name: {how}") from None
            if not self._create or noun not in CREATED or not text:
                if text and noun in CREATED:
                    self.unknown[noun][text] = None
                raise
        names, coded = self.names(noun), NOUNS[noun].coded
        made = Made(
            self._first[noun] + len(self.made[noun]), _code(noun, text, names) if coded else None, text, account
        )
        made = made._replace(account=None if coded else account)
        names.add(*made)
        self.made[noun].append(made)
        self._fresh.append(key)
        return made.id

    def _first_of(self, noun: str, text: str, account: int | None) -> int:
        """The first of several records in one cell, where it holds keys of another system, as HubSpot writes them."""
        first, *others = [part.strip() for part in text.split(SEPARATOR) if part.strip()] or [""]
        record_id = self.names(noun).find_by_key(first, account) if others else None
        if record_id is None:
            what = f"{quote(text)} names {len(others) + 1} {NOUNS[noun].view}"
            raise BadValue(f"{what}, and each row is of one: correct it, or --map {noun}=COLUMN to one with their ids")
        self.first_of_several[noun, text] = first
        return record_id

    @cached_property
    def _first(self) -> dict[str, int]:
        """The id that the first new record of each table gets."""
        return {noun: last_id(self.work.connection, noun) + 1 for noun in CREATED}


def _code(noun: str, text: str, names: RecordIndex) -> str:
    """The text itself where it is a code, else one made from it."""
    try:
        return check_code(text)
    except BadValue:
        return make_code(text, names.has_code, stem=noun)


def total(differences: list[str]) -> Decimal:
    """The exact sum of decimal texts."""
    result = Decimal(0)
    for difference in differences:
        result = EXACT.add(result, Decimal(difference))
    return result
