"""The user's own models: taken in from TOML, put in another's place, taken out."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.errors import Refused
from amcli.base.results import Change
from amcli.base.text import name_key
from amcli.features.models.nouns import MODEL
from amcli.features.models.reports.library import BUILT_IN
from amcli.features.models.rules.model import ModelSpec
from amcli.features.models.rules.model_file import read_model
from amcli.records.services.changes import changed, remove
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork, prepared_operation


def add_model(env: Env, text: str, called: str, *, replace: bool = False, dry_run: bool = False) -> Change:
    """Take a model in. called: what messages call the file; replace: put it in the place of the own one of its code.

    Raises BadValue for a text that is no model, and Refused for a code that is taken.
    """
    model = read_model(text, called)
    refuse_built_in(model.code, "is built in: give yours another code")

    def prepare(work: UnitOfWork) -> int | None:
        known: int | None = work.scalar(f"SELECT id FROM {MODEL.name} WHERE code = ?", model.code)
        if known is not None and not replace:
            raise Refused(f"there is a model {model.code} already: --replace puts this one in its place")
        return known

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, known):
        row = {"code": model.code, "name": model.name, "text": text}
        if known is None:
            work.insert(MODEL.name, {**row, "added": work.day})
        else:
            before = work.row(MODEL.name, known)
            work.update(MODEL.name, known, {**row, "added": before["added"] if before["text"] == text else work.day})
        work.summary = f"{'added' if known is None else 'replaced'} model {model.code} ({_told(model)})"
        if known is not None:
            _note_kept(work, model.code)
        return changed(work, [model.code], dry_run=dry_run)


def remove_models(env: Env, codes: Sequence[str], *, dry_run: bool = False) -> Change:
    """Take own models out; what was assessed by them stays as it is. Refused for one that is built in; NotFound."""
    for code in codes:
        refuse_built_in(code, "is built in, and stays")
    return remove(env, MODEL.name, codes, dry_run=dry_run)


def refuse_built_in(code: str, why: str) -> None:
    """Raises Refused for the code of a model that is built in."""
    if name_key(code) in BUILT_IN:
        raise Refused(f"{name_key(code)} {why}")


def _told(model: ModelSpec) -> str:
    return f"{model.name}, {model.kind}, {model.citation.short}"


def _note_kept(work: UnitOfWork, code: str) -> None:
    count = work.scalar("SELECT count(*) FROM assessment WHERE model = ?", code)
    if count:
        work.notes.append(f"what was assessed by {code} before stays as it was ({count}): its words are gone")
