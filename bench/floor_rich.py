"""The floor of a drawn read: the same program, printing a Rich table."""

import sqlite3

import typer

app = typer.Typer(add_completion=False)


@app.command()
def main(database: str) -> None:
    from rich.console import Console
    from rich.table import Table

    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    table = Table("code", "name", "tier", "category", "city")
    for row in connection.execute("SELECT code, name, tier, category, city FROM account ORDER BY code"):
        table.add_row(*(str(cell) for cell in row))
    Console().print(table)


if __name__ == "__main__":
    app()
