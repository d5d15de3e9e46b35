"""`amcli report changes`: what changed since a day or an operation, in the end, by account."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from amcli.records.reports.journal_span import Span
from amcli.records.reports.net_changes import net_changes
from amcli.settings.environment import Env
from amcli.store.reader import reading
from conftest import Cli


def latest(cli: Cli) -> str:
    return cli.ok("history", "--limit", "1", "-f", "ids").strip()


def told(cli: Cli, *words: str) -> list[tuple[str | None, str, str]]:
    """Account, record and change of each row."""
    report: Any = cli.json("report", "changes", *words)
    return [(row["account"], row["record"], row["change"]) for row in report["rows"]]


def notes(cli: Cli, *words: str) -> list[str]:
    report: Any = cli.json("report", "changes", *words)
    return list(report.get("notes", ()))


def date_all(cli: Cli, moments: dict[str, str]) -> None:
    """Say of operations when they were."""
    with closing(sqlite3.connect(cli.db)) as connection, connection:
        for operation, at in moments.items():
            connection.execute("UPDATE operation SET at = ? WHERE id = ?", (at, int(operation[1:])))


def test_what_changed_since_i_last_reported(small: Cli) -> None:
    """Each field from what it was to what it is in the end, whatever was between; by account, with the commands."""
    since = latest(small)
    small.ok("target", "edit", "T2", "--amount", "55000")
    small.ok("target", "edit", "T2", "--amount", "60000")
    small.ok("opportunity", "move", "OP1", "negotiation")
    small.ok("sale", "add", "eclair", "700", "--on", "2026-09-16")
    small.ok("rate", "set", "USD", "EUR", "0.93", "--on", "2026-09-10")
    report: Any = small.json("report", "changes", "--since", since)
    assert [(row["account"], row["record"], row["change"]) for row in report["rows"]] == [
        ("eclair", "sale S4", "added: amount 700 JPY, date 2026-09-16, kind sale"),
        ("maruti", "opportunity OP1", "stage 'proposal' → 'negotiation'"),
        ("maruti", "opportunity OP1", "probability 50 → 75"),
        ("maruti", "target T2", "amount 50,000 → 60,000 USD"),
        (None, "rate R3", "added: from USD, to EUR, 0.93, date 2026-09-10"),
    ]
    target = report["rows"][3]
    assert (target["kind"], target["what"], target["field"]) == ("target", "changed", "amount")
    assert (target["old"], target["new"]) == ("50,000.00 USD", "60,000.00 USD")
    assert target["command"] == "amcli target edit T2 --amount 55000; amcli target edit T2 --amount 60000"
    assert (report["operations"], report["after"], report["begins"]) == (5, since, None)
    assert small.ok("report", "changes", "--since", since, "-f", "ids").split("\n")[0] == "sale S4"


@pytest.mark.parametrize("format_", ["table", "plain", "csv", "jsonl", "markdown", "html"])
def test_every_format_has_the_changes(small: Cli, format_: str) -> None:
    """Also a page, where what people typed is no markup."""
    since = latest(small)
    small.ok("account", "edit", "maruti", "--note", "<b>Pays</b>")
    out = small.ok("report", "changes", "--since", since, "-f", format_)
    assert "Pays" in out
    assert ("&lt;b&gt;Pays" in out and "<b>" not in out) or format_ != "html"


def test_what_is_undone_or_came_and_went_leaves_no_trace(small: Cli) -> None:
    """Records that came and went are counted, as those that are again as they were; what is undone is left out."""
    since = latest(small)
    small.ok("sale", "add", "maruti", "5")
    small.ok("sale", "remove", "S4", "--yes")
    small.ok("account", "edit", "maruti", "--tier", "3")
    small.ok("account", "edit", "maruti", "--tier", "1")
    small.ok("target", "edit", "T1", "--amount", "7")
    small.ok("undo")
    assert told(small, "--since", since) == []
    assert notes(small, "--since", since) == [
        "1 record came and went between, and is not told",
        "1 record changed and is again as before",
        "1 change of these days is undone, and left out",
    ]
    small.ok("redo")
    assert told(small, "--since", since) == [(None, "target T1", "amount 1,200,000 → 7 USD")]


def test_an_import_is_its_count_and_sums(small: Cli) -> None:
    """By currency and kind, as they are at the end of the days; what was edited in them is no row of its own."""
    since = latest(small)
    file = small.folder / "s.csv"
    rows = [f"maruti,{n},2026-09-0{n},N-{n},sale,USD" for n in range(1, 7)]
    rows += ["eclair,50,2026-09-01,N-7,sale,JPY", "maruti,3,2026-09-01,N-8,credit,USD"]
    file.write_text("\n".join(["account,amount,date,ref,kind,currency", *rows]))
    small.ok("import", "sales", str(file), "--yes")
    done = latest(small)
    assert told(small, "--since", since) == [(None, "sales", "8 sales added, 50 JPY, 21.00 USD, credit 3.00 USD")]
    small.ok("sale", "edit", "S4", "--amount", "100")
    small.ok("sale", "remove", "S5", "--yes")
    small.ok("sale", "edit", "S6", "--amount", "7777")
    small.ok("undo")
    assert told(small, "--since", since) == [
        (None, "sales", "7 sales added, 50 JPY, 118.00 USD, credit 3.00 USD, 1 edited since, 1 more came and went")
    ]
    assert told(small, "--since", since, "--until", done) == [
        (None, "sales", "8 sales added, 50 JPY, 21.00 USD, credit 3.00 USD")
    ]
    assert told(small, "--since", since, "--account", "eclair") == [("eclair", "sales", "1 sale added, 50 JPY")]
    assert [change for *_, change in told(small, "--since", done)] == [
        "amount 1 → 100 USD",
        "removed: amount 2.00 USD, date 2026-09-02, 'N-2', kind sale",
    ]
    report: Any = small.json("report", "changes", "--since", since, "--until", done)
    assert (report["rows"][0]["count"], report["rows"][0]["sums"]) == (8, ["50 JPY", "21.00 USD", "credit 3.00 USD"])


def test_very_many_records_of_one_command_are_counted(small: Cli) -> None:
    """An import that changes what is there leaves an image of each, and is told as a count all the same."""
    file = small.folder / "s.csv"
    head = "account,amount,date,ref,currency"
    file.write_text("\n".join([head, *(f"maruti,{n},2026-09-01,N-{n},USD" for n in range(1, 61))]))
    small.ok("import", "sales", str(file), "--yes")
    since = latest(small)
    file.write_text("\n".join([head, *(f"maruti,{n + 1},2026-09-01,N-{n},USD" for n in range(1, 61))]))
    small.ok("import", "sales", str(file), "--yes", "--update")
    assert told(small, "--since", since) == [("maruti", "sales", "60 sales changed")]
    small.ok("sale", "edit", "S9", "--amount", "1000")
    assert told(small, "--since", since) == [
        ("maruti", "sale S9", "amount 6 → 1,000 USD"),
        ("maruti", "sales", "59 sales changed"),
    ]


def test_what_is_gone_is_called_as_it_was(small: Cli) -> None:
    """An account that was merged or removed by its former code; asked for the one that is left, what was theirs too."""
    since = latest(small)
    small.ok("account", "remove", "old-garage", "--yes")
    small.ok("account", "merge", "maruti", "maruti-service", "--yes")
    found = told(small, "--since", since, "--kind", "account")
    assert [(account, record) for account, record, _ in found if "removed" in _] == [
        ("maruti-service", "account maruti-service"),
        ("old-garage", "account old-garage"),
    ]
    merged = told(small, "--since", since, "--account", "maruti", "--kind", "account")
    assert "account maruti-service" in [record for _, record, _ in merged]
    assert "account old-garage" not in [record for _, record, _ in merged]


def test_a_record_that_moved_is_in_both_accounts(small: Cli) -> None:
    """It stands under the one that has it now, and is found by either."""
    since = latest(small)
    small.ok("sale", "edit", "S1", "--account", "maruti-service")
    for account in ("maruti", "maruti-service"):
        assert told(small, "--since", since, "--account", account)[0] == (
            "maruti-service", "sale S1", "account maruti → maruti-service",
        )  # fmt: skip
    assert told(small, "--since", since, "--account", "eclair") == []


def test_links_and_settings(small: Cli) -> None:
    """Who was there, and what a setting was; a setting is nobody's."""
    since = latest(small)
    small.ok("interaction", "edit", "I1", "--with", "C2")
    small.ok("config", "set", "signs.good", "90")
    assert told(small, "--since", since) == [
        ("maruti", "interaction I1", "with added C2, removed C1"),
        (None, "setting signs.good", "value none → '90'"),
    ]
    assert told(small, "--since", since, "--kind", "setting") == [(None, "setting signs.good", "value none → '90'")]
    assert told(small, "--since", since, "--kind", "sales") == []
    since = latest(small)
    file = small.folder / "i.csv"
    file.write_text("account,date,text\nmaruti,2026-09-10,Saw the hall\n")
    small.ok("import", "interactions", str(file), "--yes")
    small.ok("interaction", "edit", "I3", "--with", "C1")
    assert told(small, "--since", since) == [("maruti", "interactions", "1 interaction added")]


