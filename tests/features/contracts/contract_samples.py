"""A portfolio of contracts in each state, as of 2026-09-17."""

from conftest import Cli

# CT1 runs, CT2 went into its next terms by itself, CT3 was not renewed, CT4 is a draft, CT5 ended, CT6 is in notice and
# in another currency, CT7 is past its day of notice.
CONTRACTS = (
    ("maruti", "Frame 2026", "--start", "2026-01-01", "--end", "2026-12-31", "--notice", "3m", "--value", "400k",
     "--per", "year", "--signed", "2025-12-10", "--kind", "frame"),
    ("parker", "Test benches", "--start", "2022-08-29", "--end", "2025-08-28", "--notice", "2m", "--renews", "tacit",
     "--term", "12m", "--value", "36000", "--kind", "service"),
    ("ford", "Wiper supply", "--start", "2024-07-01", "--end", "2026-08-31", "--notice", "90d", "--value", "20k",
     "--per", "month"),
    ("ford", "Tooling licence", "--start", "2026-10-01", "--end", "2028-09-30"),
    ("ford", "Sourcing 2024", "--start", "2024-01-01", "--end", "2024-12-31", "--renews", "no"),
    ("parker", "Freight", "--start", "2025-03-01", "--end", "2026-02-28", "--renews", "tacit", "--notice", "1m",
     "--value", "8000", "--currency", "GBP", "--per", "year"),
    ("parker", "Pallets", "--start", "2025-11-01", "--end", "2026-10-31", "--renews", "tacit", "--notice", "3m",
     "--value", "1200", "--per", "year"),
)  # fmt: skip


def contracts(cli: Cli) -> Cli:
    """The accounts, their contracts, and obligations of CT1: eight due, five kept, two late, one still open."""
    cli.ok("config", "set", "currency", "EUR")
    for name, tier in (("Maruti", "1"), ("Ford", "1"), ("Parker", "2")):
        cli.ok("account", "add", name, "--tier", tier)
    cli.ok("rate", "set", "GBP", "EUR", "1.25", "--on", "2026-01-01")
    for words in CONTRACTS:
        cli.ok("contract", "add", *words)
    cli.ok("contract", "edit", "CT6", "--noticed", "2026-09-10", "--noticed-by", "client", "--ends", "2027-02-28")
    for month in range(1, 9):
        side = "client" if month in (6, 7) else "us"
        due = f"2026-{month if month < 8 else 10:02}-15"
        cli.ok("deadline", "add", "CT1", f"Report {month}", "--due", due, "--owed-by", side)
    for month in range(1, 8):
        cli.ok("deadline", "done", f"D{month}", "--on", f"2026-{month:02}-{15 if month < 6 else 16}")
    return cli
