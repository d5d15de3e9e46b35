"""Records that may be one: accounts and contacts that look alike, the likeliest first.

Comparing all with all would be quadratic. Records meet only in a group: those that share a telephone number, an address
of e-mail or web, or the beginning of a word of their name; inside a large group, only neighbours in the order of their
names are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.results import Column, Kind, Listing
from amcli.base.text import nearest, quote
from amcli.store.reader import Reader

KINDS = ("accounts", "contacts")
COLUMNS = (
    Column("first"),
    Column("first_name"),
    Column("second"),
    Column("second_name"),
    Column("alike", Kind.PERCENT),
    Column("why"),
    Column("command", rank=1),
)
LEAST = 85  # percent; below that, names of the same trade or family look alike
SHARED_IS_WORTH = 25  # percent added where a telephone, e-mail or web address is the same
ONLY_A_PART = 10  # percent taken off where one name is the other and more
NEIGHBOURS = 12
STEM = 4  # letters of a word
# What says the form of a company, and not which one it is.
FORMS = frozenset(
    (
        *("ab", "ag", "as", "bv", "co", "company", "corp", "corporation", "gmbh", "group", "holding", "inc", "kg"),
        *("incorporated", "limited", "llc", "llp", "ltd", "mbh", "nv", "oy", "oyj", "plc", "private", "pvt", "pty"),
        *("sa", "sarl", "sas", "se", "spa", "srl", "sro", "the", "und"),
    )
)
SQL = {
    "accounts": "SELECT code, name, NULL, parent, website, NULL, NULL, phone, NULL FROM accounts",
    "contacts": """SELECT id, name, account, 'C' || reports_to_id, NULL, email, email_other, phone, mobile
        FROM contacts""",
}


class Candidate(NamedTuple):
    """A record as it is compared: its name without form and accents, and what nobody else should have."""

    reference: str
    name: str
    home: str | None
    plain: str
    phones: frozenset[str]
    addresses: frozenset[str]
    above: str | None


class Pair(NamedTuple):
    """Two records that may be one, in the order of COLUMNS; alike: in percent, with one decimal."""

    first: str
    first_name: str
    second: str
    second_name: str
    alike: Decimal
    why: str
    command: str


def duplicates(reader: Reader, kind: str = "", *, least: int = LEAST, limit: int | None = None) -> Listing:
    """Pairs that are at least so much alike, in percent. Contacts are compared within their account, and where they
    share an e-mail address or a telephone number also across accounts. BadValue for another kind.
    """
    if kind and kind not in KINDS:
        raise BadValue(f"cannot compare {quote(kind)}: use one of {', '.join(KINDS)}", nearest(kind, KINDS, 1))
    rows = [row for each in ([kind] if kind else KINDS) for row in _pairs(reader, each, least)]
    rows.sort(key=lambda pair: (-pair.alike, pair.first, pair.second))
    shown = rows if limit is None else rows[:limit]
    return Listing(
        "pair", COLUMNS, shown, "first", empty="no two records look alike", more=max(0, len(rows) - len(shown))
    )


def _pairs(reader: Reader, kind: str, least: int) -> Iterator[Pair]:
    from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

    noun = kind.removesuffix("s")
    for one, other in _meetings([_candidate(*row) for row in reader.rows(SQL[kind])]):
        if one.reference == other.above or other.reference == one.above:
            continue
        whole, part = token_sort_ratio(one.plain, other.plain), token_set_ratio(one.plain, other.plain)
        alike = max(whole, part - ONLY_A_PART)
        shared = _shared(one, other)
        score = min(100.0, alike + SHARED_IS_WORTH) if shared else alike
        if one.home != other.home and not shared:
            continue
        if score >= least:
            why = f"names {alike:.0f} % alike{f', same {shared}' if shared else ''}"
            if one.home == other.home:
                command = f"amcli {noun} merge {one.reference} {other.reference}"
            else:
                command = f"amcli {noun} edit {other.reference} --account {one.home}"
            percent = Decimal(round(score * 10)).scaleb(-1)
            yield Pair(one.reference, one.name, other.reference, other.name, percent, why, command)


def _candidate(
    reference: str, name: str, home: str | None, above: str | None, website: str | None, *reached: str | None
) -> Candidate:
    """reached: two addresses of e-mail, then two telephone numbers."""
    site = re.sub(r"^(https?://)?(www\.)?", "", (website or "").casefold()).split("/")[0]
    addresses = {(each or "").strip().casefold() for each in reached[:2]} | {site}
    digits = [re.sub(r"\D", "", each or "") for each in reached[2:]]
    phones = frozenset(each[-8:] for each in digits if len(each) >= 7)
    return Candidate(reference, name, home, plain(name), phones, frozenset(addresses - {""}), above)


def plain(name: str) -> str:
    """A name without accents, punctuation and the form of the company: `Müller & Söhne GmbH` → `muller sohne`."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    words = re.sub(r"[^\w\s]", " ", "".join(c for c in letters if not unicodedata.combining(c))).split()
    return " ".join([word for word in words if word not in FORMS] or words)


def _meetings(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Each pair that shares a group, once."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(candidates):
        for group in _groups(one):
            groups[group].append(place)
    seen: set[tuple[int, int]] = set()
    for members in groups.values():
        members.sort(key=lambda place: (candidates[place].plain, place))
        for start, first in enumerate(members):
            for second in members[start + 1 : start + 1 + NEIGHBOURS]:
                pair = (first, second) if first < second else (second, first)
                if pair not in seen:
                    seen.add(pair)
                    yield candidates[pair[0]], candidates[pair[1]]


def _groups(one: Candidate) -> set[tuple[str, str]]:
    home = one.home or ""
    groups = {(home, f"name {word[:STEM]}") for word in one.plain.split()}
    groups |= {("", f"phone {phone}") for phone in one.phones}
    groups |= {("", f"address {address}") for address in one.addresses}
    return groups


def _shared(one: Candidate, other: Candidate) -> str:
    if one.addresses & other.addresses:
        return "address"
    return "telephone" if one.phones & other.phones else ""
