"""What docs/models.md says of each model built in, of the keys of a model's file and of contradictions: from the files
themselves and from the code that reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from amcli.base.results import Listing
from amcli.features.models.reports.library import BUILT_IN, built_in
from amcli.features.models.reports.model_record import sections
from amcli.features.models.rules.contradictions import CONTRADICTIONS, Side
from amcli.features.models.rules.facts import FACTS
from amcli.features.models.rules.model import MARKS, ModelSpec
from amcli.features.models.rules.model_file import KEYS
from amcli.features.models.rules.spelled import spelled


def models() -> str:
    """A part for each model."""
    return "\n".join(_model(built_in(code).read()) for code in BUILT_IN)


def keys() -> str:
    """The keys that each kind of model takes."""
    rows = [(f"`{kind}`", ", ".join(f"`{key}`" for key in known)) for kind, known in KEYS.items()]
    facts = [(f"`{name}`", words) for name, words in FACTS.items()]
    return f"{_table(('kind', 'keys'), rows)}\n\n{_table(('fact', 'what it is'), facts)}\n"


def contradictions() -> str:
    """What does not go together."""
    rows = [(f"`{each.code}`", _side(each.one), _side(each.other), each.why) for each in CONTRADICTIONS]
    return f"{_table(('', 'is', 'and', 'because'), rows)}\n"


def _model(model: ModelSpec) -> str:
    cited = model.citation
    link = f", <{cited.link}>" if cited.link else ""
    parts = [f"### {model.name}: `{model.code}`\n", f"{model.about}\n", f"What is whose: {_sentence(model.basis)}\n"]
    parts.append(f"Goes back to: {cited.whole}{link}.\n")
    parts.append("\n".join(f"- *{MARKS[each.mark].capitalize()}.* {each.text}" for each in model.certain) + "\n")
    if model.cut_offs:
        near = f" A figure is near a cut-off within {spelled(model.near)}." if model.near else ""
        parts.append(f"Where the cut-offs come from: {_sentence(model.cut_offs)}{near}\n")
    parts += [_listed(each) for each in sections(model) if each.noun != "certain" and each.rows]
    return "\n".join(parts)


def _listed(part: Listing) -> str:
    """A part of a model as a table, without columns that have nothing in them."""
    rows = [tuple(row) for row in part.rows]
    kept = [place for place, _ in enumerate(part.columns) if any(row[place] not in (None, "") for row in rows)]
    titles = [part.columns[place].key.replace("_", " ") for place in kept]
    return f"{_table(titles, [[_cell(row[place]) for place in kept] for row in rows])}\n"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "<br>".join(value) if isinstance(value, tuple) else str(value)


def _side(side: Side) -> str:
    words = [word for word in side.words if word]
    return f"{side.what}: {' or '.join(words)}" if words else f"{side.what}: declared"


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    def lines() -> Iterator[str]:
        yield f"| {' | '.join(titles)} |"
        yield f"|{'---|' * len(titles)}"
        for row in rows:
            yield f"| {' | '.join(row)} |"

    return "\n".join(lines())
