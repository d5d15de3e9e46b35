"""Every stage that an opportunity may be in, or was."""

from __future__ import annotations

from amcli.base.stages import BEFORE_ALL, ENDS, parse_stages
from amcli.store.reader import Reader

_STANDING = "SELECT stage FROM opportunity UNION SELECT stage FROM step ORDER BY 1"


def stages_there(reader: Reader) -> list[tuple[str, str]]:
    """The idea, the stages of the settings, the ends, and those that left the settings and have records; each with what
    the settings say of it.
    """
    known = (BEFORE_ALL, *parse_stages(reader.env.config.text("stages")))
    said = {each.name: f"{each.probability} %" + (f", {each.days} days" if each.days else "") for each in known}
    said |= dict.fromkeys(ENDS, "")
    for (name,) in reader.rows(_STANDING):
        said.setdefault(name, "no stage of the settings any more")
    return list(said.items())
