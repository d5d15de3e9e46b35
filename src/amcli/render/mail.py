"""A page as a mail: the text that every program reads, and the page beside it, for whatever sends mail."""

from __future__ import annotations

from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from io import StringIO
from typing import TextIO

from amcli.render.html.page import Page
from amcli.render.html.tables import SHEET
from amcli.render.select import select
from amcli.render.terminal.table import write_table

_TEXT_WIDTH = 78  # cells of a line (RFC 5322, 2.1.1)
_POLICY = SMTP.clone(cte_type="7bit", linesep="\n")  # a program that takes mail from a pipe wants plain line ends


def write_mail(page: Page, out: TextIO) -> None:
    """A message with a subject, and neither sender nor receiver nor day: who sends it writes these."""
    text, written = StringIO(), StringIO()
    text.write(f"{page.audience}\n\n")
    read = page.read if page.chosen else select(page.read, None, "table")
    write_table(read, text, _TEXT_WIDTH, viewer=page.viewer, page=SHEET)
    page.write(written)
    message = EmailMessage(_POLICY)
    message.set_content(text.getvalue(), cte="quoted-printable")
    message.add_alternative(written.getvalue(), subtype="html", cte="quoted-printable")
    # The same page is the same mail: what parts it is made of what is in it, and not by chance.
    message.set_boundary(f"=_{sha256(written.getvalue().encode()).hexdigest()[:32]}")
    out.write(f"Subject: {_subject(page.heading)}\n{message.as_bytes().decode('ascii')}")


def _subject(heading: str) -> str:
    """What a page is called, folded as a header. What is not plain is encoded whole: a name may look like something
    encoded, which a message of Python's would decode, a line end and another header in it too.
    """
    plain = heading.isascii() and "=?" not in heading and len(heading) <= _TEXT_WIDTH - len("Subject: ")
    return Header(heading, "us-ascii" if plain else "utf-8", header_name="Subject").encode()
