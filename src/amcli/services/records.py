"""The changes that every noun has: add, set, edit, remove. One call is one operation, one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from amcli.domain.errors import BadValue, Refused
from amcli.domain.fields import Noun
from amcli.domain.nouns import NOUNS
from amcli.domain.period import spell
from amcli.domain.results import Change
from amcli.services import rules
from amcli.services.facts import FileFacts
from amcli.services.values import SEPARATOR, Given, Row, columns_for_edit, columns_for_new
from amcli.store.env import Env
from amcli.store.session import Work, operation

# What keeps a record from being removed: table, its column, what a person calls it.
REFERRERS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "account": (
        ("account", "parent_id", "account"),
        ("contact", "account_id", "contact"),
        ("interaction", "account_id", "interaction"),
        ("deadline", "account_id", "deadline"),
        ("budget", "account_id", "budget"),
        ("sale", "account_id", "sale"),
        ("target", "account_id", "target"),
    ),
    "contact": (("contact", "reports_to_id", "contact"), ("interaction_contact", "contact_id", "interaction")),
    "deadline": (("deadline", "series_id", "later deadline of its series"),),
    "budget": (("expense", "budget_id", "expense"),),
    "product": (("sale", "product_id", "sale"), ("target", "product_id", "target")),
}


def add(env: Env, name: str, given: Given, *, dry_run: bool = False) -> Change:
    """Make one record."""
    with operation(env, dry_run=dry_run) as work:
        noun = NOUNS[name]
        number = insert(work, noun, given)
        return finish(work, "added", name, [number], dry_run=dry_run)


def put(env: Env, name: str, given: Given, *, dry_run: bool = False) -> Change:
    """Make a record, or change the one that has the same key (targets and rates)."""
    with operation(env, dry_run=dry_run) as work:
        noun = NOUNS[name]
        row = columns_for_new(noun, given, FileFacts(work))
        rules.apply(name, work, row)
        number = rules.twin(work, name, row)
        if number is None:
            return finish(work, "set", name, [work.insert(name, row)], dry_run=dry_run)
        work.update(name, number, row)
        return finish(work, "set", name, [number], dry_run=dry_run)


def edit(env: Env, name: str, references: Sequence[str], given: Given, *, dry_run: bool = False) -> Change:
    """Change fields of one or more records; `add-X` and `remove-X` change one member of a set."""
    if not given:
        raise BadValue(f"nothing to change: `amcli {name} edit --help` lists what can be")
    with operation(env, dry_run=dry_run) as work:
        noun = NOUNS[name]
        numbers = [work.find(name, reference).row for reference in references]
        for number in numbers:
            update(work, noun, number, given)
        return finish(work, "changed", name, numbers, dry_run=dry_run)


def remove(env: Env, name: str, references: Sequence[str], *, dry_run: bool = False) -> Change:
    """Take records out. Refused while others refer to one, saying which."""
    with operation(env, dry_run=dry_run) as work:
        noun = NOUNS[name]
        found = list(dict.fromkeys(work.find(name, reference) for reference in references))
        said = ", ".join(describe(work, noun, one.row) for one in found)
        for one in found:
            _nothing_refers(work, name, one.row, one.reference)
            if name == "interaction":
                link_contacts(work, one.row, ())
            work.delete(name, one.row)
        work.summary = f"removed {name} {said}"
        return changed(work, [one.reference for one in found], dry_run=dry_run)


def insert(work: Work, noun: Noun, given: Given) -> int:
    """Read, check and write one new record inside an operation; returns its row id."""
    row = columns_for_new(noun, given, FileFacts(work))
    people = row.pop("with_id", ())
    rules.apply(noun.name, work, row)
    number = work.insert(noun.name, row)
    if people:
        link_contacts(work, number, people)
    return number


def update(work: Work, noun: Noun, number: int, given: Given) -> None:
    """Change one record inside an operation."""
    current = work.one(noun.name, number)
    plain = {name: value for name, value in given.items() if not name.startswith(("add_", "remove_"))}
    row = columns_for_edit(noun, plain, FileFacts(work), current)
    for field in noun.fields:
        if field.many:
            row |= _change_set(work, noun, field.name, given, current)
    people = row.pop("with_id", None)
    rules.apply(noun.name, work, row, number)
    work.update(noun.name, number, row)
    if people is not None:
        link_contacts(work, number, people)


def _change_set(work: Work, noun: Noun, name: str, given: Given, current: Row) -> Row:
    """`--add-tag` and `--remove-tag`: the set as it will be."""
    if f"add_{name}" not in given and f"remove_{name}" not in given:
        return {}
    column = noun.field(name).column
    facts = FileFacts(work)

    def members(texts: Any) -> list[Any]:
        value = columns_for_edit(noun, {name: texts}, facts, current)[column]
        return list(value) if isinstance(value, tuple) else (value or "").split(SEPARATOR)

    if name in given:
        stands = members(given[name])
    elif column == "with_id":
        cursor = work.connection.execute(
            "SELECT contact_id FROM interaction_contact WHERE interaction_id = ? ORDER BY id", (current["id"],)
        )
        stands = [found[0] for found in cursor]
    else:
        stands = (current[column] or "").split(SEPARATOR)
    gone = members(given.get(f"remove_{name}", ()))
    kept = [one for one in [*stands, *members(given.get(f"add_{name}", ()))] if one and one not in gone]
    if column == "with_id":
        return {column: tuple(dict.fromkeys(kept))}
    return {column: columns_for_edit(noun, {name: kept}, facts, current)[column]}


def link_contacts(work: Work, interaction: int, people: Sequence[int]) -> None:
    """Make these the contacts that took part in an interaction."""
    sql = "SELECT contact_id, id FROM interaction_contact WHERE interaction_id = ?"
    stands = dict(work.connection.execute(sql, (interaction,)).fetchall())
    for person, link in stands.items():
        if person not in people:
            work.delete("interaction_contact", link)
    for person in people:
        if person not in stands:
            work.insert("interaction_contact", {"interaction_id": interaction, "contact_id": person})


def finish(work: Work, verb: str, name: str, numbers: Sequence[int], *, dry_run: bool = False) -> Change:
    """The result of a change of some records, and the operation's summary."""
    noun = NOUNS[name]
    numbers = list(dict.fromkeys(numbers))
    work.flush()
    said = [describe(work, noun, number) for number in numbers[:3]]
    more = f" and {len(numbers) - 3} more" if len(numbers) > 3 else ""
    work.summary = f"{verb} {name} {', '.join(said)}{more}"
    return changed(work, [reference_of(work, noun, number) for number in numbers], dry_run=dry_run)


