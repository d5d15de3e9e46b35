"""What an address book is told of a person: the lines of a vCard 3.0, and how the file keeps those of a foreign one.

A contact keeps the lines of its card that say more than its own fields (`contact.card`), one a line of text, unfolded.
A line that a field of ours has the value of is kept with the parameter X-AMCLI and the name of that field, so that
the kind of a number and its label stay, while the number is what the contact has today; its value is what the card of
that UID said last, by which a number that changed there is told from one that was changed here. Of the name and the
organisation the parameter says for which name or account of ours the value stands.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from amcli.base.pattern import pattern

FIELD = "X-AMCLI"  # the parameter that names the field, or the account, whose value a kept line has
FRAME = ("BEGIN", "END", "VERSION")  # what is around the lines of a card, and in none that is kept
VERSION = "3.0"  # which all address books read: Outlook and Google take no 4.0
_MANY = frozenset(["TEL", "EMAIL", "ADR", "LABEL", "URL", "IMPP", "CATEGORIES", "NICKNAME", "RELATED", "KEY", "NOTE"])
_LABELS = ("X-ABLABEL", "X-ABADR")  # Apple's lines about another line of their group

_PART = r'(?:"[^"\n]*"|[^";:,\n]*)'
_PARAMETER = rf"[A-Za-z0-9-]+={_PART}(?:,{_PART})*"
_LINE = pattern(rf"(?:(?P<group>[A-Za-z0-9-]+)\.)?(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;{_PARAMETER})*):(?P<value>.*)")
_EACH = pattern(rf"([A-Za-z0-9-]+)=({_PART}(?:,{_PART})*)")
_VALUE = pattern(_PART)
_ESCAPE = pattern(r"\\(.)")
_ESCAPED = {"n": "\n", "N": "\n"}
_BETWEEN = pattern(r"((?:[^;\\]|\\.|\\$)*)(?:;|$)")

Parameters = tuple[tuple[str, tuple[str, ...]], ...]


class CardLine(NamedTuple):
    """One property. value: as it stands in a card, escaped. group: what joins it to others, such as `item1`."""

    name: str
    value: str
    params: Parameters = ()
    group: str = ""

    def values(self, name: str) -> tuple[str, ...]:
        """What a parameter has, nothing where the line is without it."""
        return tuple(value for each, found in self.params if each == name for value in found)

    def without(self, *names: str) -> CardLine:
        """The line without some of its parameters."""
        return self._replace(params=tuple(each for each in self.params if each[0] not in names))

    def stands_for(self, text: str) -> bool:
        """Whether it is kept for as long as a name, or an account, of ours is this text."""
        return mark_of(text) in self.values(FIELD)

    def marked(self, field: str, value: str = "") -> CardLine:
        """The line as a contact keeps it whose field has the value."""
        return self._replace(value=value, params=(*self.without(FIELD).params, (FIELD, (mark_of(field),))))

    @property
    def text(self) -> str:
        """The line as a card has it, unfolded."""
        group = f"{self.group}." if self.group else ""
        said = "".join(f";{name}={','.join(map(_quoted, values))}" for name, values in self.params)
        return f"{group}{self.name}{said}:{self.value}"


def mark_of(text: str) -> str:
    """A text as a parameter can hold it: without quotation marks and line ends."""
    return " ".join(text.replace('"', "'").split())


class Cards(NamedTuple):
    """A result of its own: cards, each its lines without those of the frame."""

    cards: Iterable[Sequence[CardLine]]


def kept_lines(text: str | None) -> list[CardLine]:
    """The lines that a contact keeps; what is none, and what would end the card, is passed over."""
    found = (_line_of(each) for each in (text or "").split("\n"))
    return [line for line in found if line and line.name not in FRAME]


def values_kept(text: str | None, name: str) -> list[str]:
    """The texts of the lines of one name that a contact keeps, without those whose value a field has."""
    if not text or name not in text:
        return []
    lines = kept_lines(text)
    return [plain_value(each.value) for each in lines if each.name == name and each.value and not each.values(FIELD)]


def values_told(text: str | None, names: Container[str]) -> dict[str, str]:
    """What the card of a contact said last of each field, as its lines of these names keep it."""
    lines = [line for line in kept_lines(text) if line.name in names and line.value]
    return {field: plain_value(line.value).strip() for line in lines for field in line.values(FIELD)}


def kept_text(lines: Iterable[CardLine]) -> str:
    """The inverse."""
    return "\n".join(line.text for line in lines)


def added_lines(text: str, more: str) -> str:
    """The lines of a card with those of another one of the same person that say something new.

    Of what a person has one of (a birthday) the first stands. Lines of a group come with their labels, under a name
    that no other group has.
    """
    lines, others = kept_lines(text), kept_lines(more)
    said = {(line.name, line.value) for line in lines}
    fields = {value for line in lines for value in line.values(FIELD)}
    names = {line.name for line in lines}
    groups = {line.group.lower() for line in lines}
    renamed: dict[str, str] = {}
    for line in others:
        single = line.name in names and line.name not in _MANY and not line.name.startswith("X-")
        known = not fields.isdisjoint(line.values(FIELD)) if line.values(FIELD) else (line.name, line.value) in said
        if known or (single and not line.values(FIELD)) or line.name in _LABELS:
            continue
        if line.group:
            new = next(name for name in _names_like(line.group) if name.lower() not in groups)
            renamed[line.group.lower()] = new
            groups.add(new.lower())
        lines.append(line._replace(group=renamed.get(line.group.lower(), "")))
    lines += [
        line._replace(group=renamed[line.group.lower()])
        for line in others
        if line.name in _LABELS and line.group.lower() in renamed
    ]
    return kept_text(lines)


def _names_like(group: str) -> Iterator[str]:
    yield group
    for number in count(2):
        yield f"{group}-{number}"


def without_labels_alone(lines: Sequence[CardLine]) -> Iterator[CardLine]:
    """The lines without those of groups in which nothing is left but labels."""
    labelled = {line.group.lower() for line in lines if line.group and line.name not in _LABELS}
    return (line for line in lines if line.name not in _LABELS or line.group.lower() in labelled)


def escape_value(text: str) -> str:
    """A text as the value, or a part of the value, of a line."""
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def plain_value(value: str) -> str:
    """The text of a value."""
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), value)


def parts_of_value(value: str) -> list[str]:
    """The texts between the semicolons of a value; an empty value has one, which is empty."""
    parts = [plain_value(found[1]).strip() for found in _BETWEEN.finditer(value)]
    return parts[:-1] if len(parts) > 1 and not value.endswith(";") else parts


def structured_name(name: str) -> str:
    """The value of N for a name of which only the whole is known: the last word is the family's."""
    *given, family = name.split() or [""]
    return ";".join([escape_value(family), escape_value(" ".join(given)), "", "", ""])


def _line_of(text: str) -> CardLine | None:
    found = _LINE.fullmatch(text)
    if found is None:
        return None
    params = tuple(
        (each[1].upper(), tuple(value.strip('"') for value in _VALUE.findall(each[2]) if value))
        for each in _EACH.finditer(found["params"])
    )
    return CardLine(found["name"].upper(), found["value"], params, found["group"] or "")


def _quoted(value: str) -> str:
    """A value of a parameter: it can hold neither a quotation mark nor a line end."""
    plain = mark_of(value)
    return f'"{plain}"' if any(sign in plain for sign in ",;:") else plain
