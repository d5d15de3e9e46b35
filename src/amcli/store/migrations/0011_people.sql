-- Who works on which account from when to when, where accounts lie, and what they were part of before. The days of all
-- of these are closed on both ends: start is the first day, NULL since ever; until the last one, NULL open.
CREATE TABLE territory (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
    name TEXT NOT NULL CHECK (name <> ''),
    parent_id INTEGER REFERENCES territory (id) CHECK (parent_id <> id),
    level TEXT CHECK (level IN ('global', 'division', 'region', 'district', 'territory')),
    external_id TEXT,
    note TEXT
) STRICT;
CREATE INDEX territory_parent ON territory (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX territory_external ON territory (external_id) WHERE external_id IS NOT NULL;
CREATE TABLE territory_alias (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    territory_id INTEGER NOT NULL REFERENCES territory (id),
    kind TEXT NOT NULL CHECK (kind IN ('code', 'external_id', 'name')),
    text TEXT NOT NULL CHECK (text <> ''),
    UNIQUE (territory_id, kind, text)
) STRICT;
CREATE INDEX territory_alias_text ON territory_alias (kind, text COLLATE NOCASE);

CREATE TABLE placement (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    territory_id INTEGER NOT NULL REFERENCES territory (id),
    start TEXT CHECK (start IS date(start, '+0 days')),
    until TEXT CHECK (until IS date(until, '+0 days')),
    CHECK (until >= start)
) STRICT;
CREATE INDEX placement_account ON placement (account_id, start);
CREATE INDEX placement_territory ON placement (territory_id);

-- The role `owner` is that of whoever answers for the account: one at a time.
CREATE TABLE assignment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    colleague_id INTEGER NOT NULL REFERENCES colleague (id),
    role TEXT NOT NULL COLLATE NOCASE CHECK (role <> ''),
    start TEXT CHECK (start IS date(start, '+0 days')),
    until TEXT CHECK (until IS date(until, '+0 days')),
    hours TEXT,
    note TEXT,
    external_id TEXT,
    CHECK (until >= start)
) STRICT;
CREATE INDEX assignment_account ON assignment (account_id, role, start);
CREATE INDEX assignment_colleague ON assignment (colleague_id);
CREATE INDEX assignment_external ON assignment (external_id) WHERE external_id IS NOT NULL;

-- What an account was part of before: its parent of today, and since when, stand in the account itself.
CREATE TABLE membership (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    parent_id INTEGER NOT NULL REFERENCES account (id),
    start TEXT CHECK (start IS date(start, '+0 days')),
    until TEXT NOT NULL CHECK (until IS date(until, '+0 days')),
    CHECK (parent_id <> account_id),
    CHECK (until >= start)
) STRICT;
CREATE INDEX membership_account ON membership (account_id, start);
CREATE INDEX membership_parent ON membership (parent_id);
ALTER TABLE account ADD COLUMN parent_since TEXT CHECK (parent_since IS date(parent_since, '+0 days'));

CREATE VIRTUAL TABLE territory_search USING fts5 (name, code, note, external_id,
    content = 'territory', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');

CREATE VIEW territories AS
SELECT t.code, t.name, p.code AS parent, t.level, t.external_id, t.note,
    (SELECT group_concat(kind || ':' || replace(replace(text, '%', '%25'), ';', '%3B'), ';')
        FROM (SELECT kind, text FROM territory_alias l WHERE l.territory_id = t.id ORDER BY l.id)) AS aliases,
    'TE' || t.id AS id, t.id AS record_id, t.parent_id
FROM territory t LEFT JOIN territory p ON p.id = t.parent_id;

CREATE VIEW placements AS
SELECT 'PM' || p.id AS id, a.code AS account, a.name AS account_name, t.code AS territory, t.name AS territory_name,
    p.start AS "from", p.until, p.id AS record_id, p.account_id, p.territory_id, p.start
FROM placement p JOIN account a ON a.id = p.account_id JOIN territory t ON t.id = p.territory_id;

CREATE VIEW assignments AS
SELECT 'AS' || s.id AS id, a.code AS account, a.name AS account_name, k.code AS colleague, k.name AS colleague_name,
    s.role, s.start AS "from", s.until, s.hours, s.note, s.external_id, s.id AS record_id, s.account_id, s.colleague_id,
    s.start
FROM assignment s JOIN account a ON a.id = s.account_id JOIN colleague k ON k.id = s.colleague_id;

CREATE VIEW memberships AS
SELECT 'MB' || m.id AS id, a.code AS account, a.name AS account_name, p.code AS parent, p.name AS parent_name,
    m.start AS "from", m.until, m.id AS record_id, m.account_id, m.parent_id, m.start
FROM membership m JOIN account a ON a.id = m.account_id JOIN account p ON p.id = m.parent_id;

DROP VIEW accounts;
CREATE VIEW accounts AS
SELECT a.code, a.name, p.code AS parent, a.parent_since, a.tier, a.category, a.scope, a.currency, a.cadence, a.phone,
    a.website, a.address, a.city, a.country, a.external_id, a.note, a.tags, a.links, a.not_for, a.created, a.archived,
    (SELECT group_concat(kind || ':' || replace(replace(text, '%', '%25'), ';', '%3B'), ';')
        FROM (SELECT kind, text FROM account_alias l WHERE l.account_id = a.id ORDER BY l.id)) AS aliases,
    'A' || a.id AS id, a.id AS record_id, a.parent_id
FROM account a LEFT JOIN account p ON p.id = a.parent_id;

-- A training is a deadline of its kind. SQLite changes no CHECK: the column is written anew.
DROP VIEW deadlines;
ALTER TABLE deadline ADD COLUMN sort TEXT NOT NULL DEFAULT 'other'
    CHECK (sort IN ('deliverable', 'follow-up', 'contract', 'meeting', 'training', 'other'));
UPDATE deadline SET sort = kind;
ALTER TABLE deadline DROP COLUMN kind;
ALTER TABLE deadline RENAME COLUMN sort TO kind;
CREATE VIEW deadlines AS
SELECT 'D' || d.id AS id, a.code AS account, a.name AS account_name, d.title, d.due, d.kind, d.priority, d.every, d.until,
    d.times, d.shift, d.remind, d.note, d.done, CASE WHEN d.every IS NOT NULL THEN 'D' || coalesce(d.series_id, d.id) END AS series,
    coalesce('OP' || d.opportunity_id, 'CT' || d.contract_id, 'IS' || d.issue_id, 'NG' || d.negotiation_id) AS about,
    k.code AS "for", d.owed_by, d.evidence,
    d.external_id, d.id AS record_id, d.account_id, d.uid, d.sequence, d.anchor, d.occurrence, d.series_id, d.template,
    d.opportunity_id, d.colleague_id, d.contract_id, d.issue_id, d.negotiation_id
FROM deadline d JOIN account a ON a.id = d.account_id LEFT JOIN colleague k ON k.id = d.colleague_id;

-- The trainings that were done within a span.
CREATE INDEX deadline_training ON deadline (done) WHERE kind = 'training';
