"""A mail that is here already when its people are made: it becomes what it would be if they had been here before.

So it is the same whether contacts are made at once or later. What somebody has changed since then stands.
"""

from __future__ import annotations

from amcli.base.mail.message import Mail
from amcli.base.text import clean
from amcli.features.activity.nouns import INTERACTION
from amcli.features.activity.services.address_book import AddressBook
from amcli.features.activity.services.mail_people import RECEIVED, SENT, Meant, text_of_mail, who
from amcli.records.services.changes import update
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork

LINKS, OWN, THEIRS = INTERACTION.field("with").link(INTERACTION.name)
_OURS = ("minutes", "external_id", "owed_by", *(column for *_, column in INTERACTION.subjects))  # what no mail says


class KnownMails:
    """Brings interactions up to date. Those and the links above `last` and `last_link` are made by this import: a range
    of new rows, of which no images are kept.
    """

    def __init__(self, work: UnitOfWork, book: AddressBook, last: int, last_link: int) -> None:
        self.work, self.book, self.last, self.last_link = work, book, last, last_link
        self.moved = 0

    def complete(self, record_id: int, mail: Mail, account: int | None) -> bool:
        """Let those take part who were made, at the account that they say; whether anything changed. account: whose the
        mails are in any case, where that was said.
        """
        row = self.work.row(INTERACTION.name, record_id)
        here, now = who(mail, self.book, row["account_id"]), who(mail, self.book, account)
        links = dict(self._links(record_id))
        moves = now.account not in (None, row["account_id"]) and self._is_untouched(row, mail, here, set(links))
        meant = now if moves else here
        changed: dict[str, str] = {}
        if moves:
            for link in links.values():
                self._unlink(link)
            changed["account"] = str(self.work.scalar("SELECT code FROM account WHERE id = ?", now.account))
            self.moved += 1
        if row["text"] == _said(mail, "") and meant.direction:
            changed["text"] = _said(mail, meant.direction)
        if changed:
            self._change(record_id, changed, meant)
        return self.link(record_id, meant.people) or bool(changed)

    def link(self, record_id: int, people: tuple[int, ...]) -> bool:
        """Let contacts be who took part; whether one of them did not yet."""
        sql = f"INSERT OR IGNORE INTO {LINKS} ({OWN}, {THEIRS}) VALUES (?, ?)"
        linked = [self.work.connection.execute(sql, (record_id, person)).rowcount for person in people]
        return any(linked)

    def _is_untouched(self, row: Row, mail: Mail, here: Meant, people: set[int]) -> bool:
        """Whether an interaction says what the mail does, and no more."""
        if row["text"] not in [_said(mail, way) for way in (SENT, RECEIVED, "")] or any(row[name] for name in _OURS):
            return False
        return row["colleague_id"] == here.colleague and people <= set(here.people)

    def _links(self, record_id: int) -> list[tuple[int, int]]:
        sql = f"SELECT {THEIRS}, id FROM {LINKS} WHERE {OWN} = ?"
        return self.work.connection.execute(sql, (record_id,)).fetchall()

    def _unlink(self, link_id: int) -> None:
        if link_id > self.last_link:
            self.work.connection.execute(f"DELETE FROM {LINKS} WHERE id = ?", (link_id,))
        else:
            self.work.delete(LINKS, link_id)

    def _change(self, record_id: int, changed: dict[str, str], meant: Meant) -> None:
        if record_id <= self.last:
            update(self.work, INTERACTION, record_id, changed)
            return
        sql = "UPDATE interaction SET account_id = ?, text = coalesce(?, text) WHERE id = ?"
        self.work.connection.execute(sql, (meant.account, changed.get("text"), record_id))


def _said(mail: Mail, way: str) -> str:
    return clean(text_of_mail(mail, way))[0]
