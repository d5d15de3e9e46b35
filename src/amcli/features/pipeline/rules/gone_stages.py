"""Stages in which opportunities stand although the settings have them no more, and how they get out of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from amcli.base.hints import hinted
from amcli.base.stages import ENDS, IDEA, Stage
from amcli.base.text import number_of

_MOST = 5  # so many are told


def gone(standing: Mapping[str, int], stages: Sequence[Stage]) -> dict[str, int]:
    """Of the stages in which so many opportunities stand, those that are none of the settings, by name."""
    known = {IDEA, *ENDS, *(stage.name for stage in stages)}
    return {name: standing[name] for name in sorted(standing) if name not in known and standing[name]}


def left_standing(stages: Mapping[str, int], why: str = "") -> Iterator[str]:
    """A sentence for each such stage, with the command that moves what stands in it. why: what that means for them."""
    for name, count in list(stages.items())[:_MOST]:
        stand = f"{number_of(count, 'opportunity', 'opportunities')} {'stands' if count == 1 else 'stand'} in {name}"
        command = f"`amcli opportunity list --stage {name} -f ids | amcli opportunity move - STAGE`"
        moves = f": {command} moves {'it' if count == 1 else 'them'}"
        yield hinted(f"{stand}, which is no stage any more{why}", moves)
    if len(stages) > _MOST:
        yield f"and {len(stages) - _MOST} more such stages"
