"""Cells that say that there is nothing, in words: a look-up that failed, `N/A`, a dash.

The whole kind: the error values of spreadsheets in any language (`#N/A`, `#NV`, `#REF!`, `#¡VALOR!`, `Err:502`), which
mean nothing in any field; what programs and people write for "no value" (`n/a`, `null`, `(blank)`), which means nothing
but in a free text; and what does so for a name or a key alone (`-`, `0`, `None`), because a note may be a dash and a
price may be 0. A record that is really called so is found first; none is made or known by such a word.
"""

from __future__ import annotations

import re

from amcli.base.fields import Field, Noun, Type
from amcli.base.results import Kind

# What the spreadsheets call their errors, in the languages that translate them: nobody has such a word.
_NOT_AVAILABLE = "N/A|N/D|N/B|N/V|NV|I/T|Н/Д|SAKNAS|PUUTTUU|BRAK|HIÁNYZIK|YOK|GETTING_DATA|LOADING"
_FAILED = (
    "REF|VALUE|NAME|DIV/0|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN|ERROR|EXTERNAL|PYTHON|TIMEOUT|"
    "BEZUG|WERT|ZAHL|ÜBERLAUF|KALK|FELD|BLOCKIERT|VALEUR|NOM|NOMBRE|NUL|PROPAGATION|CALCUL|VALOR|NÚM|NULO|CAMPO|"
    "DESBORDAMIENTO|DESPEJAR|RIF|VALORE|NOME|NULLO|VERW|WAARDE|NAAM|GETAL|LEEG|DEEL/0|REFERENS|REFERENCE|VÄRDEFEL|"
    "NAMN|OGILTIGT|SKÄRNING|DIVISION/0|VÆRDI|VERDI|NAVN|ADR|ARG|NAZWA|LICZBA|ZERO|DZIEL/0|ССЫЛКА|ЗНАЧ|ИМЯ|ЧИСЛО|"
    "ПУСТО|ДЕЛ/0|HODNOTA|NÁZEV|ČÍSLO|ODKAZ|DĚLENÍ_NULOU|VIITTAUS|ARVO|NIMI|LUKU|TYHJÄ|JAKO/0|ÉRTÉK|NÉV|SZÁM|HIV|"
    "ZÉRÓOSZTÓ|NULLA|DEĞER|AD|SAYI|BAŞV|SAYI/0|BOŞ"
)
_ERROR = rf"(?i:#(?:{_NOT_AVAILABLE})[!?]?|#[¡¿]?(?:{_FAILED})[!?]|(?:Err|Fehler|Erreur)\s?:\s?[0-9]{{3}})|#{{2,}}"
# `Null` is a surname and `Nan` a first name: what programs write is all in one case.
_WORDS = r"(?i:n/a|n\.a\.?|n\.v\.|k\.a\.|\((?:blank|null|empty|leer|vide|none)\)|\[null\]|<null>|\\N)|null|NULL|nan|NaN"
_DASHES = "[-\u2010-\u2015\u2212]{1,3}"
_FIRST = r"[#nNkKeEfFuU0(\[<\\\-\u2010-\u2015\u2212]"  # how any of these begins: most cells are looked at no further
_NOBODY = "none|None|NONE|undefined"
_ZERO = "0"
_FREE = frozenset({"note", "text", "memo", "subject", "comments"})
_NUMBERS = (Kind.MONEY, Kind.NUMBER)  # a dash there is a number's: it is read, or refused, as one


def missing_in(noun: Noun, field: Field) -> re.Pattern[str]:
    """What a cell of a field says where it holds nothing."""
    ways = [_ERROR]
    if field.name not in _FREE:
        ways.append(_WORDS)
        if field.kind not in _NUMBERS:
            ways.append(_DASHES)
        if _names_something(noun, field):
            ways += [_NOBODY, *([] if field.type is Type.CODE else [_ZERO])]
    return re.compile(rf"\s*(?={_FIRST})(?:{'|'.join(ways)})\s*")


def _names_something(noun: Noun, field: Field) -> bool:
    """Whether a record is known by it, or another is named."""
    keys = {column for key in noun.keys[:-1] for column in key}
    named = field.noun or field.name in ("name", "first_name", "last_name")
    return bool(named or (field.type.escaped and field.column in keys))
