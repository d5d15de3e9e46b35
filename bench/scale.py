"""What grows with what is stored and should not: `remind` and `today` at 1,000 and at a million (`make bench`).

The portfolio is built with sqlite3 itself: 500 accounts, deadlines of which one in a hundred is near, interactions
over ten years. Each command is timed on both files in turn, and the ratio of the medians is what counts.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from bench import AMCLI, RUNS, clean_environ, seconds

from amcli.store.files import open_writer

TODAY = "2026-09-17"
ACCOUNTS = 500
COMMANDS = [("remind", "-f", "json"), ("today", "-f", "json")]
SIZES = {"small": (1_000, 1_000), "large": (100_000, 1_000_000)}  # deadlines, interactions
MUST = {"remind": 1.3, "today": 1.5}


def main() -> None:
    """Build both files, time the commands on them in turn, print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        files = {name: build(Path(folder) / f"{name}.db", *sizes) for name, sizes in SIZES.items()}
        environ = clean_environ(folder, TODAY)
        print(f"\n{'100,000 deadlines, 1,000,000 interactions':44}{'median':>8}{'':8}{'must':>7}  ms (large / small)")
        for words in COMMANDS:
            times: dict[str, list[float]] = {name: [] for name in files}
            for _ in range(RUNS):
                for name, file in files.items():
                    times[name].append(seconds([AMCLI, "--db", str(file), *words], environ))
            large, small = (statistics.median(times[name]) for name in ("large", "small"))
            what = f"{words[0]}: large against small"
            print(
                f"{what:44}{large / small:>7.2f}×{'':8}{MUST[words[0]]:>7.2f}  {large * 1000:.0f} / {small * 1000:.0f}"
            )


def build(path: Path, deadlines: int, interactions: int) -> Path:
    """A portfolio of that size. Nine deadlines in ten are done, one of the open in ten is due this month."""
    connection = open_writer(path)
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO account (code, name, tier, created) VALUES (?, ?, ?, '2016-01-01')",
        ((f"acc-{n}", f"Account {n}", n % 3 + 1) for n in range(ACCOUNTS)),
    )
    connection.execute(
        """WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :last)
        INSERT INTO deadline (account_id, title, due, kind, priority, done)
        SELECT i % :accounts + 1, 'Deadline ' || i, date('2026-09-01', '+' || (i % 3650) || ' days'), 'other', 'normal',
            CASE WHEN i % 10 THEN '2026-08-01' END FROM n""",
        {"last": deadlines - 1, "accounts": ACCOUNTS},
    )
    connection.execute(
        """WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :last)
        INSERT INTO interaction (account_id, date, kind, text)
        SELECT i % :accounts + 1, date('2026-09-16', '-' || (i % 3650) || ' days'),
            CASE i % 5 WHEN 0 THEN 'note' ELSE 'call' END, 'Interaction ' || i FROM n""",
        {"last": interactions - 1, "accounts": ACCOUNTS},
    )
    connection.execute("COMMIT")
    connection.execute("PRAGMA optimize")
    connection.close()
    return path


if __name__ == "__main__":
    main()