def test_what_is_private_stays_so(agreed: Cli) -> None:
    """Only that an aim or a limit changed is told, in no format what it is; nor do the images have it."""
    since = latest(agreed)
    agreed.ok("negotiation", "point", "NG1", "price", "--aim", "7321", "--limit", "8642")
    agreed.ok("negotiation", "point", "NG1", "payment", "--better", "lower", "--aim", "7321")
    for format_ in ("json", "csv", "markdown", "html", "plain"):
        out = agreed.ok("report", "changes", "--since", since, "-f", format_)
        assert "changed" in out
        assert "7321" not in out
        assert "8642" not in out
    with reading(Env(agreed.environ)) as reader:
        net = net_changes(reader, Span(int(since[1:]), 10**6))
    assert not any(text in str(net) for text in ("7321", "8642"))
    assert [(field.said, field.old, field.new) for field in net.records[0].fields] == [("changed", "…", "…")] * 2


def test_days_are_those_of_the_zone(small: Cli) -> None:
    """The journal has moments in UTC; a day begins where the user is. Both days are in."""
    small.ok("config", "set", "zone", "Asia/Tokyo")
    first = latest(small)
    small.ok("sale", "add", "maruti", "5")
    small.ok("sale", "add", "maruti", "6")
    before = {f"H{number}": "2026-08-01T00:00:00Z" for number in range(1, int(first[1:]) + 1)}
    one, two = (f"H{int(first[1:]) + each}" for each in (1, 2))
    date_all(small, {**before, one: "2026-09-09T15:30:00Z", two: "2026-09-10T15:30:00Z"})  # the 10th and 11th there
    ask = [("2026-09-10", "2026-09-10"), ("2026-09-11", "2026-09-11"), ("2026-09-09", "2026-09-11")]
    found = [[record for _, record, _ in told(small, "--since", each, "--until", to)] for each, to in ask]
    assert found == [["sale S4"], ["sale S5"], ["sale S4", "sale S5"]]
    assert notes(small, "--since", "2026-07-01", "--until", "2026-07-02") == [
        "the history begins on 2026-08-01: what changed before that is not known"
    ]
    assert notes(small, "--since", "2026-08-01", "--kind", "rate") == []


