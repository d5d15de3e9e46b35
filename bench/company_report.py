"""A company of 300 managers with 10,000 sales each, made by the server itself: `company report sales` beside the bare
statement that adds them up by account, product and day (`make bench`, by publishing.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from company_server import Database
from measure import AMCLI, Figure, Side

MANAGERS, SALES, ACCOUNTS, PRODUCTS = 300, 10_000, 40, 50
_ROWS = f"""
INSERT INTO amcli.account (manager, id, code, name, created)
    SELECT 'm' || m, a, 'm' || m || '-a' || a, 'Account ' || m || ' ' || a, '2020-01-01'
    FROM generate_series(1, {MANAGERS}) m, generate_series(1, {ACCOUNTS}) a;
INSERT INTO amcli.product (manager, id, code, name)
    SELECT 'm' || m, p, 'p' || p, 'Product ' || p
    FROM generate_series(1, {MANAGERS}) m, generate_series(1, {PRODUCTS}) p;
INSERT INTO amcli.sale (manager, id, account_id, product_id, date, amount_minor, currency, kind, cost_minor)
    SELECT 'm' || m, s, 1 + s % {ACCOUNTS}, 1 + s * 7 % {PRODUCTS}, date '2023-10-01' + (s * 1096 / {SALES})::int,
        1000 + (s * 7919 + m * 31) % 90000, 'EUR', CASE WHEN s % 50 = 0 THEN 'credit' ELSE 'sale' END,
        CASE WHEN s % 3 > 0 THEN 500 + s * 13 % 900 END
    FROM generate_series(1, {MANAGERS}) m, generate_series(1, {SALES}) s;
INSERT INTO amcli.target (manager, id, start, "end", account_id, amount_minor, currency, "group")
    SELECT 'm' || m, a, '2026-01-01', '2027-01-01', a, 5000000, 'EUR', false
    FROM generate_series(1, {MANAGERS}) m, generate_series(1, {ACCOUNTS}) a;
INSERT INTO amcli.publication (manager, published_at, version, amcli, hash, counts, uid)
    SELECT 'm' || m, now(), version, amcli, '', '{{"sale": {SALES}}}', ''
    FROM generate_series(1, {MANAGERS}) m, amcli.company;
"""
_BARE = """SELECT manager, account_id, product_id, date, currency, count(*),
    sum(CASE kind WHEN 'sale' THEN amount_minor ELSE -amount_minor END)
FROM amcli.sale WHERE kind <> 'purchase' GROUP BY 1, 2, 3, 4, 5;
"""


def figures(folder: Path, psql: str, company: Database) -> Iterator[Figure]:
    """What is compared, on a server that is set up; psql: the program."""
    company.run(_ROWS)
    company.run("VACUUM ANALYZE")
    dsn = company.dsn(company.director())
    script = folder / "bare.sql"
    script.write_text(_BARE)
    report = Side([AMCLI, "company", "report", "sales", "--from", dsn, "-f", "csv"])
    floor = Side([psql, "-X", "-q", "-At", dsn], script)
    what = f"company report sales, {MANAGERS} managers of {SALES:,}: against the bare statement"
    yield Figure(what, report, floor, 1.5, 1.2)
