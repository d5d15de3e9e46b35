"""The deals of a file as a whole: what they are called, their kinds, probabilities and days, and the sales of won ones.

All of it is done by a few statements over the rows that wait (records.services.taken_in), so that a hundred thousand
take seconds. The kind is read from the sales that were there before, so the order of the file does not matter.
"""

from __future__ import annotations

from collections.abc import Callable

from amcli.base.stages import BEFORE_ALL, ENDS, IDEA, WON
from amcli.base.text import number_of
from amcli.features.pipeline.nouns import CROSS_SELL, NEW, RENEWAL, UPSELL
from amcli.features.pipeline.nouns import IDEA as IDEA_KIND
from amcli.features.pipeline.services import deal_rows as said
from amcli.features.pipeline.services.keyless import WHICH_IS_WHICH, recognise_keyless, said_of_names_twice
from amcli.features.pipeline.services.sales_of_won import foresee_sales, said_of_sales, sell_won
from amcli.records.services.taken_in import NOTHING_FOLLOWS, Follows, TakenIn, counted_remarks
from amcli.store.session import UnitOfWork

# What an import does not change (store.bulk_update.LeftAlone).
_TO_ACCOUNT = "coalesce((SELECT code FROM account WHERE id = s.account_id), 'CODE')"
LEFT_ALONE_BY_IMPORTS = (
    (
        "d.\"column\" = 'account_id'",
        "{id} is of another account here: `amcli opportunity edit {id} --account {told}` takes it there, with all "
        "that is about it",
        _TO_ACCOUNT,
    ),
    (
        f"d.\"column\" = 'stage' AND t.closed IS NOT NULL AND s.stage NOT IN {ENDS}",
        "ended here and open in the file: `amcli opportunity reopen {ids}` opens them",
        "NULL",
        True,
    ),
    ("d.line IN (SELECT line FROM mixed)", WHICH_IS_WHICH, "NULL", True),
)
_UNREAD = "id IS NULL AND kind IS NULL"  # the new rows whose kind nobody said
_BOUGHT = f"""CREATE TEMP TABLE bought AS SELECT DISTINCT s.account_id, s.product_id, p.category FROM sale s
    LEFT JOIN product p ON p.id = s.product_id
    WHERE s.kind = 'sale' AND s.account_id IN (SELECT account_id FROM staged WHERE {_UNREAD})"""
# Each pair of an account and a product once, as first_kind reads one: the kind, and why.
_READ_KINDS = f"""CREATE TEMP TABLE kind_read AS
    SELECT account_id, product_id, CASE
        WHEN account_id NOT IN (SELECT account_id FROM bought) THEN '{NEW} (it never bought anything)'
        WHEN product_id IS NULL THEN '{UPSELL} (no product is named)'
        WHEN EXISTS (SELECT 1 FROM bought b WHERE b.account_id = w.account_id AND b.product_id = w.product_id)
            THEN '{UPSELL} (it bought the product)'
        WHEN EXISTS (
            SELECT 1 FROM bought b WHERE b.account_id = w.account_id
            AND b.category = (SELECT category FROM product WHERE id = w.product_id)
        ) THEN '{UPSELL} (it bought of the category)'
        ELSE '{CROSS_SELL} (it bought nothing of the kind)' END AS why
    FROM (SELECT DISTINCT account_id, product_id FROM staged WHERE {_UNREAD}) w"""
_KIND_OF = "k.account_id = staged.account_id AND k.product_id IS staged.product_id"
_KIND = "substr(k.why, 1, instr(k.why, ' ') - 1)"
_SAID = {
    said.ON_CLOSE: "no column says when {} ended: on the close day",
    said.LOST_FOR_NOTHING: "{} lost for 0: the amount is not known",
    said.WON_FOR_NOTHING: "{} won for 0: taken as it stands",
    said.NOT_ENDED: "{} open, with a day on which it had ended: that was left out",
    said.ROUNDED: "rounded the probability of {} to whole percents",
}


