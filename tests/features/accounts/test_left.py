"""A person who left the client: kept with all that was said, and out of the lists from that day on."""

from pathlib import Path
from typing import Any

from conftest import Cli


def ids(cli: Cli, *words: str) -> list[str]:
    return cli.ok(*words, "-f", "ids").split()


def people(cli: Cli, *words: str) -> list[tuple[str, str | None]]:
    """Who is on the brief of an account, and when they leave."""
    brief: Any = cli.json("account", "show", "maruti", *words)
    return [(row["id"], row["left"]) for row in brief["contacts"]]


def test_a_removal_that_is_refused_names_the_way(small: Cli) -> None:
    """What was said stays with whom it was said to: the refusal says what to type, and that works."""
    done = small("contact", "remove", "C1", "--yes")
    assert (done.code, "`amcli contact edit C1 --left today`" in done.err) == (4, True)
    small.ok("contact", "edit", "C1", "--left", "today")
    assert ids(small, "contact", "list") == ["C3", "C2"]
    assert small.json("contact", "show", "C1", "--columns", "left") == {"left": "2026-09-17"}


def test_lists_show_who_is_there(small: Cli) -> None:
    """Lists and the brief show who is there; --all shows the others with the day; an empty text brings them back."""
    small.ok("contact", "edit", "C1", "--left", "2026-09-01")
    assert ids(small, "contact", "list", "--account", "maruti") == ["C2"]
    assert ids(small, "contact", "list", "--account", "maruti", "--all") == ["C1", "C2"]
    assert ids(small, "contact", "list", "--left", "2026-09-01") == ["C1"]
    assert "Tue  1 Sep" in small("contact", "list", "--all", tty=True, COLUMNS="80").out
    assert people(small) == [("C2", None)]
    assert people(small, "--all") == [("C1", "2026-09-01"), ("C2", None)]
    small.ok("contact", "edit", "C1", "--left", "")
    assert ids(small, "contact", "list", "--account", "maruti") == ["C1", "C2"]


def test_a_coming_day_counts_from_then_on(small: Cli) -> None:
    """Who leaves at the end of the month is there until then, on every screen."""
    small.ok("contact", "edit", "C1", "--left", "2026-09-30")
    for day, there in (("2026-09-29", ["C1", "C2"]), ("2026-09-30", ["C2"])):
        assert ids(small, "--today", day, "contact", "list", "--account", "maruti") == there
        brief: Any = small.json("--today", day, "account", "show", "maruti")
        assert [row["id"] for row in brief["contacts"]] == there


def test_a_name_means_who_is_there(small: Cli) -> None:
    """Alone, the name of somebody who left still finds that person; of two it means the one who is there."""
    small.ok("contact", "edit", "C1", "--left", "2026-09-01")
    assert small.json("contact", "show", "Asha Rao", "--columns", "id") == {"id": "C3"}
    small.ok("log", "maruti", "About old times", "--with", "Asha Rao")
    done = small("contact", "add", "maruti", "asha  rao")
    assert (done.code, "C1 (left 2026-09-01) is called" in done.err) == (0, True), done.err
    small.ok("log", "maruti", "The new one", "--with", "Asha Rao")
    exported = [row["with_ids"] for row in small.json("export", "interactions")][-2:]  # type: ignore[attr-defined]
    assert exported == [["C1"], ["C4"]]
    assert "note: C4 is called" in small("contact", "add", "maruti", "Asha Rao").err


def test_a_call_with_somebody_who_left_says_so(small: Cli) -> None:
    """It is written, and a sentence says who; a call of an earlier day needs none."""
    small.ok("contact", "edit", "C1", "--left", "2026-09-10")
    done = small("log", "maruti", "Lunch", "--with", "C1")
    assert (done.code, done.err) == (0, "note: Asha Rao (C1) left on 2026-09-10\n")
    assert small("log", "maruti", "Handing over", "--with", "C1", "--on", "2026-09-09").err == ""


def test_a_file_leaves_them_as_they_are(small: Cli, tmp_path: Path) -> None:
    """A file or a card that does not speak of it brings nobody back, and names the one who is there; a file that does
    speak of it decides.
    """
    small.ok("contact", "edit", "C1", "--left", "2026-09-01")
    rows = "account,name,title\nmaruti,Asha Rao,Chair\n"
    small.ok("import", "contacts", "-", "--update", stdin=rows)
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:Asha Rao\nORG:Maruti Suzuki\nTEL:99\nEND:VCARD\n"
    small.ok("import", "vcard", "-", stdin=card)
    assert small.json("contact", "show", "C1", "--columns", "title,left") == {"title": "Chair", "left": "2026-09-01"}
    small.ok("contact", "add", "maruti", "Asha Rao")
    small.ok("import", "contacts", "-", "--update", stdin="account,name,title\nmaruti,Asha Rao,Heir\n")
    small.ok("import", "vcard", "-", stdin=card)
    small.ok("import", "interactions", "-", stdin="account,text,date,with\nmaruti,Hello,2026-09-12,Asha Rao\n")
    assert small.json("contact", "list", "--account", "maruti", "--title", "Heir", "--columns", "id,phone") == [
        {"id": "C4", "phone": "99"}
    ]
    assert small.json("contact", "show", "C1", "--columns", "title,phone") == {"title": "Chair", "phone": "12"}
    small.ok("import", "contacts", "-", "--update", stdin="account,name,left\nmaruti,Ravi Iyer,2026-09-05\n")
    assert small.json("contact", "show", "C2", "--columns", "left") == {"left": "2026-09-05"}


def test_an_export_goes_back_as_it_was(small: Cli) -> None:
    """contacts.csv has the day, and taken in again it changes nothing, also where two share the name."""
    small.ok("contact", "edit", "C2", "--reports-to", "")  # whose name would mean the one who is there
    small.ok("contact", "edit", "C1", "--left", "2026-09-01")
    small.ok("contact", "add", "maruti", "Asha Rao", "--title", "Heir")
    exported = small.ok("export", "contacts")
    assert "2026-09-01" in exported
    before = small.dump()["contact"]
    small.ok("import", "contacts", "-", "--update", stdin=exported)
    assert small.dump()["contact"] == before


def test_a_merge_keeps_whether_the_kept_one_left(small: Cli) -> None:
    """Being there is nothing that lacks: the day of the other is said, and not taken."""
    small.ok("contact", "edit", "C1", "--left", "2026-09-01")
    done = small("contact", "merge", "C2", "C1", "--yes")
    assert (done.code, "C1 left on 2026-09-01 and C2 did not" in done.err) == (0, True), done.err
    assert small.json("contact", "show", "C2", "--columns", "left,aliases") == {
        "left": None, "aliases": ["name:Asha Rao"],
    }  # fmt: skip


def test_a_search_marks_them(small: Cli) -> None:
    """They are found, with the day."""
    small.ok("contact", "edit", "C1", "--left", "2026-09-01")
    found: Any = small.json("search", "asha", "--kind", "contact", "--sort", "id")
    assert [row["text"] for row in found][:2] == ["Asha Rao (left 2026-09-01)", "Asha Rao"]
