"""The rows of a sheet with what openpyxl's own rows do not say: which are hidden, and what a number looks like.

A number format may carry a key: 15 shown by `00000` is the code 00015. Excel keeps fifteen digits of a number, so a
longer one that it has rounded is no key any more; that is told to whoever reads the row. A number format may also be
the one place that says the currency of an amount (`[$kr-414]`, `"USD" #,##0`): the text has it, as it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

EXACT_BELOW = 10**15  # from here on a number is rounded to fifteen digits

_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<ignored>\[[^\]]*\]|[_*].)|(?P<zero>0)|(?P<literal>[-/ .()])|.'
)
_LITERALS = re.compile(  # what a number format shows beside the number; `_x` and `*x` make room
    r"""(?P<text>(?:"[^"]*"|\\.|\[\$[^\]-]+(?:-[^\]]*)?\]|[^\x00-\x7f]|[$ ])+)|\[[^\]]*\]|[_*].|(?P<digit>[0#?])|."""
)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]+)(?:-[^\]]*)?\]|(.)')


class SheetRow(NamedTuple):
    """A row: its number, whether it is hidden, the texts of its cells, and which of them are numbers that were cut."""

    line: int
    hidden: bool
    cells: list[str]
    rounded: list[int]


def sheet_rows(sheet: Any) -> Iterator[SheetRow]:
    """All rows of a sheet that openpyxl has opened read-only, those that are missing in the file left out."""
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    shown_by = _Formats(book)
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        seen = 0
        for line, found in parser.parse():
            said = parser.row_dimensions.pop(str(line), {})
            if line <= seen:
                continue  # a row that comes twice
            seen = line
            cells: list[str] = []
            rounded: list[int] = []
            for each in found:
                place, value = each["column"] - 1, each["value"]
                if value is None or value == "":
                    continue  # a cell that only has a format, which may be far to the right
                if place > len(cells):
                    cells.extend([""] * (place - len(cells)))
                if isinstance(value, float) and abs(value) >= EXACT_BELOW and value.is_integer():
                    rounded.append(place)
                shown = shown_by[each["style_id"]] if isinstance(value, int | float) else None
                text = shown(value) if shown else cell_text(value)
                if place < len(cells):
                    cells[place] = text
                else:
                    cells.append(text)
            yield SheetRow(line, said.get("hidden") in ("1", "true"), cells, rounded)


def cell_text(value: Any) -> str:
    """A cell as it would be typed: no noise behind a number, a day as ISO says it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # Excel keeps fifteen digits, and shows no more.
        return format(Decimal(format(value, ".15g")), "f") if abs(value) < 1e300 else str(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds").removesuffix("T00:00:00")
    return str(value)


class _Formats(dict[int, Callable[[Any], str] | None]):
    """How cells of a style show a number, where that makes a key of it, or an amount of a currency."""

    def __init__(self, book: Any) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, style: int) -> Callable[[Any], str] | None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        try:
            number = self._book._cell_styles[style].numFmtId
            own = number - BUILTIN_FORMATS_MAX_SIZE
            code = BUILTIN_FORMATS.get(number, "") if own < 0 else self._book._number_formats[own]
        except (IndexError, AttributeError):
            code = ""
        self[style] = key_format(code) or currency_format(code)
        return self[style]


def key_format(code: str) -> Callable[[Any], str] | None:
    """How a number format such as `00000` or `"R-"0000` shows a whole number; None where it makes no key of it."""
    parts = list(_PART.finditer(code.split(";", maxsplit=1)[0]))
    zeros = sum(part["zero"] is not None for part in parts)
    if zeros < 2 or not all(part.lastgroup for part in parts):
        return None
    if any(part["literal"] == "." for part in parts):
        return None  # decimals

    def show(value: Any) -> str:
        if isinstance(value, bool) or value < 0 or value != int(value):
            return cell_text(value)
        digits = str(int(value)).zfill(zeros)
        taken = len(digits) - zeros + 1  # the first place shows all digits that are too many
        shown: list[str] = []
        for part in parts:
            if part["zero"]:
                shown.append(digits[:taken])
                digits, taken = digits[taken:], 1
            elif part.lastgroup != "ignored":
                shown.append(part[part.lastgroup or 0])
        return "".join(shown).strip()

    return show


def currency_format(code: str) -> Callable[[Any], str] | None:
    """How a number format such as `[$$-409]#,##0` or `#,##0 "kr"` shows a number with its currency, if it has one."""
    before, behind, digits = "", "", False
    for part in _LITERALS.finditer(code.split(";", maxsplit=1)[0]):
        if part["digit"]:
            digits = True
        elif part["text"] and (unit := _currency_in(part["text"])):
            before, behind = (before, unit) if digits else (unit, behind)
    if not digits or not (before or behind):
        return None

    def show(value: Any) -> str:
        text = cell_text(value)
        return text if isinstance(value, bool) else f"{before} {text} {behind}".strip()

    return show


def _currency_in(literal: str) -> str:
    """The sign or code of a currency that a literal of a number format is; empty for any other, such as a unit."""
    from amcli.tools.importing.services.columns.currency_words import CODES, family_of, is_own_sign

    text = "".join("".join(filter(None, parts)) for parts in _LITERAL.findall(literal)).strip()
    marked = "[$" in literal or len(text) > 1 or not text.isalpha()  # `0"L"` is of litres
    return text if text.upper() in CODES or (marked and (is_own_sign(text) or family_of(text))) else ""
