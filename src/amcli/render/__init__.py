"""How results look: one dispatch from a format to its writer. No writer is imported before it is asked for."""

from amcli.base.formats import BINARY, FORMATS
from amcli.render.dispatch import render
from amcli.render.errors import render_error

__all__ = ["BINARY", "FORMATS", "render", "render_error"]
