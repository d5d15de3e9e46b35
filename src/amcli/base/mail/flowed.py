"""`format=flowed` (RFC 3676): lines that a mail program broke at a space go on in the next one."""

from __future__ import annotations


def unflow(text: str, *, delsp: bool) -> str:
    """The text with its paragraphs whole. delsp: whether the space at a break goes too."""
    lines: list[str] = []
    open_depth: int | None = None  # of the quote that goes on
    for raw in text.split("\n"):
        bare = raw.lstrip(">")
        depth = len(raw) - len(bare)
        if bare.startswith(" "):
            bare = bare[1:]
        flows = bare.endswith(" ") and bare != "-- "
        content = bare[:-1] if flows and delsp else bare
        if open_depth == depth and bare != "-- ":
            lines[-1] += content
        else:
            lines.append(f"{'>' * depth}{' ' if depth else ''}{content}")
        open_depth = depth if flows else None
    return "\n".join(lines)
