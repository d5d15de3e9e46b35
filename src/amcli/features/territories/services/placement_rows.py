"""The placements of a file: an account lies in a territory once on a day."""

from __future__ import annotations

from amcli.features.territories.services.checks import ONCE_A_DAY
from amcli.records.services.days_apart import DaysApart

PLACEMENTS = DaysApart("placement", ONCE_A_DAY)
