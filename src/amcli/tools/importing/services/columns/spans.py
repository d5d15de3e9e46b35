"""Lengths of time as registers of contracts write them: `3 months`, `90 Tage`, or a number whose title has the unit.

Three months are not 90 days, so a number that nobody gives a unit is asked about. What says more than a length (`3
Monate zum Monatsende`, `90 working days`) is no length that is kept, and the row is bad: the user can say what it means
(--word).
"""

from __future__ import annotations

import re
import shlex

from amcli.base.errors import BadValue, Question
from amcli.base.text import quote
from amcli.base.time.span import parse_span

_UNITS = {
    "d": """d day days calendar-day calendar-days tag tage tagen kalendertage jour jours día días dia dias giorno giorni
        dag dagen""",
    "w": "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane weken",
    "m": """m mo mos mth mths month months monat monate monaten mois mes meses mese mesi maand maanden""",
    "y": "y yr yrs year years jahr jahre jahren an ans année années año años anno anni jaar jaren",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
# A letter alone is no unit in a title, and `an` is an article there.
_IN_TITLES = {word: unit for word, unit in _UNIT_OF.items() if len(word) > 2}
_TITLE = re.compile(
    r"[\s_-]*[(\[]?\s*(?:(?:in|en|no\.? of|number of|anzahl)\s+)?(?P<unit>[^\W\d_]+)\.?\s*[)\]]?\s*$", re.IGNORECASE
)
_NUMBER = r"(?P<number>[0-9]{1,5})(?:[.,]0+)?"
_BARE = re.compile(_NUMBER)
_SAID = re.compile(
    rf"(?:[^\W\d_]+\s*\()?{_NUMBER}\)?[\s-]*(?:full\s+|calendar\s+|volle\s+)?(?P<unit>[^\W\d_]+)\.?", re.IGNORECASE
)
_ISO = re.compile(r"P(?P<number>[0-9]{1,5})(?P<unit>[DWMY])", re.IGNORECASE)


def unit_of_title(title: str) -> str:
    """The unit that a title names at its end, `Notice (months)`: d, w, m or y; "" where it names none."""
    found = _TITLE.search(title.strip())
    return _IN_TITLES.get(found["unit"].lower(), "") if found else ""


def without_span_unit(title: str) -> str:
    """The title without that unit."""
    return _TITLE.sub("", title.strip()) if unit_of_title(title) else title


def span(text: str, title: str, field: str) -> str:
    """A length of time as amcli reads it. title: of its column; field: what is read.

    Question for a number without a unit, BadValue for what is no length, or more than one.
    """
    word = text.strip()
    if bare := _BARE.fullmatch(word):
        unit = unit_of_title(title) or ("d" if not int(bare["number"]) else "")
        if unit:
            return f"{bare['number']}{unit}"
        what = "a length of time, and nothing says in what it is counted"
        raise Question(what, f"--map {field}=COLUMN+'\" months\"' (or days, weeks, years)")
    for form in (_SAID, _ISO):
        found = form.fullmatch(word)
        if found and (unit := _UNIT_OF.get(found["unit"].lower(), "")):
            return f"{found['number']}{unit}"
    answer = f"--word {field}:{shlex.quote(f'{word}=3m')}"
    raise BadValue(
        f"{quote(text)} is more or less than a length of time: use 3 months, 90 days, 2 weeks or 1 year; or type "
        f"{answer}, with what it comes to"
    )


def checked_span(text: str) -> str:
    """A length that the user says, in short. Raises BadValue."""
    return parse_span(text).spell()
