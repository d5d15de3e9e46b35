"""Portfolio documents as older formats had them."""

import json
from typing import Any

from amcli.records.portfolio_document import ALIASES_SINCE, SETTINGS_SINCE, parts


def of_format(text: str, written: int) -> dict[str, Any]:
    """A document of today as an older format had it: without the kinds and the keys that came later."""
    document: dict[str, Any] = json.loads(text)
    document["amcli"]["format"] = written
    if written < SETTINGS_SINCE:
        del document["settings"]
    for kind, part in parts().items():
        if part.noun.since_format > written:
            del document[kind], document["amcli"]["last_ids"][kind]
            continue
        later = {key for key, since in part.noun.added.items() if since > written}
        if part.noun.aliased and written < ALIASES_SINCE:
            later.add("aliases")
        document[kind] = [{key: value for key, value in row.items() if key not in later} for row in document[kind]]
    return document
