"""The user's own editor, for a text that is longer than a line."""

import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from amcli.base.errors import BadValue


def text_from_editor(environ: Mapping[str, str]) -> str:
    """What the user wrote in $VISUAL, $EDITOR or vi. BadValue when the editor fails or nothing was written."""
    editor = environ.get("VISUAL") or environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "amcli.txt"
        draft.touch(mode=0o600)
        try:
            code = subprocess.call([*shlex.split(editor), str(draft)])  # noqa: S603 (the user's own choice)
        except (OSError, ValueError) as error:
            raise BadValue(f"cannot run the editor {editor!r}: set EDITOR, or type the text on the line") from error
        text = draft.read_text(encoding="utf-8", errors="replace").strip()
    if code or not text:
        raise BadValue("nothing was written, so nothing was logged")
    return text
