"""The groups of products: the categories, and each product by itself."""

from __future__ import annotations

import sqlite3

from amcli.store.reader import Reader


def product_groups(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every category, then the code of every product with its name (Field.listed)."""
    categories = connection.execute("SELECT DISTINCT category, '' FROM product WHERE category <> '' ORDER BY 1")
    return [*categories, *connection.execute("SELECT code, name FROM product ORDER BY 1")]


def all_products(reader: Reader) -> list[tuple[int, str, str, str | None]]:
    """Every product: its row id, code, name and category."""
    rows = reader.run_query(__file__, "report_products")
    return [(number, code, name, category or None) for number, code, name, category in rows]
