"""The views of the file in the words of PostgreSQL, with a manager to each row: read as a tree, changed, written again.

What a view may say is listed (KNOWN). Another word is refused rather than handed on, because the same word can mean
something else on the server.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from amcli.base.errors import BadValue, Refused
from amcli.tools.publishing.rules import MANAGER, SCHEMA

if TYPE_CHECKING:
    from sqlglot import exp

SHARED = "currency"  # the one table of the company that the views read and that is not a manager's
# What a view may be made of, by the names of the tree's parts; each means the same in both languages, or is changed.
KNOWN = frozenset({
    "Select", "From", "Join", "Table", "TableAlias", "Column", "Identifier", "Alias", "Subquery", "Where", "Order",
    "Ordered", "Limit", "Literal", "Null", "Case", "If", "DPipe", "Coalesce", "Replace", "GroupConcat", "Anonymous",
    "EQ", "Is", "Not", "And", "Div", "Mod", "Paren",
})  # fmt: skip


def company_views(file: sqlite3.Connection, published: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Name and statement of each view that the company has: those of the file whose table is published.

    published: the columns of each published table. A column of a view that needs another one is left out. Refused for a
    view that says what is not known here; BadValue where the extra is missing.
    """
    try:
        from sqlglot import parse_one
    except ImportError as error:
        raise BadValue('publish init needs an extra package: pip install "amcli[company]"') from error
    known = {**published, SHARED: frozenset(_columns(file, SHARED))}
    for name, text in file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY name"):
        view = _View(name, parse_one(text, read="sqlite").expression, known)
        if view.base.name in published:
            yield name, view.statement()


