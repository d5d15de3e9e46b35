"""What a change of the setting `stages` leaves standing in stages that are no more."""

from __future__ import annotations

import sqlite3

from amcli.base.stages import parse_stages
from amcli.features.pipeline.rules.gone_stages import gone, left_standing


def left_stages(connection: sqlite3.Connection, stages: str) -> tuple[str, ...]:
    """A sentence for each stage that the setting has no more although open opportunities stand in it."""
    standing = dict(connection.execute("SELECT stage, count(*) FROM opportunity WHERE closed IS NULL GROUP BY stage"))
    return tuple(left_standing(gone(standing, parse_stages(stages))))