class _TakenIn(TakenIn):
    """What opportunities do with the rows of a file."""

    with_stage = ("probability", "closed", "since")
    keyless = True

    def complete(self, work: UnitOfWork, name_of: Callable[[str, int], str]) -> list[str]:
        """Names from products, else from the ids of the other system; which deals without an id are here already."""
        execute = work.connection.execute
        execute("CREATE TEMP TABLE named AS SELECT line, product_id FROM staged WHERE name IS NULL")
        for (product,) in execute("SELECT DISTINCT product_id FROM named WHERE product_id IS NOT NULL").fetchall():
            name = name_of("product", product)
            execute("UPDATE staged SET name = ? WHERE name IS NULL AND product_id = ?", (name, product))
        execute("UPDATE staged SET name = external_id WHERE name IS NULL")
        recognise_keyless(work)
        return []

    def settle(self, work: UnitOfWork) -> list[str]:
        """Stage, probability, kind and the day of the opening of what is new; what a new stage brings to the others."""
        execute = work.connection.execute
        execute("UPDATE staged SET name = NULL WHERE id > 0 AND line IN (SELECT line FROM named)")
        notes = [*_said_of_names(work), *said_of_names_twice(work), *_end_by_today(work), *_said_of_rows(work)]
        stages = work.env.config.stages
        sql = "UPDATE staged SET stage = ? WHERE id IS NULL AND stage IS NULL"
        if count := execute(sql, (stages[0].name,)).rowcount:
            notes.append(f"{_some(count)} without a stage: in {stages[0].name}, the first one")
        moved = "id > 0 AND stage IS NOT (SELECT stage FROM opportunity o WHERE o.id = staged.id)"
        for stage in (BEFORE_ALL, *stages):
            where = f"stage = ? AND probability IS NULL AND (id IS NULL OR ({moved}))"
            execute(f"UPDATE staged SET probability = ? WHERE {where}", (stage.probability, stage.name))
        execute(f"UPDATE staged SET since = ? WHERE since IS NULL AND {moved}", (work.env.today.isoformat(),))
        return [*notes, *_read_kinds(work), *_fill_created(work)]

    def foresee(self, work: UnitOfWork, *, updates: bool, sells: bool, answer: str) -> Follows:
        """The sales of what was won, where they are asked for; those that stay as they are."""
        found = foresee_sales(work, updates=updates, answer=answer) if sells else NOTHING_FOLLOWS
        return found._replace(notes=(*found.notes, *(said_of_sales(work) if updates else ())))

    def follow(self, work: UnitOfWork, made: tuple[int, int] | None, *, sells: bool, answer: str) -> None:
        """Write those sales."""
        if sells:
            sell_won(work, made, answer)


TAKEN_IN = _TakenIn()


def _said_of_names(work: UnitOfWork) -> list[str]:
    sql = """SELECT named.product_id IS NOT NULL, count(*) FROM named JOIN staged USING (line) WHERE id IS NULL
        GROUP BY 1 ORDER BY 1 DESC"""
    called = {1: "product", 0: "id"}
    return [
        f"{_some(count)} without a name: called after {'its' if count == 1 else 'their'} {called[by]}"
        for by, count in work.connection.execute(sql)
    ]


def _end_by_today(work: UnitOfWork) -> list[str]:
    """An end whose only day is a close day to come was before: on the day of its stage, else by today.

    One that is known here already stays on its day.
    """
    execute, today = work.connection.execute, work.env.today.isoformat()
    on_close = f"about = '{said.DEAL}' AND name = '{said.ON_CLOSE}'"
    early = f"closed > '{today}' AND line IN (SELECT line FROM remark WHERE {on_close})"
    known = "SELECT 1 FROM opportunity o WHERE o.id = staged.id AND o.stage = staged.stage"
    execute(f"UPDATE staged SET closed = NULL, since = NULL WHERE id > 0 AND {early} AND EXISTS ({known})")
    execute(f"CREATE TEMP TABLE early AS SELECT line FROM staged WHERE {early}")
    moved = f"SELECT amount FROM remark WHERE {on_close} AND amount <= '{today}' AND amount > '' AND line = staged.line"
    notes = []
    for day, when in ((f"({moved})", "on the day of its stage"), (f"'{today}'", "today, as far as the file says")):
        sql = f"UPDATE staged SET closed = {day}, since = {day} WHERE line IN early AND closed > '{today}'"
        if count := execute(f"{sql} AND {day} IS NOT NULL").rowcount:
            notes.append(f"{_some(count)} ended before the close day: {when}")
    execute(f"DELETE FROM remark WHERE {on_close} AND line IN early")
    return notes


