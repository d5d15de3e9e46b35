"""The words of other systems for what amcli has a word of its own for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from amcli.base.errors import BadValue
from amcli.base.fields import Field, Type
from amcli.base.text import quote
from amcli.tools.importing.services.columns.currency_words import code_of

_BARE = re.compile(r"[\W_]+")
_PIPELINE = re.compile(r"\s*\([^()]*\)\s*")  # HubSpot writes `Closed won (Sales pipeline)`

# Noun and field → our word → theirs. Case, spaces and signs do not count. "" is nothing.
WORDS: dict[tuple[str, str], dict[str, str]] = {
    ("deadline", "priority"): {
        "high": "urgent | highest | very high | critical | hoch | dringend | 2",
        "normal": "medium | standard | middle | mittel | none | 1",
        "low": "lowest | very low | niedrig | 0",
    },
    ("deadline", "kind"): {
        "follow-up": "call | phone call | telephone call | email | sms | linked in | follow up call",
        "meeting": "appointment | event | lunch | dinner | demo | visit | service appointment | video call",
        "contract": "contract renewal | renewal | contract end",
        "deliverable": "delivery | proposal | quote | offer",
        "other": "task | to do | deadline | reminder | letter | fax | list email | campaign response | cadence | none",
    },
    ("interaction", "kind"): {
        "call": "phone call | telephone call | logged call | outbound call | inbound call | outgoing call | "
        "incoming call | telefonat | anruf",
        "meeting": "event | appointment | service appointment | lunch | dinner | demo | webinar | video call | "
        "conference | besprechung | termin",
        "email": "logged email | email sent | sent email | incoming email | outgoing email | list email | mail",
        "visit": "site visit | on site | on-site visit | besuch",
        "note": "task | to do | other | comment | letter | fax | sms | message | whats app | linked in | post | "
        "linked in message | deadline | notiz",
    },
    ("contact", "role"): {
        "decider": "decision maker | economic decision maker | entscheider",
        "influencer": "evaluator | champion | technical buyer | technical influencer",
        "user": "end user | business user | employee | anwender",
        "buyer": "economic buyer | budget holder | purchaser | einkäufer",
        "approver": "executive sponsor | approver | legal and compliance | legal & compliance",
        "gatekeeper": "blocker",
        "": "other | none",
    },
    ("account", "tier"): {
        "1": "tier 1 | a | key account | platinum | gold",
        "2": "tier 2 | b | silver",
        "3": "tier 3 | c | bronze",
    },
    ("account", "scope"): {"global": "worldwide | international", "local": "lokal", "": "none"},
    ("sale", "kind"): {"sale": "invoice | rechnung", "credit": "credit note | credit memo | gutschrift"},
}  # fmt: skip

# Stages of a deal: what is won is a sale; the others are known not to be.
WON = "closed won | won | gewonnen | abgeschlossen gewonnen | true | yes | 1"
OPEN = """open | in progress | on hold | qualification | prospecting | needs analysis | value proposition |
    id. decision makers | perception analysis | proposal/price quote | proposal | negotiation/review | negotiation |
    appointment scheduled | qualified to buy | presentation scheduled | decision maker bought-in | contract sent |
    qualified | contact made | demo scheduled | proposal made | negotiations started | lead in | new | discovery |
    qualify | develop | propose | close | 1-qualify | 2-develop | 3-propose | 4-close | offen | false | no | 0"""
LOST = "closed lost | lost | canceled | cancelled | out-sold | deleted | verloren | abgeschlossen verloren | 2"

# What became of a task.
DONE = """completed | complete | done | closed | held | sent | received | made | erledigt | abgeschlossen | true | yes |
    1"""
TO_DO = """not started | in progress | waiting | waiting on someone else | deferred | open | to do | planned |
    scheduled | active | pending | false | no | 0 | offen | nicht begonnen | in bearbeitung | zurückgestellt"""
CANCELLED = "canceled | cancelled | abgebrochen | storniert | 2"


def our_word(noun: str, field: Field, text: str) -> str | None:
    """Our word for a word of another system: "" where it means nothing, None where it is not known."""
    if field.type is Type.CURRENCY:
        return code_of(text)
    key = (noun, field.name) if (noun, field.name) in WORDS else ("*", field.name)
    if key not in WORDS:
        return None
    return _table(key).get(_bare(text))


def is_won(text: str, won: Sequence[str]) -> bool:
    """Whether a stage means that the deal was won. won: stages that are, besides those we know; then no other is.

    BadValue for a stage that nobody has told of.
    """
    bare = _bare(text), _bare(_PIPELINE.sub(" ", text))
    if any(_bare(each) in bare for each in won) or any(each in _set(WON) for each in bare):
        return True
    if won or any(each in _set(OPEN) | _set(LOST) for each in bare):
        return False
    raise BadValue(
        f"{quote(text)} is no stage that we know: name those that are won with --won STAGE; others are left out"
    )


def task_status(text: str) -> str:
    """What became of a task: done, open or cancelled. BadValue for a word that says neither."""
    bare = _bare(text)
    for name, words in (("done", DONE), ("open", TO_DO), ("cancelled", CANCELLED)):
        if bare in _set(words):
            return name
    raise BadValue(f"{quote(text)} is no status that we know: use completed or open")


def is_task_status(text: str) -> bool:
    """Whether a text says what became of a task."""
    return _bare(text) in _set(DONE) | _set(TO_DO) | _set(CANCELLED)


@cache
def _table(key: tuple[str, str]) -> dict[str, str]:
    """Their words, and ours in any spelling (E-Mail)."""
    return {_bare(word): our for our, words in WORDS[key].items() for word in (our, *words.split("|")) if word}


@cache
def _set(words: str) -> frozenset[str]:
    return frozenset(_bare(word) for word in words.split("|"))


def _bare(text: str) -> str:
    return _BARE.sub("", text).casefold()