def changed(work: Work, references: Sequence[str], *, dry_run: bool) -> Change:
    """The result of the operation so far: its summary as a sentence, and what it touched."""
    nothing = not work.changes and not work.ranges
    said = work.summary
    if nothing:
        said = f"nothing to change: {said} already" if references else "nothing to change: no record was named"
    if dry_run and not nothing:
        said = f"would have {said}"
    message = said[:1].upper() + said[1:]
    return Change(message, tuple(references), tuple(work.notes))


def reference_of(work: Work, noun: Noun, number: int) -> str:
    """What scripts call the record: its code or its id."""
    if noun.coded:
        return str(work.value(f"SELECT code FROM {noun.name} WHERE id = ?", number))
    return f"{noun.letter}{number}"


def describe(work: Work, noun: Noun, number: int) -> str:
    """The reference and what a person knows the record by."""
    cursor = work.connection.execute(f"SELECT * FROM {noun.view} WHERE record_id = ?", (number,))
    row = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    if "start" in row:
        start, end = (date.fromisoformat(row[key]) for key in ("start", "end"))
        row["start"] = spell(start, end, work.env.config.fiscal)
    text = " ".join(" ".join(str(row[word]) for word in noun.words if row[word] is not None).split())
    shown = text if len(text) <= 60 else text[:59] + "…"
    return f"{reference_of(work, noun, number)} ({shown})"


def _nothing_refers(work: Work, name: str, number: int, reference: str) -> None:
    found = []
    for table, column, word in REFERRERS.get(name, ()):
        count = work.value(f"SELECT count(*) FROM {table} WHERE {column} = ?", number)
        if count:
            found.append(f"{count} {word}{'s' if count > 1 else ''}")
    if found:
        instead = f", or `amcli account archive {reference}`" if name == "account" else ""
        raise Refused(f"{name} {reference} is still referred to by {', '.join(found)}: remove them first{instead}")
