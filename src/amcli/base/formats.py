"""The formats that a result can be asked for in."""

from __future__ import annotations

from amcli.base.errors import BadValue
from amcli.base.text import nearest, quote

FORMATS = ("table", "plain", "csv", "tsv", "json", "jsonl", "markdown", "ids", "html", "eml", "pdf", "ics", "vcf",
           "xlsx", "parquet")  # fmt: skip
BINARY = ("xlsx", "parquet", "pdf")
PAGES = ("html", "eml", "pdf")  # one page, as it is, in a mail, and on paper
SCREENS = ("table", "markdown", *PAGES)  # which people read; scripts count on order and columns of the others
OF_ROWS = ("ics", "vcf", "html", "eml", *BINARY)  # which a sentence cannot be written in


def check_format(format: str, *, rows: bool = True) -> None:
    """BadValue for an unknown format; without `rows`, for one that only rows can have too."""
    accepted = [each for each in FORMATS if rows or each not in OF_ROWS]
    if format not in accepted:
        what = "is not a format" if rows or format not in FORMATS else "is a format of rows, and this has none"
        raise BadValue(f"{quote(format)} {what}: use one of {', '.join(accepted)}", nearest(format, accepted))
