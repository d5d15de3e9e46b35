"""A page as a mail: what programs that send and read mail make of it."""

from __future__ import annotations

import os
import re
import subprocess
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import StringIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amcli.base.results import Column, Listing
from amcli.base.text import clean, one_line
from amcli.render import render
from conftest import Cli, tries

PAGES = (("report", "sales"), ("account", "show", "maruti"), ("plan", "show", "PL1"), ("sale", "list", "--limit", "5"))
LONGEST = 998  # bytes of a line without its end (RFC 5322, 2.1.1)


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert not message.defects
    return message


def parts(message: EmailMessage) -> tuple[str, str]:
    """The text and the page."""
    assert message.get_content_type() == "multipart/alternative"
    text, page = message.iter_parts()
    assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert not (text.defects or page.defects)
    return text.get_content(), page.get_content()


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_a_mail_has_the_text_and_the_page(sample: Cli, words: tuple[str, ...]) -> None:
    """Its parts are whom it is for and what -f table says at 78 columns, all columns of it and no advice to type, and
    what -f html says; its subject is what the page is called.
    """
    file = sample.folder / "x.eml"
    sample.ok(*words, "-o", str(file))
    message = read(file.read_bytes())
    text, page = parts(message)
    assert page == sample.ok(*words, "-f", "html")
    said, shown = text.removeprefix("Internal: not for the client\n\n"), sample.ok(*words, "-f", "table", COLUMNS="78")
    assert said != text
    if "hidden at this width" in shown:
        heads = re.findall(r'<th scope="row"[^>]*>([^<]+)<', page)
        assert heads
        assert [head for head in heads if head not in said] == []
        assert "hidden at this width" not in said
    else:
        assert said == shown
    assert f"<title>{message['Subject']}</title>" in page
    assert file.read_bytes() == sample.ok(*words, "-f", "eml").encode("ascii")


def test_a_mail_says_neither_who_nor_when(sample: Cli) -> None:
    """Sender, receiver and day are of whoever sends it: lines put before it are part of its head."""
    data = sample.ok("report", "sales", "-f", "eml").encode()
    assert read(data).keys() == ["Subject", "MIME-Version", "Content-Type"]
    message = read(b"From: Mara <mara@example.com>\nTo: boss@example.com\n" + data)
    assert (message["To"], len(parts(message))) == ("boss@example.com", 2)


def test_a_mail_is_sent_as_it_is(sample: Cli) -> None:
    """What a program that sends mail makes of it, with the line ends of the wire, has the same parts again."""
    data = sample.ok("report", "sales", "-f", "eml").encode("ascii")
    assert max(map(len, data.split(b"\n"))) <= LONGEST
    assert b"\r" not in data
    sent = read(data).as_bytes(policy=policy.SMTP)
    assert b"\n" not in sent.replace(b"\r\n", b"")
    assert [part.replace("\r\n", "\n") for part in parts(read(sent))] == [*parts(read(data))]


def test_another_process_writes_the_same_mail(sample: Cli) -> None:
    """Nothing of it is by chance, such as the line between its parts."""
    seen = set()
    for seed in ("1", "2"):
        done = sample.spawn("report", "sales", "-f", "eml", environ={**os.environ, "PYTHONHASHSEED": seed})
        out, err = done.communicate()
        assert (done.returncode, err) == (0, b"")
        seen.add(out)
    assert seen == {sample.ok("report", "sales", "-f", "eml").encode()}


def mail_of(title: str, cell: str = "S1") -> bytes:
    out = StringIO()
    render(Listing("sale", (Column("id"),), [(cell,)], title=title), "eml", out)
    return out.getvalue().encode("ascii")


HEADERS = ("Subject", "MIME-Version", "Content-Type")


@settings(max_examples=tries(20, 400))
@given(st.text(min_size=1, max_size=200), st.text(max_size=60))
@example("Maruti\nBcc: all@example.com\n\nBody", "a\n--=_x\nContent-Type: text/html\n\n<script>")
@example("Maruti\r\nX: y", "\r\n.\r\n")
@example("Été 2026 · 日本語の会社 " * 8, "=3D=\n= =20")
@example("=?utf-8?q?Bcc=3A?= =?utf-8?b?eA==?=", "From here")
@example("=?utf-8?q?a=0ABcc=3A_x?=", "=?utf-8?q?a=0ABcc=3A_x?=")
@example("x" * 3000, "y" * 3000)
@example("\ud800 \x00\x1b[31m\u202e", "\ud800")
def test_no_name_is_a_head_of_the_mail(title: str, cell: str) -> None:
    """Whatever a page is called and has in it, it is one subject, and the mail has its three heads and two parts."""
    data = mail_of(title, cell)
    assert max(map(len, data.split(b"\n"))) <= LONGEST
    message = read(data)
    assert tuple(message.keys()) == HEADERS
    said = " ".join(one_line(clean(title)[0]).split()) or "sale"
    assert " ".join(str(message["Subject"]).split()) == said
    assert len(parts(message)) == 2
    page = StringIO()
    render(Listing("sale", (Column("id"),), [(cell,)], title=title), "html", page)
    assert parts(message)[1] == page.getvalue()


def test_sendmail_takes_it_from_a_pipe(sample: Cli) -> None:
    """As the cookbook has it: the head of who sends it, then the mail."""
    stand_in = sample.folder / "msmtp"
    stand_in.write_text(f'#!/bin/sh\necho "$@" > "{sample.folder}/words"\ncat > "{sample.folder}/sent"\n')
    stand_in.chmod(0o700)
    line = '{ echo "To: boss@example.com"; amcli report sales -f eml; } | "./msmtp" -t'
    done: subprocess.CompletedProcess[str] = sample.shell(line, cwd=sample.folder)
    assert (done.returncode, done.stderr) == (0, "")
    message = read((sample.folder / "sent").read_bytes())
    assert (message["To"], message["Subject"][:10]) == ("boss@example.com", "Sales 2026")