def _said_of_rows(work: UnitOfWork) -> list[str]:
    """What single rows made necessary, and what is not known of open ones."""
    execute = work.connection.execute
    counts = counted_remarks(work, said.DEAL)
    notes = [text.format(_some(counts[what])) for what, text in _SAID.items() if what in counts]
    sql = f"""SELECT count(*) FILTER (WHERE open AND close IS NULL),
        count(*) FILTER (WHERE open AND amount_minor IS NULL),
        count(*) FILTER (WHERE stage = '{WON}' AND amount_minor IS NULL)
        FROM (SELECT *, coalesce(stage, '') NOT IN {ENDS} AS open FROM staged WHERE id IS NULL)"""
    lacking = ("open without a close day", "open without an amount", "won without an amount")
    notes += [f"{_some(count)} {lack}" for count, lack in zip(execute(sql).fetchone(), lacking, strict=True) if count]
    after = "SELECT count(*) FROM staged WHERE id IS NULL AND closed > ?"
    if future := work.scalar(after, work.env.today.isoformat()):
        notes.append(f"{_some(future)} ended on a day after today, as the file says")
    return notes


def _read_kinds(work: UnitOfWork) -> list[str]:
    """The kind of what is new, where the file does not say it: by what its account bought before."""
    execute = work.connection.execute
    execute(f"UPDATE staged SET kind = ? WHERE {_UNREAD} AND stage = ?", (IDEA_KIND, IDEA))
    execute(f"UPDATE staged SET kind = ? WHERE {_UNREAD} AND contract_id IS NOT NULL", (RENEWAL,))
    if not work.scalar(f"SELECT 1 FROM staged WHERE {_UNREAD} LIMIT 1"):
        return []
    execute(_BOUGHT)
    execute("CREATE INDEX temp.bought_by ON bought (account_id, product_id)")
    execute(_READ_KINDS)
    execute("CREATE INDEX temp.kind_of ON kind_read (account_id, product_id)")
    count = f"SELECT k.why, count(*) FROM staged JOIN kind_read k ON {_KIND_OF} WHERE {_UNREAD} GROUP BY 1"
    parts = [f"{count:,} {why}" for why, count in execute(f"{count} ORDER BY 2 DESC, 1").fetchall()]
    execute(f"UPDATE staged SET kind = {_KIND} FROM kind_read k WHERE {_KIND_OF} AND {_UNREAD}")
    execute("DROP TABLE bought")
    execute("DROP TABLE kind_read")
    return [f"kinds by what the account bought before: {', '.join(parts)}"]


def _fill_created(work: UnitOfWork) -> list[str]:
    """The day on which what is new was opened, where the file does not say it."""
    execute, notes = work.connection.execute, []
    for known, day, when in (
        ("closed IS NULL AND since IS NOT NULL", "since", "on the day on which they entered their stage"),
        ("closed IS NOT NULL", "closed", "on the day on which they ended"),
        ("1", f"'{work.env.today.isoformat()}'", "today"),
    ):
        count = execute(f"UPDATE staged SET created = {day} WHERE id IS NULL AND created IS NULL AND {known}").rowcount
        if count:
            notes.append(f"{_some(count)} without a day of opening: opened {when}")
    if late := work.scalar("SELECT count(*) FROM staged WHERE id IS NULL AND created > closed"):
        notes.append(f"{_some(late)} ended before the day of opening, as the file says")
    return notes


def _some(count: int) -> str:
    return number_of(count, "opportunity", "opportunities")
