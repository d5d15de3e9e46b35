-- Recurring deadlines, reminders, and what calendars need to know a record again.
-- A series has one live deadline at a time. `anchor` and `occurrence` say which of the rule's days it stands for;
-- `template` is what the next one takes where this one alone was edited. A reminder is claimed, said, and said no more.

ALTER TABLE deadline ADD COLUMN remind TEXT;
ALTER TABLE deadline ADD COLUMN every TEXT;
ALTER TABLE deadline ADD COLUMN anchor TEXT;
ALTER TABLE deadline ADD COLUMN until TEXT CHECK (until IS date(until, '+0 days'));
ALTER TABLE deadline ADD COLUMN times INTEGER CHECK (times > 0);
ALTER TABLE deadline ADD COLUMN shift TEXT CHECK (shift IN ('before', 'after'));
ALTER TABLE deadline ADD COLUMN occurrence INTEGER CHECK (occurrence >= 0);
ALTER TABLE deadline ADD COLUMN series_id INTEGER REFERENCES deadline (id);
ALTER TABLE deadline ADD COLUMN template TEXT;
ALTER TABLE deadline ADD COLUMN uid TEXT;
ALTER TABLE deadline ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0);
CREATE INDEX deadline_series ON deadline (series_id) WHERE series_id IS NOT NULL;
-- The lead times in use bound what `remind` reads.
CREATE INDEX deadline_remind ON deadline (remind) WHERE done IS NULL AND remind IS NOT NULL;
CREATE UNIQUE INDEX deadline_uid ON deadline (uid) WHERE uid IS NOT NULL;

ALTER TABLE interaction ADD COLUMN uid TEXT;
-- The last contact of an account, without walking through its notes: `remind` and `today` ask for it on every run.
CREATE INDEX interaction_two_way ON interaction (account_id, date) WHERE kind <> 'note';
CREATE UNIQUE INDEX interaction_uid ON interaction (uid) WHERE uid IS NOT NULL;

CREATE TABLE portfolio (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL
) STRICT;
INSERT INTO portfolio (id, uid) VALUES (1, lower(hex(randomblob(16))));

CREATE TABLE reminder (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    said TEXT NOT NULL UNIQUE,
    claimed_at TEXT NOT NULL,
    said_at TEXT
) STRICT;

CREATE TABLE reminder_run (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    due INTEGER NOT NULL,
    said INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    command TEXT NOT NULL
) STRICT;

DROP VIEW deadlines;
CREATE VIEW deadlines AS
SELECT 'D' || d.id AS id, a.code AS account, a.name AS account_name, d.title, d.due, d.kind, d.priority, d.every, d.until,
    d.times, d.shift, d.remind, d.note, d.done, CASE WHEN d.every IS NOT NULL THEN 'D' || coalesce(d.series_id, d.id) END AS series,
    d.id AS record_id, d.account_id, d.uid, d.sequence
FROM deadline d JOIN account a ON a.id = d.account_id;
