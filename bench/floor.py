"""The floor of a read: a Typer program of one command that opens the file with sqlite3 and prints rows."""

import sqlite3

import typer

app = typer.Typer(add_completion=False)


@app.command()
def main(database: str) -> None:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    for row in connection.execute("SELECT code, name, tier, category, city FROM account ORDER BY code"):
        print(*row)


if __name__ == "__main__":
    app()
