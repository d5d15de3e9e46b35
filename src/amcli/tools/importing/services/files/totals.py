"""Rows of a report that are no records: totals below a column or a group, and what is said at the end of the file.

A total is a row that begins with a word for it (Total, Summe, Grand Total …) and has no key: what a record needs is
empty but for the word itself and numbers. A row without any word, or with that of its group beside it, is one where
its number is the sum of those above. A
closing line is text in one cell alone ("Report generated …", "42 rows"). An account that is called Total has a key or
other texts beside its name, and stays. What is left out is said with its line.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence, Set
from decimal import Decimal, InvalidOperation
from itertools import accumulate
from operator import itemgetter

from amcli.base.text import one_line
from amcli.tools.importing.services.files.table import Batch, Raw, Table, together

_KEPT = 100  # rows that are kept for what they say of the file
_SHOWN_LINES = 5  # rows that are named
MOST_SUMS = 20  # rows that are compared with a sum
LARGEST_GROUP = 1_000  # rows whose sum is below them

_WORDS = (
    "grand total", "sub total", "subtotal", "sub-total", "report total", "overall total", "total general",
    "totale generale", "total général", "total geral", "gesamtsumme", "zwischensumme", "gesamtergebnis", "endsumme",
    "sum total", "running total", "total", "totals", "totale", "totali", "totales", "totaal", "totaux", "totalt",
    "summe", "summa", "sum", "gesamt", "insgesamt", "somme", "suma", "soma", "razem", "celkem", "spolu", "összesen",
    "yhteensä", "i alt", "toplam", "итого", "всего", "合計", "总计", "合计", "小计", "小計", "總計", "합계",
)  # fmt: skip
# "Total (EUR):", "Total 2026", "Total for Acme": what may stand behind the word.
_BEHIND = r"\W*(?:(?-i:[A-Z]{3})|\d[\d\s.,-]*|count|sum|(?:for|of|für|pour|de|per|par)\b.*)?\W*"
_TOTAL = re.compile(rf"\W*(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?!\w){_BEHIND}", re.IGNORECASE)
_OF_GROUP = re.compile(  # "Acme Total", "Summe Acme"
    rf"(?:.*\W)?(?:{'|'.join(_WORDS)}|ergebnis|résultat|resultado|risultato)(?:\W.*)?", re.IGNORECASE | re.DOTALL
)
_MADE = "generated|created|printed|exported|run|erstellt|gedruckt|exportiert|généré|imprimé|exporté|generado|generato"
_COUNTED = "rows?|records?|lines?|entries|items|results?|zeilen|datensätze|lignes|filas|righe|строк"
_CLOSING = re.compile(
    rf"\W*(?:(?:(?:report|bericht|rapport|informe)\b.*\b)?(?:{_MADE})\b.*(?:\d\d|\bby\b|\bvon\b|\bpar\b).*|"
    rf"copyright\b.*|(?:©|\(c\)).*|(?:strictly )?confidential(?: information.*)?|end of (?:report|file|list)|"
    rf"(?:page|seite) \d+(?:\W*(?:of|von|/)\W*\d+)?|\d[\d.,]* (?:{_COUNTED})(?: .*)?|"
    rf"(?:number of |total )?(?:{_COUNTED}|count|anzahl)\s*[:=]\s*\d[\d.,]*|(?:applied )?filters?\s*:.*)\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[^\w\s]{0,2}\s*(?:[A-Z]{3}\s?)?[^\w\s]?[\d.,'’\s]*\d[\d.,'’\s]*(?:[A-Z]{3}|[^\w\s]{0,2})")


class WithoutTotals(Table):
    """A table without the rows of a report that are no records."""

    def __init__(self, table: Table, needed: Set[int]) -> None:
        """needed: the columns of what a record cannot be without."""
        self._table, self._needed = table, needed
        self.name, self.header, self.delimiter = table.name, table.header, table.delimiter
        self.above = table.above
        self._own: list[str] = []
        self.totals: list[tuple[int, str]] = []  # the last rows that were left out, as far as the rows were read
        self._summed = 0  # rows that a sum was made for

    @property
    def notes(self) -> list[str]:  # type: ignore[override]
        return [*self._table.notes, *self._own]

    def batches(self) -> Iterator[Batch]:
        """The batches as they are, but for those rows."""
        out: list[tuple[int, str]] = []
        self.totals = []
        count = self._summed = 0
        self._left_out: set[int] = set()  # lines
        for batch in self._table.batches():
            places = set()
            for place in sorted(self._suspects(batch)):
                if self._is_none(batch.lines[place], batch.rows[place]):
                    places.add(place)
                    self._left_out.add(batch.lines[place])
            if not places:
                yield batch
                continue
            count += len(places)
            self.totals += [(batch.lines[place], " ".join(filter(None, batch.rows[place]))) for place in sorted(places)]
            del self.totals[:-_KEPT]
            out += [(batch.lines[place], _first(batch.rows[place])) for place in sorted(places)]
            del out[_SHOWN_LINES:]
            kept = (
                Raw(line, cells, batch.problems.get(place, ""))
                for place, (line, cells) in enumerate(zip(batch.lines, batch.rows, strict=True))
                if place not in places
            )
            yield from together(kept)
        self._own = _said(out, count)

    def _suspects(self, batch: Batch) -> Collection[int]:
        """The rows that lack something; all of them where a record needs one thing alone, which may be the word."""
        if batch.problems or len(self._needed) < 2:
            return range(len(batch.rows))
        found: set[int] = set()
        for column in self._needed:
            if not all(map(str.strip, map(itemgetter(column), batch.rows))):  # nearly always all, and fast to find out
                found.update(n for n, cells in enumerate(batch.rows) if not cells[column].strip())
        return found

    def _is_none(self, line: int, cells: Sequence[str]) -> bool:
        """Whether a row is no record."""
        filled = [place for place, cell in enumerate(cells) if cell.strip()]
        if not filled:
            return False
        first, others = cells[filled[0]].strip(), filled[1:]
        if _CLOSING.fullmatch(first):
            return not others and len(self.header) > 1
        total = bool(_TOTAL.fullmatch(first))
        of_group = bool(_OF_GROUP.fullmatch(first))
        numbers = others if total or of_group else filled
        if not all(_NUMBER.fullmatch(cells[place].strip()) for place in numbers):
            return False
        lacks = bool(self._needed - set(filled))
        if lacks and (total or (of_group and not others and first[-1:].isdigit() and len(self._needed) > 1)):
            return True
        return bool(numbers) and (total or lacks) and self._is_sum(line, cells, numbers)

    def _is_sum(self, line: int, cells: Sequence[str], places: Sequence[int]) -> bool:
        """Whether one of the numbers is the sum of the column above it, or of the last rows there: of a group."""
        self._summed += 1
        return self._summed <= MOST_SUMS and any(
            self._adds_up(line, place, _number(cells[place], comma), comma)
            for place in places
            for comma in (False, True)
        )

    def _adds_up(self, line: int, place: int, wanted: Decimal, comma: bool) -> bool:
        total = Decimal()
        last: deque[Decimal] = deque(maxlen=LARGEST_GROUP)
        for row in self._table.rows():
            if row.line >= line:
                break
            if place < len(row.cells) and row.line not in self._left_out:
                last.append(_number(row.cells[place], comma))
                total += last[-1]
        return bool(wanted) and (total == wanted or wanted in accumulate(reversed(last)))


def _number(text: str, comma: bool) -> Decimal:
    """What a cell says, with a decimal comma or a point; nothing where it is no number."""
    plain = re.sub(r"[^\d,.-]", "", text).replace("." if comma else ",", "").replace(",", ".")
    try:
        return -Decimal(plain) if text.strip().startswith("(") else Decimal(plain)
    except InvalidOperation:
        return Decimal()


def _first(cells: Sequence[str]) -> str:
    return next((cell for cell in cells if cell.strip()), "")


def _said(out: Sequence[tuple[int, str]], count: int) -> list[str]:
    if not count:
        return []
    named = ", ".join(f"line {line} ({one_line(text.strip())[:60]})" for line, text in out)
    more = f" and {count - len(out):,} more" if count > len(out) else ""
    rows = "1 row that is" if count == 1 else f"{count:,} rows that are"
    return [f"left out {rows} a total or a closing line: {named}{more}"]