def test_what_was_taken_back_of_before_is_said(small: Cli) -> None:
    """An undo makes no operation: what is known of it is said, and what is not as well."""
    small.ok("sale", "add", "maruti", "5")
    since = latest(small)
    small.ok("target", "edit", "T1", "--amount", "7")
    small.ok("undo", since)
    assert notes(small, "--since", since) == [f"{since} of before is undone after the latest change, and not told here"]
    small.ok("undo")
    small.ok("target", "edit", "T1", "--amount", "8")
    assert notes(small, "--since", since)[-1] == (
        f"{since} of before is undone: whether before or since then the history does not say, and it is not told here"
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "say since when: --since 2026-09-01"),
        (("--since", "H999"), 3, "there is no operation 'H999'"),
        (("--since", "2026-09-02", "--until", "2026-09-01"), 2, "nothing lies between them"),
        (("--since", "H3", "--until", "H2"), 2, "nothing lies between them"),
        (("--since", "soon"), 2, "'soon'"),
        (("--since", "today", "--kind", "thing"), 2, "nothing is called 'thing'"),
        (("--since", "today", "--account", "nobody"), 3, "nobody"),
    ],
)
def test_what_cannot_be_asked(small: Cli, words: tuple[str, ...], code: int, said: str) -> None:
    """One line that says what is accepted."""
    done = small("report", "changes", *words)
    assert (done.code, said in done.err, done.out) == (code, True, "")


