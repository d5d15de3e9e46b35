"""A page on paper."""

from __future__ import annotations

from io import StringIO
from typing import BinaryIO, NoReturn

from amcli.base.errors import BadValue
from amcli.render.html.page import Page


def write_pdf(page: Page, out: BinaryIO) -> None:
    """The page by its print style. BadValue where the extra, or a library of the system that it needs, is missing."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:  # OSError: pango, which lays out its text, is not installed
        raise BadValue('pdf needs an extra package: pip install "amcli[pdf]", and the system\'s pango') from error
    written = StringIO()
    page.write(written)
    HTML(string=written.getvalue(), url_fetcher=_refuse).write_pdf(out, pdf_identifier=b"amcli", pdf_tags=True)


def _refuse(url: str) -> NoReturn:
    """Nothing is fetched for a page, whatever stands in it."""
    raise ValueError(url)
