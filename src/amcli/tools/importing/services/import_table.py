"""`import`: the rows of a file become records, or change them: all of them or none, in one operation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from amcli.base.errors import BadValue, Exit
from amcli.base.fields import Noun, Type
from amcli.base.registry import NOUNS, noun_called, plurals
from amcli.base.results import Change
from amcli.base.text import nearest, number_of, quote
from amcli.records.services import checks as rules
from amcli.records.services.changes import warnings
from amcli.records.services.field_values import FALLBACK_CURRENCY, currency_source
from amcli.settings.environment import Env
from amcli.store import backups
from amcli.store.session import UnitOfWork, prepared_operation
from amcli.store.settings import keep_profile
from amcli.tools.importing.services.columns.first_rows import FirstRows
from amcli.tools.importing.services.columns.mapping import ColumnSource, left_out
from amcli.tools.importing.services.load.import_run import ImportRun
from amcli.tools.importing.services.load.plan import Plan
from amcli.tools.importing.services.load.reading import NAMED, ignored_note, read_rows, some
from amcli.tools.importing.services.load.rejects import SHOWN_REJECTS, RejectedRow, RowsRejected, drafted
from amcli.tools.importing.services.request import ImportRequest
from amcli.tools.importing.services.rows.import_context import CREATED, total
from amcli.tools.importing.services.rows.told_words import meanings
from amcli.tools.importing.services.source_table import check_totals, open_source

__all__ = ["ImportRequest", "Plan", "RejectedRow", "RowsRejected", "import_table"]


def import_table(
    env: Env,
    request: ImportRequest,
    *,
    progress: Callable[[int], None] | None = None,
    approve: Callable[[Plan], None] | None = None,
) -> Change:
    """Take in the rows of a file; what came of it, with exit code 6 where rows went to the file of rejects.

    progress: hears, now and then, how many rows were read. approve: is handed the plan before it is done, inside the
    transaction, and may raise to prevent it. BadValue for a file, a column or an option that does not fit; RowsRejected
    where rows are bad and there is no file for them; Refused where a change breaks a rule of the portfolio.
    """
    noun = noun_of(request.kind)
    file = open_source(env, noun, request)
    table, sources = file.table, file.sources

    def prepare(work: UnitOfWork) -> tuple[ImportRun, Plan, list[str]]:
        """Read all rows and compare them with the portfolio, which may take long and needs no lock."""
        run = ImportRun(
            work, noun, sources, file.formats, request, keep_cells=request.rejects is not None, told=file.told,
            by_id=file.own_export,
        )  # fmt: skip
        run.read_rows(table, progress)
        check_totals(noun, file)
        run.match_existing()
        plan = run.plan(table.name)
        if plan.reject and request.rejects is None:
            raise RowsRejected(run.bad_alone(SHOWN_REJECTS), plan.reject, *run.gathered(), run.makes_missing())
        said = [
            *file.notes,
            *[f"took {sign} for {code}, as in line {line}" for sign, code, line in run.staging.first_remarks("sign")],
            *_notes(work, noun, run),
            *dict.fromkeys(said for source in sources if source.reach for said in source.reach.said()),
        ]
        ignored = left_out(table.header, sources)
        decided = (*said, *(_default_currency(env, noun, sources, file.first_rows) if run.leaves_currencies else ()))
        reading = read_rows(work, noun, sources)._replace(decisions=decided, ignored=ignored)
        return run, plan._replace(reading=reading), [*said, *ignored_note(ignored)]

    with drafted(request.rejects, dry_run=request.dry_run) as rejects:
        with prepared_operation(env, prepare, dry_run=request.dry_run) as (work, (run, plan, said)):
            notes = [*said, *work.notes]
            if approve:
                approve(plan)
            if request.keep_copy and plan.does_something and not request.dry_run:
                backups.make_automatic_backup(env.path, "import", work.connection)
            if request.profile:
                keep_profile(UnitOfWork(env, work.connection), request.profile, request.mapping)
            notes += run.load()
            notes += warnings(work, [noun.name])
            work.summary = _summary(plan)
            if rejects:
                notes += _said_of_rejects(run, plan.reject, request)
                rejects.write(table.header, table.delimiter, run.rejected())
        # Only now are the good rows in for good.
        if rejects and not request.dry_run:
            notes += rejects.publish(plan.reject)
    exit_code = Exit.IN_PART if plan.reject else Exit.DONE
    return Change(_said(plan, dry_run=request.dry_run), notes=tuple(notes), exit_code=exit_code)


def noun_of(kind: str) -> Noun:
    """The noun of a kind, in the singular or plural. BadValue names the nearest."""
    noun = noun_called(kind)
    if noun is None:
        known = plurals()
        text = f"{quote(kind)} is no kind of record: import one of {', '.join(known)}"
        raise BadValue(text, nearest(kind.strip().lower(), known))
    return noun


def _summary(plan: Plan) -> str:
    changed = f", changed {plan.changed}" if plan.changed else ""
    changed += f", archived {plan.archive}" if plan.archive else ""
    changed += f", booked {number_of(plan.booked, 'sale')}" if plan.booked else ""
    changed += f", joined {number_of(plan.joined, 'sale')}" if plan.joined else ""
    changed += f", set {_beside(plan)}" if plan.beside else ""
    return f"imported {_count(plan.noun, plan.create, '')}{changed} from {plan.name}"


def _said(plan: Plan, *, dry_run: bool) -> str:
    verb = "Would have imported" if dry_run else "Imported"
    changed = f", {'would have ' if dry_run else ''}changed {plan.changed:,}" if plan.changed else ""
    changed += f", {'would have ' if dry_run else ''}archived {plan.archive:,}" if plan.archive else ""
    for done, sales in (("booked", plan.booked), ("joined", plan.joined)):
        changed += f", {'would have ' if dry_run else ''}{done} {number_of(sales, 'sale')}" if sales else ""
    changed += f", {'would have ' if dry_run else ''}set {_beside(plan)}" if plan.beside else ""
    out = f", {plan.left_out:,} left out" if plan.left_out else ""
    return (
        f"{verb} {_count(plan.noun, plan.create)}{changed} "
        f"({plan.unchanged:,} already there{out}, {plan.reject:,} rejected)"
    )


def _beside(plan: Plan) -> str:
    """`the owner of 2 accounts and the territory of 3`."""
    first = plan.beside[0][1]
    said = [f"the {name} of {count:,}" for name, count in plan.beside]
    said[0] += f" {plan.noun.name if first == 1 else plan.noun.view}"
    return " and ".join(said)


def _default_currency(env: Env, noun: Noun, sources: Sequence[ColumnSource], begin: FirstRows) -> list[str]:
    """What currency amounts are in that name none, where no column says it, or not in each of the first rows."""
    money = [source for source in sources if source.field.type is Type.MONEY]
    if not money or any(source.unit for source in money):
        return []
    lender, default = currency_source(noun), env.config.currency or FALLBACK_CURRENCY
    lent = f"its {lender.noun}'s currency, else in " if lender else ""
    own = f"an amount that names none is in {lent}{default}"
    for source in sources:
        if source.field.type is Type.CURRENCY:
            line = begin.first_empty(source.columns[0]) if source.columns else None
            return [f"the column {source.title} is empty in line {line}: {own}"] if line else []
    return [f"no column says the currency: {own}"]


def _notes(work: UnitOfWork, noun: Noun, run: ImportRun) -> list[str]:
    """What the rows that go in made necessary."""
    notes = []
    for name in CREATED:
        if made := run.context.made[name]:
            names = [one.code or one.name for one in made[: NAMED + 1]]
            notes.append(f"created {_count(NOUNS[name], len(made))}: {some(names, len(made))}")
    rounded: dict[str, list[str]] = defaultdict(list)
    for what, difference in run.staging.remarks("rounded"):
        rounded[what].append(difference)
    for what, differences in rounded.items():
        amounts, changed = "1 amount" if len(differences) == 1 else f"{len(differences):,} amounts", total(differences)
        notes.append(f"rounded {amounts} {what}, by {f'{changed:+f}' if changed else '0'} in all")
    for field, count in _counted(run, "removed").items():
        notes.append(f"took {count:,} control character{'' if count == 1 else 's'} out of the {field}")
    for kind, count in _counted(run, "below zero").items():
        notes.append(
            f"took {count:,} negative {'amount for a' if count == 1 else 'amounts for'} {kind}{'s' * (count > 1)}"
        )
    if repeated := run.staging.repeated:
        rows = "1 row repeats" if repeated == 1 else f"{repeated:,} rows repeat"
        notes.append(f"{rows} an earlier row of this file, as in line {run.staging.first_repeated}")
    notes += run.said()
    notes += run.absent()
    if closed := _counted(run, "closed").total():
        notes.append(f"closed {_count(noun, closed)} on {'its' if closed == 1 else 'their'} due day")
    notes += meanings(run.context.meanings)
    notes += [f"no row has a use for {option}" for option in run.context.told.unused()]
    if cells := run.context.emptied.total():
        such = run.context.emptied.most_common(1)[0][0]
        said = "1 cell that says" if cells == 1 else f"{cells:,} cells such as"
        notes.append(f"read {said} {quote(such)} as empty")
    for title, name in run.context.blank_in_sums.items():
        notes.append(f"a blank cell counts as 0 in {name} = {title}")
    for (name, text), key in list(run.context.first_of_several.items())[:NAMED]:
        notes.append(f"took the first of several {NOUNS[name].view}, {quote(key)}, where a cell says {quote(text)}")
    for name, (first, text) in run.context.first_in_cell.items():
        notes.append(f"took the first {name}, {quote(first)}, where a cell has several, such as {quote(text)}")
    for name, text, other in run.context.guesses()[:NAMED]:
        what = "accents or spaces" if NOUNS[name].any_spacing else "accents"
        what = "accents or the order of its words" if NOUNS[name].any_order else what
        notes.append(f"took {quote(text)} for the {name} {quote(other)}, the only one that differs in {what} alone")
    if work.scalar("SELECT 1 FROM account LIMIT 1") is None and run.makes_account_without_currency():
        notes += [] if work.env.config.currency else [rules.FALLBACK_NOTE]
    return notes


def _counted(run: ImportRun, about: str) -> Counter[str]:
    """How often something is to be said of the rows that are new, by what it is said of."""
    counts: Counter[str] = Counter()
    for name, count in run.staging.remarks(about):
        counts[name] += count
    return counts


def _said_of_rejects(run: ImportRun, count: int, request: ImportRequest) -> list[str]:
    """The first bad rows, and where all of them are."""
    if not count:
        return []
    notes, many = run.gathered()
    notes = [*notes, *map(str, run.bad_alone(SHOWN_REJECTS))]
    if count - many > SHOWN_REJECTS:
        notes.append(f"and {count - many - SHOWN_REJECTS:,} more bad rows")
    notes += run.makes_missing()
    rows = "1 bad row" if count == 1 else f"{count:,} bad rows"
    return [*notes, f"{rows} would go to {request.rejects}" if request.dry_run else f"{rows} in {request.rejects}"]


def _count(noun: Noun, count: int, separator: str = ",") -> str:
    return f"{count:{separator}} {noun.name if count == 1 else noun.view}"
