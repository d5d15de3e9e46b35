"""`import mail`: mails become interactions of the people who wrote and got them, each known again by its Message-ID."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from amcli.base.errors import BadValue
from amcli.base.mail import automatic
from amcli.base.mail.headers import Address
from amcli.base.mail.mbox import as_mbox
from amcli.base.mail.message import TEXT_LENGTH, Mail
from amcli.base.results import Change
from amcli.base.text import clean, number_of
from amcli.features.activity.nouns import INTERACTION
from amcli.features.activity.services.address_book import AddressBook
from amcli.features.activity.services.mail_people import Meant, answered_about, day_of_mail, text_of_mail, who
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork
from amcli.tools.importing.services.load.entries import KNOWN, NEW, UPDATED, Entry, EntryError, take_all
from amcli.tools.mail.services.known_mails import LINKS, KnownMails
from amcli.tools.mail.services.mail_files import MailFiles, MailPlace
from amcli.tools.mail.services.new_people import SAY_OURS, NewPeople
from amcli.tools.mail.services.staged_mails import StagedMail, staged

NOBODY_KNOWN = "nobody"
LEFT_OUT = {
    NOBODY_KNOWN: "left out, because none of its people is a contact here: {}",
    automatic.BOUNCED: "left out, because they came back undelivered: {}",
    automatic.ANSWERED: "left out, because a program wrote them (out of office, receipts): {}",
    automatic.INVITED: "left out, because they are invitations to meetings "
    "(`amcli import ics FILE.eml` takes the calendar in one): {}",
    automatic.DRAFT: "left out, because they are drafts, or were thrown away: {}",
}
_TABLES = INTERACTION.name, LINKS
_SAID = 5  # addresses that a sentence names
COUNTED = 10_000  # addresses that are told apart


def import_mails(
    env: Env, names: Sequence[str], *, account: str, create_missing: bool, dry_run: bool, rejects: Path | None,
    progress: Callable[[int], None] | None = None,
) -> Change:  # fmt: skip
    """Take in the mails of files as interactions.

    names: of files and folders, `-` for standard input. account: whose they all are; else the contacts say it.
    create_missing: make the contacts that there are not, where their account is known. The rest is as in ImportRequest.
    BadValue for a file that cannot be read or holds no mails.
    """
    with ExitStack() as held:
        files = MailFiles(names, held)
        waiting = held.enter_context(staged(files, progress))

        def entries(work: UnitOfWork) -> Iterable[Entry[MailPlace]]:
            return _Mails(work, account, files, create_missing=create_missing).entries(waiting())

        def frame(places: Sequence[MailPlace]) -> Iterator[bytes]:
            return as_mbox(files.whole(place) for place in places)

        change = take_all(env, INTERACTION, files.title, entries, frame, LEFT_OUT, dry_run=dry_run, rejects=rejects)
    return change._replace(notes=(*change.notes, *files.notes))


class _Mails:
    """Takes mails as interactions. They go in as a range of new records, whose images nobody has to keep."""

    def __init__(self, work: UnitOfWork, account: str, files: MailFiles, *, create_missing: bool) -> None:
        self.work, self.files = work, files
        self.account = work.find_owner("account", account).record_id if account else None
        self.book = AddressBook(work.connection, work.env.today)
        self.new = NewPeople(work, self.book) if create_missing else None
        self._stale = False  # whether contacts were made for a mail that was then not taken
        self.said: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()

    def entries(self, mails: Iterator[StagedMail]) -> Iterator[Entry[MailPlace]]:
        """The mails one by one; when the last one was taken, what is to be said of all."""
        before = [(table, self._last(table)) for table in _TABLES]
        self.known = KnownMails(self.work, self.book, *(last for _, last in before))
        for one in mails:
            title = self.files.title_of(one.place.file)
            place = f"mail {one.number}{f' of {title}' if title else ''}"
            yield Entry(one.number, one.place, lambda one=one: self.take(one), place)  # type: ignore[misc]
        for table, last in before:
            if (now := self._last(table)) > last:
                self.work.ranges.append((table, last + 1, now))
        self.work.notes += self._notes()

    def take(self, staged_mail: StagedMail) -> str:
        """Make the interaction of a mail; says what became of it."""
        mail = staged_mail.mail
        if mail is None:
            raise EntryError(*staged_mail.wrong)
        if mail.left_out:
            return mail.left_out
        if self._stale:
            self.book.read(self.work.connection, self.work.env.today)
        self._stale = True
        became = self._take(mail)
        self._stale = False
        return became

    def _take(self, mail: Mail) -> str:
        known = self.work.connection.execute(
            "SELECT id, account_id FROM interaction WHERE uid = ?", (mail.uid,)
        ).fetchone()
        account = known[1] if known else self.account
        meant = who(mail, self.book, account)
        if self._make(meant) and not known:
            meant = who(mail, self.book, account)
        if known:
            made = self.new is not None and self.new.made_of(mail)
            return UPDATED if made and self.known.complete(known[0], mail, self.account) else KNOWN
        if meant.account is None:
            self._count(meant.unknown)
            return NOBODY_KNOWN
        self._add(mail, meant)
        return NEW

    def _make(self, meant: Meant) -> bool:
        """Make contacts of the addresses that belong to nobody, where that was asked for."""
        if self.new is None:
            return False
        made = [self.new.take(one, meant.account) for one in meant.unknown]
        return any(made)

    def _add(self, mail: Mail, meant: Meant) -> None:
        try:
            day, arrived = day_of_mail(mail, self.work.env.zone, self.work.env.today)
        except BadValue as error:
            raise EntryError("Date", mail.sent_text or None, error.message) from error
        assert meant.account is not None
        row = {
            "account_id": meant.account, "date": day.isoformat(), "kind": "email", "uid": mail.uid,
            "text": clean(text_of_mail(mail, meant.direction))[0], "colleague_id": meant.colleague,
            **answered_about(self.work.connection, mail, meant.account),
        }  # fmt: skip
        columns = ", ".join(row)
        sql = f"INSERT INTO interaction ({columns}) VALUES ({', '.join('?' * len(row))})"
        record_id = self.work.connection.execute(sql, tuple(row.values())).lastrowid or 0
        self.known.link(record_id, meant.people)
        self._count(meant.unknown)
        self.said["arrived"] += arrived
        self.said["cut"] += bool(mail.more)
        self.said["others"] += meant.others
        self.said["doubtful"] += meant.doubtful

    def _count(self, unknown: Sequence[Address]) -> None:
        for one in unknown:
            if len(self.unknown) < COUNTED or one.address in self.unknown:
                self.unknown[one.address] += 1

    def _notes(self) -> Iterator[str]:
        said = {
            "arrived": "without a Date that can be, the day is that of their arrival: {}",
            "cut": f"longer than {TEXT_LENGTH:,} characters, the rest is left in the mail: {{}}",
            "others": "with people of several accounts, they are at the sender's, else the first one's: {}",
            "moved": "at the account of people who were made now: {}",
            "doubtful": "to an address that is of people of several accounts, they are at the first one: {}",
        }
        self.said["moved"] = self.known.moved
        yield from (text.format(f"{self.said[word]:,}") for word, text in said.items() if self.said[word])
        if self.new:
            yield from self.new.notes()
        left = {one: count for one, count in self.unknown.items() if not self.book.people(one)}
        if left:
            most = sorted(left, key=lambda one: (-left[one], one))[:_SAID]
            others = f" and {len(left) - _SAID:,} more" if len(left) > _SAID else ""
            how = "" if self.new else "; --create-missing makes contacts of those whose account is known"
            how += "" if self.book.colleagues or self.new else f"; {SAY_OURS}, first"
            addresses = number_of(len(left), "address", "addresses")
            belong = "belongs" if len(left) == 1 else "belong"
            yield f"{addresses} {belong} to nobody here: {', '.join(most)}{others}{how}"

    def _last(self, table: str) -> int:
        return int(self.work.scalar("SELECT seq FROM sqlite_sequence WHERE name = ?", table) or 0)