class _View:
    """One view on its way from the file's words to the server's."""

    def __init__(self, name: str, query: exp.Select, published: Mapping[str, frozenset[str]]) -> None:
        self.name, self.query, self.published = name, query, published

    @property
    def base(self) -> exp.Table:
        """The table whose records the view shows, a row each."""
        from sqlglot import exp

        first = _first(self.query) if isinstance(self.query, exp.Select) else None
        if not isinstance(first, exp.Table):
            raise self._refused(self.query)
        return first

    def statement(self) -> str:
        """The whole CREATE VIEW. security_invoker: it is asked with the rights, and the rows, of who asks."""
        from sqlglot import ErrorLevel, exp

        for node in self.query.walk():
            compares = isinstance(node, exp.Is) and not isinstance(node.expression, exp.Null)
            if type(node).__name__ not in KNOWN or compares:  # `a IS b` is a comparison in the file alone
                raise self._refused(node)
        shown = [each for each in self.query.expressions if self._is_published(each)]
        self.query.set("expressions", shown)
        for column in self.query.find_all(exp.Column):  # also those of conditions and orders
            if not self._known(column):
                raise self._refused(column)
        for aggregate in list(self.query.find_all(exp.GroupConcat)):
            self._order(aggregate)
        for call in list(self.query.find_all(exp.Anonymous)):
            self._format(call)
        for select in list(self.query.find_all(exp.Select)):
            self._keep_to_manager(select)
        of_base = exp.column(MANAGER, table=self.base.alias)
        self.query.set("expressions", [of_base, *shown])
        for table in self.query.find_all(exp.Table):
            table.set("db", exp.to_identifier(SCHEMA))
        for quotient in self.query.find_all(exp.Div):
            quotient.set("safe", False)  # a unit is never zero
        text = self.query.sql("postgres", identify=True, pretty=True, unsupported_level=ErrorLevel.RAISE)
        return f'CREATE VIEW {SCHEMA}."{self.name}" WITH (security_invoker = true) AS\n{text};'

    def _is_published(self, part: exp.Expression) -> bool:
        """Whether all columns that a column of the view is made of are published."""
        from sqlglot import exp

        if not all(table.name in self.published for table in part.find_all(exp.Table)):
            return False
        return all(self._known(column) for column in part.find_all(exp.Column))

    def _known(self, column: exp.Column) -> bool:
        from sqlglot import exp

        select = column.parent_select
        while isinstance(select, exp.Select):
            source = _sources(select).get(column.table) if column.table else _first(select)
            if isinstance(source, exp.Subquery):
                return True  # what it is made of is looked at by itself
            if source is not None:
                return column.name in self.published.get(source.name, ())
            select = select.parent_select
        raise self._refused(column)

    def _order(self, aggregate: exp.GroupConcat) -> None:
        """`group_concat(x, ';') FROM (SELECT … ORDER BY y)` says its order as the server wants it, inside."""
        from sqlglot import exp

        outer = aggregate.parent_select
        inner = _first(outer).this if outer else None
        if outer is None or not isinstance(inner, exp.Select) or not inner.args.get("order") or _says_more(outer):
            raise self._refused(aggregate)
        named = {each.alias_or_name: each.unalias() for each in inner.expressions}
        text = aggregate.this.transform(
            lambda node: named[node.name].copy() if isinstance(node, exp.Column) and not node.table else node
        )
        ordered = exp.Order(this=text, expressions=inner.args["order"].expressions)
        aggregate.set("this", ordered)
        for clause in ("from_", "joins", "where"):
            outer.set(clause, inner.args.get(clause))

    def _format(self, call: exp.Anonymous) -> None:
        """`printf` of an amount, whole or with its decimals; no amount is below zero."""
        from sqlglot import exp

        form, *values = call.expressions or [exp.null()]
        match (call.name.lower(), form.name, *values):
            case ("printf", "%d", whole):
                call.replace(_text(whole))
            case ("printf", "%d.%0*d", whole, decimals, rest):
                padded = exp.func("lpad", _text(rest), decimals.copy(), exp.Literal.string("0"), dialect="postgres")
                point = exp.DPipe(this=_text(whole), expression=exp.Literal.string("."))
                call.replace(exp.DPipe(this=point, expression=padded))
            case _:
                raise self._refused(call)

    def _keep_to_manager(self, select: exp.Select) -> None:
        """Join, and look up, only what is the same manager's: ids are of his file."""
        from sqlglot import exp

        base = _first(select)
        if base.name not in self.published or base.name == SHARED:
            raise self._refused(base)

        def same(one: str, other: str) -> exp.Expression:
            return exp.EQ(this=exp.column(MANAGER, table=one), expression=exp.column(MANAGER, table=other))

        for join in select.args.get("joins") or ():
            turned = join.side not in ("", "LEFT") or join.method
            if turned or join.this.name not in self.published or not join.args.get("on"):
                raise self._refused(join)
            if join.this.name != SHARED:
                join.set("on", exp.and_(same(join.this.alias, base.alias), join.args["on"]))
        around = select.parent_select
        if around is not None:
            select.where(same(base.alias, _first(around).alias), copy=False)

    def _refused(self, node: exp.Expr) -> Refused:
        return Refused(
            f"the view {self.name} says what publishing cannot put into the words of PostgreSQL: {node.sql()}"
        )


def _first(select: exp.Select) -> exp.Expression:
    """What a SELECT is FROM, before its joins."""
    first: exp.Expression = select.args["from_"].this
    return first


def _sources(select: exp.Select) -> dict[str, exp.Expression]:
    """What a SELECT reads, by the names that it gives them."""
    joined = [join.this for join in select.args.get("joins") or ()]
    return {source.alias_or_name: source for source in (_first(select), *joined)}


def _says_more(select: exp.Select) -> bool:
    """Whether there is more to a SELECT than one column and what it is from."""
    said = {part for part, value in select.args.items() if value}
    return said != {"expressions", "from_"} or len(select.expressions) != 1


def _text(value: exp.Expression) -> exp.Expression:
    """A whole number as the text that it is."""
    from sqlglot import exp

    return exp.cast(value.copy(), "text")


def _columns(file: sqlite3.Connection, table: str) -> list[str]:
    return [str(name) for _, name, *_ in file.execute(f"PRAGMA table_info('{table}')")]
