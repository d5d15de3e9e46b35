"""What the administrator of the company's PostgreSQL runs once, and again with a new version: all of it as one text.

Made from the declarations of the nouns (their tables and columns, what is private) and from the views of the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from amcli import __version__
from amcli.records.portfolio_document import LARGEST_ID
from amcli.records.published import MANAGER, SCHEMA
from amcli.store import currencies
from amcli.store.migrate import LATEST, migrate
from amcli.tools.publishing.rules import ADMINISTRATORS, DIRECTORS, MANAGERS, PUBLICATION
from amcli.tools.publishing.services.company_views import company_views
from amcli.tools.publishing.tables import CompanyTable, company_tables

FOLDER = Path(__file__).parent / "company_sql"
TARGETS = "manager_target"  # a table of the company with a manager, beside what is published
OWN_TABLES = ("company", "currency", "setting", "rate", TARGETS)  # what managers read and do not write
WRITTEN = ("setting", "rate", TARGETS)  # what administrators write
# Who set a role that he may set is still who he was: only who logged in as a manager gets at that manager's rows.
IS_OWN = f"{MANAGER} = current_user::text AND current_user = session_user"
INDEXES = {"sale": (("date",), (MANAGER, "account_id"))}  # beside the keys, for the reports over all managers


def company_schema() -> str:
    """The whole text, in one transaction, with a line's end at its end. No database and no portfolio is asked.

    Refused where a view cannot be made; BadValue where the extra is missing.
    """
    tables = company_tables()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as file:
        migrate(file, after=currencies.fill)
        columns = {table.name: frozenset(column.name for column in table.columns) for table in tables}
        views = dict(company_views(file, columns))
        known = file.execute("SELECT code, name, decimals, unit FROM currency ORDER BY code").fetchall()
    kept = [table.name for table in tables]
    parts = [
        (FOLDER / "begin.sql").read_text(encoding="utf-8").replace(":version", str(LATEST)),
        _currencies(known),
        *map(_table, tables),
        *(_row_security(name, _own_rows(name, "ALL")) for name in [*kept, PUBLICATION]),
        _row_security(TARGETS, _own_rows(TARGETS, "SELECT") + _all_rows(TARGETS)),
        *(f"DROP VIEW IF EXISTS {_named(name)};\n{statement}\n" for name, statement in views.items()),
        "".join(_grants([*kept, PUBLICATION], list(views))),
        f"INSERT INTO {SCHEMA}.company (version, amcli) VALUES ({LATEST}, {_literal(__version__)})\n"
        "    ON CONFLICT (one) DO UPDATE SET version = excluded.version, amcli = excluded.amcli;\n",
        "COMMIT;\n",
    ]
    return "\n".join(parts)


def _named(name: str) -> str:
    return f'{SCHEMA}."{name}"'


def _literal(value: object) -> str:
    """A value as SQL says it; whole numbers are no text."""
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _currencies(rows: Sequence[tuple[object, ...]]) -> str:
    """Decimals that the company has are left as they are: amounts in them are there."""
    lines = ",\n".join(f"    ({', '.join(map(_literal, row))})" for row in rows)
    return f"INSERT INTO {SCHEMA}.currency (code, name, decimals, unit) VALUES\n{lines}\n    ON CONFLICT DO NOTHING;\n"


# What a type of the server holds beyond what a file can: no report could read it.
_BOUNDS = {
    "date": "{0} BETWEEN '0001-01-01' AND '9999-12-31'",
    "numeric": "{0} > '-Infinity' AND {0} < 'Infinity'",
}


def _table(table: CompanyTable) -> str:
    """A table and its columns, whether none, some or all are there. Rows of an older version may lack what a newer one
    asks for, so that is asked of new rows alone (NOT VALID).
    """
    key, *rest = table.columns
    needed = [f'"{column.name}" IS NOT NULL' for column in rest if not column.empty]
    needed += [_BOUNDS[column.type].format(f'"{column.name}"') for column in table.columns if column.type in _BOUNDS]
    needed.append(f"{key.name} BETWEEN 1 AND {LARGEST_ID}")
    needed += table.rules
    changes = [f'ADD COLUMN IF NOT EXISTS "{column.name}" {column.type}' for column in rest]
    changes.append(f'DROP CONSTRAINT IF EXISTS "{table.name}_complete"')
    if needed:
        changes.append(f'ADD CONSTRAINT "{table.name}_complete" CHECK ({" AND ".join(needed)}) NOT VALID')
    return (
        f"CREATE TABLE IF NOT EXISTS {_named(table.name)} (\n"
        f"    {MANAGER} text NOT NULL,\n    {key.name} {key.type} NOT NULL,\n"
        f"    PRIMARY KEY ({MANAGER}, {key.name})\n);\n"
        f"ALTER TABLE {_named(table.name)}\n    " + ",\n    ".join(changes) + ";\n" + "".join(_indexes(table.name))
    )


def _indexes(table: str) -> Iterator[str]:
    for columns in INDEXES.get(table, ()):
        name = "_".join((table, *columns))
        yield f'CREATE INDEX IF NOT EXISTS "{name}" ON {_named(table)} ({", ".join(columns)});\n'


def _row_security(table: str, policies: str) -> str:
    """Who sees and writes which rows; FORCE: the owner of the table too."""
    return (
        f"ALTER TABLE {_named(table)} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;\n"
        + policies
        + _policy(table, "reads", "SELECT", f"{DIRECTORS}, {ADMINISTRATORS}", "true")
    )


def _own_rows(table: str, verb: str) -> str:
    """A manager gets at his own rows."""
    return _policy(table, "own", verb, MANAGERS, IS_OWN)


def _all_rows(table: str) -> str:
    """An administrator writes everybody's."""
    return _policy(table, "writes", "ALL", ADMINISTRATORS, "true")


def _policy(table: str, name: str, verb: str, roles: str, condition: str) -> str:
    """USING is for the rows that are there, WITH CHECK for what becomes of them: with one alone, rows are moved."""
    check = f"\n    WITH CHECK ({condition})" if verb == "ALL" else ""
    return (
        f'DROP POLICY IF EXISTS "{name}" ON {_named(table)};\n'
        f'CREATE POLICY "{name}" ON {_named(table)} FOR {verb} TO {roles}\n    USING ({condition}){check};\n'
    )


def _grants(kept: Sequence[str], views: Sequence[str]) -> Iterator[str]:
    """What each group may do. Nobody may TRUNCATE: row security does not look at it."""
    everybody = ", ".join((MANAGERS, DIRECTORS, ADMINISTRATORS))

    def names(tables: Sequence[str]) -> str:
        return ", ".join(map(_named, tables))

    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {SCHEMA} FROM PUBLIC, {everybody};\n"
    yield f"GRANT SELECT ON {names([*kept, *OWN_TABLES, *views])} TO {everybody};\n"
    yield f"GRANT INSERT, UPDATE, DELETE ON {names(kept)} TO {MANAGERS};\n"
    yield f"GRANT INSERT, UPDATE, DELETE ON {names(WRITTEN)} TO {ADMINISTRATORS};\n"
