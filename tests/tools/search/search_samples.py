"""What the search tests share: a look at the search tables and the totals with tools that are not the program's own."""

import sqlite3
from pathlib import Path

TABLES = ("account", "contact", "interaction", "deadline", "budget", "expense", "product")
DAYS = """SELECT date, currency, count(*), sum(iif(kind = 'credit', -1, 1) * amount_minor), count(cost_minor),
    sum(iif(cost_minor IS NULL, 0, iif(kind = 'credit', -1, 1) * amount_minor)),
    sum(coalesce(iif(kind = 'credit', -1, 1) * cost_minor, 0))
    FROM sale WHERE kind <> 'purchase' GROUP BY date, currency ORDER BY date, currency"""

MONTHS = DAYS.replace("date, currency", "substr(date, 1, 7), account_id, currency")
PRODUCTS = """SELECT substr(date, 1, 7), account_id, ifnull(product_id, 0), currency, count(*),
    sum(iif(kind = 'credit', -1, 1) * amount_minor), max(iif(kind = 'sale', date, NULL))
    FROM sale WHERE kind <> 'purchase' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""


def out_of_step(path: Path) -> list[str]:
    """What does not agree with the records: FTS5's own check against the content, and the totals added up again."""
    connection = sqlite3.connect(path, isolation_level=None)
    wrong = []
    connection.execute("BEGIN")
    for table in TABLES:
        try:
            connection.execute(f"INSERT INTO {table}_search ({table}_search, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            wrong.append(f"{table}: {error}")
        entries = connection.execute(f"SELECT count(*) FROM {table}_search_docsize").fetchone()
        if entries != connection.execute(f"SELECT count(*) FROM {table}").fetchone():
            wrong.append(f"{table}: {entries[0]} entries")
    connection.execute("ROLLBACK")
    days = connection.execute("SELECT * FROM sale_day ORDER BY date, currency").fetchall()
    if days != connection.execute(DAYS).fetchall():
        wrong.append("sale_day")
    months = connection.execute("SELECT * FROM sale_month ORDER BY month, account_id, currency").fetchall()
    if months != connection.execute(MONTHS).fetchall():
        wrong.append("sale_month")
    products = connection.execute("SELECT * FROM sale_product_month ORDER BY 1, 2, 3, 4").fetchall()
    if products != connection.execute(PRODUCTS).fetchall():
        wrong.append("sale_product_month")
    connection.close()
    return wrong
