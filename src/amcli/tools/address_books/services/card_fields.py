"""What a card says of a contact: its fields, what else is kept of it, and whether it is of a person at all."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from amcli.base.address_card import (
    FRAME,
    CardLine,
    kept_text,
    parts_of_value,
    plain_value,
    structured_name,
    without_labels_alone,
)
from amcli.base.pattern import pattern
from amcli.base.text import clean, is_empty, name_key, plain_key
from amcli.tools.address_books.services.card_file import Card
from amcli.tools.address_books.services.card_lines import read_lines
from amcli.tools.address_books.services.reached import (
    address_of_line,
    choose_lines,
    number_of_line,
    preference,
)
from amcli.tools.importing.services.load.entries import EntryError

# Legal forms at the end of a name: those that are nobody's own name, and the others.
SURE_FORMS = frozenset(
    (*("gmbh", "mbh", "ltd", "limited", "inc", "llc", "llp", "plc", "corp", "sarl", "srl", "sro", "pty"),)
)
OTHER_FORMS = frozenset(
    (
        *("ab", "ag", "as", "bv", "co", "company", "corporation", "ek", "eg", "ev", "group", "holding", "kg"),
        *("ltda", "incorporated", "nv", "oy", "oyj", "pvt", "sa", "sas", "se", "sl", "spa", "ug", "ооо", "зао"),
        *("оао",),
    )
)
GROUP, COMPANY, PERSON = "group", "company", ""
_OF_THE_CARD = (*FRAME, "PRODID", "REV", "PROFILE", "MAILER")  # of the file and who wrote it, not of the person
_INLINE = ("PHOTO", "LOGO", "SOUND")
_USED = ("FN", "N", "ORG", "TITLE", "EMAIL", "TEL", "UID", "NOTE")
_NAME = pattern(r"(?:[A-Za-z0-9-]+\.)?([A-Z-]+)\b")
_LONGEST = 20_000  # characters of one line that is kept; longer ones are of pictures under other names
# What a line of the field says by itself, so that nothing of it needs to be kept.
PLAIN_TYPES: Mapping[str, frozenset[str]] = {
    "phone": frozenset({"work", "voice"}), "mobile": frozenset({"cell"}),
    "email": frozenset({"internet"}), "email_other": frozenset({"internet"}),
}  # fmt: skip


FIELDS: Mapping[str, tuple[str, ...]] = {
    "FN": ("name",), "TITLE": ("title",), "EMAIL": ("email", "email_other"), "TEL": ("phone", "mobile"),
}  # fmt: skip


class CardContent(NamedTuple):
    """A card that was read.

    kind: what it is of, PERSON or what is none. formatted: the value of its FN. fields: of a contact, each with a
    text. org: the organisation that it names, which is the line `organisation`. addresses, numbers: all of them.
    left_out: pictures and sounds. unread: lines that are none. machine: its phone is a fax or a pager.
    """

    kind: str
    name: str
    formatted: str
    fields: dict[str, str]
    org: str
    uid: str
    addresses: tuple[str, ...]
    numbers: tuple[str, ...]
    lines: tuple[CardLine, ...]
    organisation: CardLine | None
    left_out: int
    unread: int
    machine: bool

    def card(self, account: str, account_name: str, row: Mapping[str, object], told: Container[str]) -> str:
        """The lines that say more than the fields of the contact, as it is in `row`, and its account do.

        told: the fields of which the card told a value before; its line is theirs, whatever they have now.
        """
        name = str(row.get("name") or "")
        same_name = name_key(name) == name_key(self.name)
        open_ = {field for fields in FIELDS.values() for field in fields if row.get(field)}
        kept: list[CardLine] = []
        for line in self.lines:
            texts = [(field, _text_of(line)) for field in FIELDS.get(line.name, ()) if field in open_]
            field = next((field for field, text in texts if same_text(field, row[field], text)), "")
            field = field or next(
                (field for field, text in texts if field in told and same_text(field, self.fields.get(field), text)), ""
            )
            if field:
                open_.discard(field)
                if self.uid and field != "name":
                    kept.append(line.marked(field, line.value))
                else:
                    kept += [] if _is_plain(field, line) else [line.marked(field)]
            elif line.name == "N":
                alone = not line.params and line.value == structured_name(self.name)
                kept += [] if alone and same_name else [line.marked(name if same_name else self.name, line.value)]
            elif line.name == "FN":
                kept += [line.marked(name, line.value)] if same_name and line.value == self.formatted else []
            elif line is self.organisation:
                alone = not line.params and name_key(plain_value(line.value).rstrip(";")) == name_key(account_name)
                kept += [] if alone else [line.marked(account, line.value)]
            else:
                kept.append(line)
        return kept_text(without_labels_alone(kept))


def same_text(field: str, one: object, other: object) -> bool:
    """Whether two values of a field are the same, in any spelling of a number or an address."""
    first, second = str(one or ""), str(other or "")
    if field in ("phone", "mobile"):
        return "".join(filter(str.isdigit, first)) == "".join(filter(str.isdigit, second))
    return name_key(first) == name_key(second)


def read_card(card: Card) -> CardContent:
    """Read a card. EntryError says what is wrong with it."""
    if card.wrong:
        raise EntryError("", card.text.split("\r\n", 1)[0] if not card.wrong.startswith("the card") else "", card.wrong)
    found = read_lines(card.text)
    for line in found.unread:
        if (begins := _NAME.match(line)) and begins[1] in _USED:
            raise EntryError(begins[1], line[:200], "is not a line of a vCard")
    lines = [line for line in found.lines if not _is_passed_over(line)]
    pictures = [line for line in lines if _is_inline(line)]
    lines = [line for line in lines if not _is_inline(line)]
    choice = choose_lines(lines)
    formatted, organisation, job = (_best(lines, name) for name in ("FN", "ORG", "TITLE"))
    structured = next((line for line in lines if line.name == "N"), None)
    family, given, *_ = [*(parts_of_value(structured.value) if structured else []), "", ""]
    full = clean(_text_of(formatted))[0] if formatted else ""
    org = parts_of_value(organisation.value)[0] if organisation else ""
    name = _turned(full, family, given) or " ".join(part for part in (given, family) if part)
    note = next((plain_value(line.value) for line in lines if line.name == "NOTE"), "")
    uid = next((clean(plain_value(line.value))[0].strip() for line in lines if line.name == "UID"), "")
    fields = {"title": _text_of(job) if job else "", "note": note}
    fields |= {field: _text_of(line) for field, line in choice.fields.items()}
    return CardContent(
        _kind(found.lines, name, org, [part for part in (given, family) if part], has_title=bool(fields["title"])),
        " ".join(name.split()),
        formatted.value if formatted else "",
        {field: text for field, text in fields.items() if clean(text)[0].strip()},
        org,
        uid,
        tuple(dict.fromkeys(address_of_line(line).casefold() for line in lines if line.name == "EMAIL")),
        tuple(dict.fromkeys(number_of_line(line) for line in lines if line.name == "TEL")),
        tuple(line for line in lines if line.name != "UID"),
        organisation,
        len(pictures),
        len(found.unread),
        choice.only_a_machine,
    )


def _kind(lines: Sequence[CardLine], name: str, org: str, parts: Sequence[str], *, has_title: bool) -> str:
    """What the card is of. parts: of the structured name. EntryError where it has no name, and is of a person."""
    said = {line.name: line.value.strip().lower() for line in lines}
    kind = said.get("KIND") or said.get("X-KIND") or said.get("X-ADDRESSBOOKSERVER-KIND") or "individual"
    if kind == "group" or said.get("X-EVOLUTION-LIST") == "true" or "MEMBER" in said:
        return GROUP
    if kind in ("org", "organization", "location", "application", "device", "thing"):
        return COMPANY
    if said.get("X-ABSHOWAS") == "company":
        return COMPANY
    if is_empty(clean(name)[0]):
        if has_title or is_empty(clean(org)[0]):
            raise EntryError("FN", name, "a card without a name is nobody's")
        return COMPANY
    return COMPANY if _is_company(name, org, parts, has_title=has_title) else PERSON


def _is_company(name: str, org: str, parts: Sequence[str], *, has_title: bool) -> bool:
    """Whether a name is a company's: the organisation's own, of which programs make one part of a name, or two where it
    ends with a legal form; or one that ends with a form that no person's name has.
    """
    form = "".join(each for each in plain_key(name.rsplit(maxsplit=1)[-1]) if each.isalnum())
    if name_key(name) != name_key(org):
        return form in SURE_FORMS and not has_title
    said = name_key(" ".join(parts))
    return not parts or form in SURE_FORMS | OTHER_FORMS or (len(parts) == 1 and said == name_key(org))


def _turned(full: str, family: str, given: str) -> str:
    """A name as it is said, where it is written as in a list: `Rao, Asha`, which its parts tell from `King, Jr.`"""
    before, comma, after = (part.strip() for part in full.partition(","))
    begins = name_key(after).split()[:1] == name_key(given).split()[:1] != []
    return f"{after} {before}" if comma and begins and name_key(before) == name_key(family) else full


def _is_passed_over(line: CardLine) -> bool:
    if line.name in _OF_THE_CARD or is_empty(line.value.replace(";", "")):
        return True
    return line.name == "KIND" and line.value.strip().lower() == "individual"


def _is_inline(line: CardLine) -> bool:
    if len(line.value) > _LONGEST:
        return True
    coded = any(each.upper() in ("B", "BASE64") for each in line.values("ENCODING"))
    return line.name in _INLINE and (coded or line.value.lower().startswith("data:"))


def _best(lines: Sequence[CardLine], name: str) -> CardLine | None:
    """The line that is preferred, else the first."""
    return min((line for line in lines if line.name == name), key=preference, default=None)


def _text_of(line: CardLine) -> str:
    """What a field of ours has of a line."""
    if line.name == "TEL":
        return number_of_line(line)
    return address_of_line(line) if line.name == "EMAIL" else plain_value(line.value).strip()


def _is_plain(field: str, line: CardLine) -> bool:
    if line.group or field not in PLAIN_TYPES:
        return not line.group and not line.params
    types = {word.lower() for word in line.values("TYPE")}
    return types == PLAIN_TYPES[field] and not line.without("TYPE").params
