"""The program's own help: one screen by what one wants to do, and the full list of what there is.

Both are written from the table of commands; no command is imported.
"""

from typing import Any

from amcli.app.commands import SECTIONS
from amcli.shell.help_page import HelpPage

LEFT = 4  # the sections of the left column; the others stand beside them
LEFT_WIDTH, TWO_COLUMNS = 41, 76  # of the left column, and from which width on there are two
MORE = "amcli NOUN (its verbs), amcli help commands, amcli help topics"


def write_screen(group: Any, ctx: Any, page: HelpPage) -> None:
    """What fits a terminal of 24 lines: the usage, every command with a few words, the global options."""
    group.format_usage(ctx, page)
    with page.indentation():
        page.write_text((group.help or "").partition("\n\n")[0])
    titles = list(SECTIONS)
    if page.width >= TWO_COLUMNS:
        left, right = _section_lines(titles[:LEFT]), _section_lines(titles[LEFT:])
        rows = max(len(left), len(right))
        left, right = left + [""] * (rows - len(left)), right + [""] * (rows - len(right))
        page.write(
            "".join(f"{one:{LEFT_WIDTH}}{other}".rstrip() + "\n" for one, other in zip(left, right, strict=True))
        )
    else:
        for title in titles:
            with page.section(title):
                page.write_dl(_told(title))
        page.write_paragraph()
    page.write_dl([("Options", _options(group, ctx)), ("More", MORE)])


def full_list(group: Any, ctx: Any) -> str:
    """All that the program's help knows: each command with its line, and the global options with theirs."""
    page = HelpPage()
    group.format_usage(ctx, page)
    group.format_help_text(ctx, page)
    for title, rows in SECTIONS.items():
        with page.section(title):
            page.write_dl([(name, row.line) for name, row in rows.items()])
    records = [each.get_help_record(ctx) for each in group.get_params(ctx)]
    with page.section("Options, before the command"):
        page.write_dl([record for record in records if record])
    return page.getvalue().rstrip("\n")


def _section_lines(titles: list[str]) -> list[str]:
    widest = max(len(name) for title in titles for name, _ in _told(title))
    lines = []
    for title in titles:
        lines.append(f"{title}:")
        lines += [f"  {name:{widest}}  {brief}" for name, brief in _told(title)]
    return lines


def _told(title: str) -> list[tuple[str, str]]:
    """The commands of a section that the one screen has, with a few words."""
    return [(name, row.brief) for name, row in SECTIONS[title].items() if row.brief]


def _options(group: Any, ctx: Any) -> str:
    """The global options by name, without those that install completion, which one types once."""
    records = [each.get_help_record(ctx) for each in group.get_params(ctx)]
    return "  ".join(name for name, _ in filter(None, records) if "-completion" not in name)
