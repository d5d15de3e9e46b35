"""`amcli publish --withdraw`: what a manager published is taken out of the company's database again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.registry import tables
from amcli.base.text import number_of, one_line
from amcli.records.published import MANAGER, SCHEMA
from amcli.settings.environment import Env
from amcli.tools.publishing.rules import PUBLICATION
from amcli.tools.publishing.services.connection import company_server, connected
from amcli.tools.publishing.services.publisher import must_be_fit
from amcli.tools.publishing.services.turn import take_turn

if TYPE_CHECKING:
    from amcli.tools.publishing.services.connection import Company

NOT_WITHDRAWN = "nothing was withdrawn"


class Withdrawn(NamedTuple):
    """Whose rows, and how many of each table."""

    manager: str
    counts: Mapping[str, int]

    @property
    def records(self) -> int:
        return sum(self.counts.values())


def withdraw(env: Env, typed: str = "", *, dry_run: bool = False) -> Withdrawn:
    """Take out every row of the manager and the row that says that he published. A dry run takes that back.

    It asks for no file and no version: it looks into whatever tables there are. Errors as `publish`.
    """
    with connected(company_server(env, typed), NOT_WITHDRAWN) as company:
        publisher, there = must_be_fit(company, NOT_WITHDRAWN)
        take_turn(company, publisher.name, env.tell_waiting)
        mine = [name for name in tables() if name in there and MANAGER in there[name].columns]
        counts = {name: _taken_out(company, name) for name in mine}
        _taken_out(company, PUBLICATION)
        if dry_run:
            company.rollback()
        else:
            company.commit()
            env.committed = told_withdrawal(Withdrawn(publisher.name, counts))
        return Withdrawn(publisher.name, counts)


def told_withdrawal(done: Withdrawn) -> str:
    manager = one_line(done.manager)
    if not any(done.counts.values()):
        return f"nothing of {manager} is published"
    return f"withdrew {number_of(done.records, 'record')} of {manager}"


def _taken_out(company: Company, table: str) -> int:
    return company.execute(f'DELETE FROM {SCHEMA}."{table}" WHERE {MANAGER} = current_user::text'.encode()).rowcount