def test_the_queries_do_not_grow_with_the_records(small: Cli) -> None:
    """Twenty records of a kind are read with as many statements as two, and no table is read from end to end."""
    since = int(latest(small)[1:])
    counts = []
    for until in (2, 20):
        for number in range(until):
            small.ok("budget", "spend", "maruti", "trade fair", str(number + 1))
        counts.append(len(statements(small, Span(since, 10**6))))
    assert counts[0] == counts[1] < 30
    file = small.folder / "s.csv"
    file.write_text("account,amount,date,currency\n" + "".join(f"maruti,{n},2026-09-01,USD\n" for n in range(1, 9)))
    small.ok("import", "sales", str(file), "--yes")
    small.ok("sale", "edit", "S5", "--amount", "9")
    with closing(sqlite3.connect(small.db)) as connection:
        tables = {f"SCAN {name}" for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    plan = set(plans(small, Span(since, 10**6)))
    assert tables & plan <= {"SCAN currency"}  # which all have, and is read once
    assert not {"SCAN o", "SCAN c", "SCAN r", "SCAN t", "SCAN f", "SCAN l", "SCAN x"} & plan


def statements(cli: Cli, span: Span) -> list[str]:
    seen: list[str] = []
    with reading(Env(cli.environ)) as reader:
        reader.connection.set_trace_callback(seen.append)
        net_changes(reader, span)
        reader.connection.set_trace_callback(None)
    return seen


def plans(cli: Cli, span: Span) -> Iterator[str]:
    """What SQLite does for each statement."""
    asked = statements(cli, span)
    with reading(Env(cli.environ)) as reader:
        for sql in asked:
            for row in reader.rows(f"EXPLAIN QUERY PLAN {sql}"):
                yield " ".join(row[3].split()[:2])


def test_a_damaged_image_is_a_sentence(small: Cli) -> None:
    """No traceback: what is damaged, and what helps."""
    small.ok("sale", "edit", "S1", "--amount", "9")
    with closing(sqlite3.connect(small.db)) as connection, connection:
        connection.execute("UPDATE operation_change SET after = '{' WHERE id = (SELECT max(id) FROM operation_change)")
    done = small("report", "changes", "--since", "H1")
    assert (done.code, "is damaged: what became of S1 cannot be read" in done.err) == (5, True)


def test_the_page_over_the_sample_data(sample: Cli, tmp_path: Path) -> None:
    """The demo's imports are told as their counts, and the page is the same bytes each time."""
    pages = [sample.ok("report", "changes", "--since", "2026-01-01", "-f", "html") for _ in range(2)]
    assert pages[0] == pages[1]
    assert "751 sales added, 6,165,017.01 USD" in pages[0]
    assert len(pages[0]) < 200_000
