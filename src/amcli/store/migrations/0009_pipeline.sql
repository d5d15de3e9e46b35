-- Who works on the accounts with us, what may still be sold and how that moved, and what a deadline or an interaction
-- is about.

CREATE TABLE colleague (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
    name TEXT NOT NULL CHECK (name <> ''),
    department TEXT,
    title TEXT,
    email TEXT,
    phone TEXT,
    hours TEXT,
    reports_to_id INTEGER REFERENCES colleague (id) CHECK (reports_to_id <> id),
    "left" TEXT CHECK ("left" IS date("left", '+0 days')),
    external_id TEXT,
    note TEXT
) STRICT;
CREATE INDEX colleague_reports_to ON colleague (reports_to_id) WHERE reports_to_id IS NOT NULL;
CREATE INDEX colleague_external ON colleague (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE colleague_alias (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    colleague_id INTEGER NOT NULL REFERENCES colleague (id),
    kind TEXT NOT NULL CHECK (kind IN ('code', 'external_id', 'name')),
    text TEXT NOT NULL CHECK (text <> ''),
    UNIQUE (colleague_id, kind, text)
) STRICT;
CREATE INDEX colleague_alias_text ON colleague_alias (kind, text COLLATE NOCASE);

-- The stage is a word of the portfolio's settings, or one of the three ends; the probability is the record's own, so
-- that a later change of the settings changes no record.
CREATE TABLE opportunity (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL CHECK (name <> ''),
    amount_minor INTEGER CHECK (amount_minor >= 0),
    currency TEXT REFERENCES currency (code) CHECK (amount_minor IS NULL OR currency IS NOT NULL),
    close TEXT CHECK (close IS date(close, '+0 days')),
    stage TEXT NOT NULL CHECK (stage <> ''),
    probability INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100),
    kind TEXT NOT NULL CHECK (kind IN ('new', 'upsell', 'cross-sell', 'renewal', 'idea')),
    product_id INTEGER REFERENCES product (id),
    forecast TEXT NOT NULL CHECK (forecast IN ('commit', 'best', 'pipeline', 'omitted')),
    colleague_id INTEGER REFERENCES colleague (id),
    competitor TEXT,
    reason TEXT,
    links TEXT,
    note TEXT,
    external_id TEXT,
    created TEXT NOT NULL CHECK (created IS date(created, '+0 days')),
    since TEXT CHECK (since IS date(since, '+0 days')),
    closed TEXT CHECK (closed IS date(closed, '+0 days')),
    CHECK ((closed IS NULL) = (stage NOT IN ('won', 'lost', 'undecided')))
) STRICT;
CREATE INDEX opportunity_account ON opportunity (account_id, close);
CREATE INDEX opportunity_open ON opportunity (close) WHERE closed IS NULL;
CREATE INDEX opportunity_closed ON opportunity (closed) WHERE closed IS NOT NULL;
CREATE INDEX opportunity_product ON opportunity (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX opportunity_colleague ON opportunity (colleague_id) WHERE colleague_id IS NOT NULL;
CREATE INDEX opportunity_external ON opportunity (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE opportunity_contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    opportunity_id INTEGER NOT NULL REFERENCES opportunity (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    UNIQUE (opportunity_id, contact_id)
) STRICT;
CREATE INDEX opportunity_contact_contact ON opportunity_contact (contact_id);

-- What an opportunity was from a day on: all that is dated, so that a question about any past day reads one row of each.
-- since: the day it entered the stage. slips: how often its close had moved to a later month by then.
CREATE TABLE step (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    opportunity_id INTEGER NOT NULL REFERENCES opportunity (id),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    stage TEXT NOT NULL CHECK (stage <> ''),
    since TEXT NOT NULL CHECK (since IS date(since, '+0 days')),
    amount_minor INTEGER CHECK (amount_minor >= 0),
    currency TEXT REFERENCES currency (code) CHECK (amount_minor IS NULL OR currency IS NOT NULL),
    close TEXT CHECK (close IS date(close, '+0 days')),
    probability INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100),
    forecast TEXT NOT NULL CHECK (forecast IN ('commit', 'best', 'pipeline', 'omitted')),
    colleague_id INTEGER REFERENCES colleague (id),
    slips INTEGER NOT NULL DEFAULT 0 CHECK (slips >= 0)
) STRICT;
CREATE INDEX step_opportunity ON step (opportunity_id, day);
CREATE INDEX step_colleague ON step (colleague_id) WHERE colleague_id IS NOT NULL;

-- What they are about: a column for each noun, so that each is a real reference. Who does it (nobody: who keeps the
-- file), who owes it, and the proof with which it was closed.
ALTER TABLE deadline ADD COLUMN opportunity_id INTEGER REFERENCES opportunity (id);
ALTER TABLE deadline ADD COLUMN colleague_id INTEGER REFERENCES colleague (id);
ALTER TABLE deadline ADD COLUMN owed_by TEXT CHECK (owed_by IN ('us', 'client'));
ALTER TABLE deadline ADD COLUMN evidence TEXT;
CREATE INDEX deadline_opportunity ON deadline (opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX deadline_colleague ON deadline (colleague_id) WHERE colleague_id IS NOT NULL;
ALTER TABLE interaction ADD COLUMN opportunity_id INTEGER REFERENCES opportunity (id);
ALTER TABLE interaction ADD COLUMN colleague_id INTEGER REFERENCES colleague (id);
ALTER TABLE interaction ADD COLUMN owed_by TEXT CHECK (owed_by IN ('us', 'client'));
CREATE INDEX interaction_opportunity ON interaction (opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX interaction_colleague ON interaction (colleague_id) WHERE colleague_id IS NOT NULL;
-- The opportunity that a sale was won with.
ALTER TABLE sale ADD COLUMN opportunity_id INTEGER REFERENCES opportunity (id);
CREATE INDEX sale_opportunity ON sale (opportunity_id) WHERE opportunity_id IS NOT NULL;
-- Where more about it lies, and the groups that it can never buy; %3B for a semicolon in one.
ALTER TABLE account ADD COLUMN links TEXT;
ALTER TABLE account ADD COLUMN not_for TEXT;

-- What each account sold of each product in a month in a currency, less credits; product 0 is none. `last` is the day
-- of the last sale. The writers keep it, `doctor` checks it.
CREATE TABLE sale_product_month (
    month TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    currency TEXT NOT NULL,
    lines INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    last TEXT,
    PRIMARY KEY (month, account_id, product_id, currency)
) STRICT, WITHOUT ROWID;
INSERT INTO sale_product_month
SELECT substr(date, 1, 7), account_id, coalesce(product_id, 0), currency, count(*),
    sum(CASE kind WHEN 'sale' THEN amount_minor ELSE -amount_minor END), max(CASE kind WHEN 'sale' THEN date END)
FROM sale WHERE kind <> 'purchase' GROUP BY 1, 2, 3, 4;

-- What changed of one record.
CREATE INDEX operation_change_record ON operation_change (record, record_id);
CREATE INDEX operation_range_record ON operation_range (record, first_id);

CREATE VIRTUAL TABLE colleague_search USING fts5 (name, code, department, title, email, note,
    content = 'colleague', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE opportunity_search USING fts5 (name, competitor, reason, note, external_id, account_id,
    content = 'opportunity', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');

-- What proves that a deadline was met is found too.
DROP TABLE deadline_search;
CREATE VIRTUAL TABLE deadline_search USING fts5 (title, note, evidence, account_id,
    content = 'deadline', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO deadline_search (deadline_search) VALUES ('rebuild');

CREATE VIEW colleagues AS
SELECT k.code, k.name, k.department, k.title, k.email, k.phone, k.hours, b.code AS reports_to, k."left", k.external_id,
    k.note,
    (SELECT group_concat(kind || ':' || replace(replace(text, '%', '%25'), ';', '%3B'), ';')
        FROM (SELECT kind, text FROM colleague_alias l WHERE l.colleague_id = k.id ORDER BY l.id)) AS aliases,
    'CO' || k.id AS id, k.id AS record_id, k.reports_to_id
FROM colleague k LEFT JOIN colleague b ON b.id = k.reports_to_id;

CREATE VIEW opportunities AS
SELECT 'OP' || o.id AS id, a.code AS account, a.name AS account_name, o.name,
    CASE WHEN o.amount_minor IS NULL THEN NULL WHEN cu.decimals = 0 THEN printf('%d', o.amount_minor)
        ELSE printf('%d.%0*d', o.amount_minor / cu.unit, cu.decimals, o.amount_minor % cu.unit) END AS amount,
    o.currency, o.close, o.stage, o.probability, o.kind, o.forecast, k.code AS owner, p.code AS product,
    (SELECT group_concat(name, ';') FROM (SELECT c.name FROM opportunity_contact oc JOIN contact c ON c.id = oc.contact_id
        WHERE oc.opportunity_id = o.id ORDER BY oc.id)) AS "with",
    o.competitor, o.reason, o.links, o.note, o.external_id, o.created, o.since,
    (SELECT s.slips FROM step s WHERE s.opportunity_id = o.id ORDER BY s.day DESC, s.id DESC LIMIT 1) AS slips,
    o.closed, o.amount_minor, o.id AS record_id, o.account_id, o.product_id, o.colleague_id
FROM opportunity o JOIN account a ON a.id = o.account_id LEFT JOIN product p ON p.id = o.product_id
    LEFT JOIN colleague k ON k.id = o.colleague_id LEFT JOIN currency cu ON cu.code = o.currency;

CREATE VIEW steps AS
SELECT 'ST' || s.id AS id, s.day, a.code AS account, a.name AS account_name, 'OP' || o.id AS opportunity, o.name AS name,
    s.stage, s.since,
    CASE WHEN s.amount_minor IS NULL THEN NULL WHEN cu.decimals = 0 THEN printf('%d', s.amount_minor)
        ELSE printf('%d.%0*d', s.amount_minor / cu.unit, cu.decimals, s.amount_minor % cu.unit) END AS amount,
    s.currency, s.close, s.probability, s.forecast, k.code AS owner, s.slips, s.amount_minor, s.id AS record_id,
    s.opportunity_id, o.account_id, s.colleague_id
FROM step s JOIN opportunity o ON o.id = s.opportunity_id JOIN account a ON a.id = o.account_id
    LEFT JOIN colleague k ON k.id = s.colleague_id LEFT JOIN currency cu ON cu.code = s.currency;

DROP VIEW deadlines;
CREATE VIEW deadlines AS
SELECT 'D' || d.id AS id, a.code AS account, a.name AS account_name, d.title, d.due, d.kind, d.priority, d.every, d.until,
    d.times, d.shift, d.remind, d.note, d.done, CASE WHEN d.every IS NOT NULL THEN 'D' || coalesce(d.series_id, d.id) END AS series,
    'OP' || d.opportunity_id AS about, k.code AS "for", d.owed_by, d.evidence,
    d.external_id, d.id AS record_id, d.account_id, d.uid, d.sequence, d.anchor, d.occurrence, d.series_id, d.template,
    d.opportunity_id, d.colleague_id
FROM deadline d JOIN account a ON a.id = d.account_id LEFT JOIN colleague k ON k.id = d.colleague_id;

DROP VIEW interactions;
CREATE VIEW interactions AS
SELECT 'I' || i.id AS id, a.code AS account, a.name AS account_name, i.date, i.kind, i.text,
    (SELECT group_concat(name, ';') FROM (SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
        WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS "with",
    i.minutes, 'OP' || i.opportunity_id AS about, k.code AS "for", i.owed_by, i.external_id, i.id AS record_id, i.account_id, i.uid,
    i.opportunity_id, i.colleague_id
FROM interaction i JOIN account a ON a.id = i.account_id LEFT JOIN colleague k ON k.id = i.colleague_id;

DROP VIEW sales;
CREATE VIEW sales AS
SELECT 'S' || s.id AS id, a.code AS account, a.name AS account_name, s.date,
    CASE cu.decimals WHEN 0 THEN printf('%d', s.amount_minor)
        ELSE printf('%d.%0*d', s.amount_minor / cu.unit, cu.decimals, s.amount_minor % cu.unit) END AS amount,
    s.currency, s.kind, p.code AS product, s.quantity,
    CASE WHEN s.cost_minor IS NULL THEN NULL WHEN cu.decimals = 0 THEN printf('%d', s.cost_minor)
        ELSE printf('%d.%0*d', s.cost_minor / cu.unit, cu.decimals, s.cost_minor % cu.unit) END AS cost,
    s.ref, 'OP' || s.opportunity_id AS opportunity, s.amount_minor, s.cost_minor, s.id AS record_id, s.account_id, s.product_id,
    s.opportunity_id
FROM sale s JOIN account a ON a.id = s.account_id LEFT JOIN product p ON p.id = s.product_id
    JOIN currency cu ON cu.code = s.currency;

DROP VIEW accounts;
CREATE VIEW accounts AS
SELECT a.code, a.name, p.code AS parent, a.tier, a.category, a.scope, a.currency, a.cadence, a.phone, a.website, a.address,
    a.city, a.country, a.external_id, a.note, a.tags, a.links, a.not_for, a.created, a.archived,
    (SELECT group_concat(kind || ':' || replace(replace(text, '%', '%25'), ';', '%3B'), ';')
        FROM (SELECT kind, text FROM account_alias l WHERE l.account_id = a.id ORDER BY l.id)) AS aliases,
    'A' || a.id AS id, a.id AS record_id, a.parent_id
FROM account a LEFT JOIN account p ON p.id = a.parent_id;
