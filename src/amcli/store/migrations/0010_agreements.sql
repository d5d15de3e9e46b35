-- Contracts with their terms, conflicts with their phases, negotiations with their points and offers, and what a
-- deadline or an interaction is about of these.

-- "end": the last day of the last term that is written down. What follows of it (the current term, the days of notice)
-- is worked out of the day that asks, and never kept. Spans such as 3m and 90d are texts. ends: the day on which it
-- ends for good, by a notice or otherwise. snoozed: the day until which it is not reminded of.
CREATE TABLE contract (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('frame', 'supply', 'service', 'licence', 'other')),
    start TEXT NOT NULL CHECK (start IS date(start, '+0 days')),
    "end" TEXT NOT NULL CHECK ("end" IS date("end", '+0 days')),
    renews TEXT NOT NULL CHECK (renews IN ('tacit', 'express', 'no')),
    notice TEXT,
    term TEXT,
    lead TEXT,
    latest_end TEXT CHECK (latest_end IS date(latest_end, '+0 days')),
    value_minor INTEGER CHECK (value_minor >= 0),
    currency TEXT REFERENCES currency (code) CHECK (value_minor IS NULL OR currency IS NOT NULL),
    per TEXT CHECK (per IN ('total', 'year', 'month')),
    signed TEXT CHECK (signed IS date(signed, '+0 days')),
    ref TEXT,
    noticed TEXT CHECK (noticed IS date(noticed, '+0 days')),
    noticed_by TEXT CHECK (noticed_by IN ('us', 'client')),
    ends TEXT CHECK (ends IS date(ends, '+0 days')),
    reason TEXT,
    snoozed TEXT CHECK (snoozed IS date(snoozed, '+0 days')),
    colleague_id INTEGER REFERENCES colleague (id),
    links TEXT,
    note TEXT,
    external_id TEXT,
    CHECK ("end" >= start),
    CHECK ((noticed IS NULL) = (noticed_by IS NULL))
) STRICT;
CREATE INDEX contract_account ON contract (account_id, "end");
CREATE INDEX contract_colleague ON contract (colleague_id) WHERE colleague_id IS NOT NULL;
CREATE INDEX contract_external ON contract (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contract_ref ON contract (ref) WHERE ref IS NOT NULL;

-- The terms that are written down: the first, and each renewal. Its value is what it was in that term.
CREATE TABLE term (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contract_id INTEGER NOT NULL REFERENCES contract (id),
    start TEXT NOT NULL CHECK (start IS date(start, '+0 days')),
    "end" TEXT NOT NULL CHECK ("end" IS date("end", '+0 days')),
    value_minor INTEGER CHECK (value_minor >= 0),
    currency TEXT REFERENCES currency (code) CHECK (value_minor IS NULL OR currency IS NOT NULL),
    per TEXT CHECK (per IN ('total', 'year', 'month')),
    CHECK ("end" >= start)
) STRICT;
CREATE INDEX term_contract ON term (contract_id, start);

-- A conflict. opened, acknowledged and closed are days or minutes in the portfolio's zone. Whom it waits for stops the
-- clock of its limits where that is the client or somebody else.
CREATE TABLE issue (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    title TEXT NOT NULL CHECK (title <> ''),
    severity TEXT NOT NULL CHECK (severity IN ('critical', 'high', 'normal', 'low')),
    cause TEXT NOT NULL CHECK (cause IN ('quality', 'delivery', 'price', 'billing', 'service', 'people', 'other')),
    contact_id INTEGER REFERENCES contact (id),
    opened TEXT NOT NULL CHECK (substr(opened, 1, 10) IS date(opened, '+0 days') AND length(opened) IN (10, 16)),
    wants TEXT,
    colleague_id INTEGER REFERENCES colleague (id),
    stage TEXT NOT NULL CHECK (stage IN ('received', 'acknowledged', 'investigating', 'answered', 'closed')),
    waiting TEXT CHECK (waiting IN ('client', 'third-party', 'us')),
    escalated_id INTEGER REFERENCES colleague (id),
    resolution TEXT,
    cost_minor INTEGER CHECK (cost_minor >= 0),
    currency TEXT REFERENCES currency (code) CHECK (cost_minor IS NULL OR currency IS NOT NULL),
    accepted TEXT CHECK (accepted IN ('yes', 'no')),
    acknowledged TEXT CHECK (substr(acknowledged, 1, 10) IS date(acknowledged, '+0 days')
        AND (acknowledged IS NULL OR length(acknowledged) IN (10, 16))),
    closed TEXT CHECK (substr(closed, 1, 10) IS date(closed, '+0 days')
        AND (closed IS NULL OR length(closed) IN (10, 16))),
    links TEXT,
    note TEXT,
    external_id TEXT,
    CHECK ((closed IS NULL) = (stage <> 'closed'))
) STRICT;
CREATE INDEX issue_account ON issue (account_id, opened);
CREATE INDEX issue_open ON issue (severity, opened) WHERE closed IS NULL;
CREATE INDEX issue_closed ON issue (closed) WHERE closed IS NOT NULL;
CREATE INDEX issue_contact ON issue (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX issue_colleague ON issue (colleague_id) WHERE colleague_id IS NOT NULL;
CREATE INDEX issue_escalated ON issue (escalated_id) WHERE escalated_id IS NOT NULL;
CREATE INDEX issue_external ON issue (external_id) WHERE external_id IS NOT NULL;

-- What an issue was from a moment on: all that its clock and a question about a past day ask for.
CREATE TABLE phase (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    issue_id INTEGER NOT NULL REFERENCES issue (id),
    at TEXT NOT NULL CHECK (substr(at, 1, 10) IS date(at, '+0 days') AND length(at) IN (10, 16)),
    stage TEXT NOT NULL CHECK (stage IN ('received', 'acknowledged', 'investigating', 'answered', 'closed')),
    severity TEXT NOT NULL CHECK (severity IN ('critical', 'high', 'normal', 'low')),
    waiting TEXT CHECK (waiting IN ('client', 'third-party', 'us')),
    colleague_id INTEGER REFERENCES colleague (id),
    escalated_id INTEGER REFERENCES colleague (id)
) STRICT;
CREATE INDEX phase_issue ON phase (issue_id, at);
CREATE INDEX phase_colleague ON phase (colleague_id) WHERE colleague_id IS NOT NULL;
CREATE INDEX phase_escalated ON phase (escalated_id) WHERE escalated_id IS NOT NULL;

CREATE TABLE negotiation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    subject TEXT NOT NULL CHECK (subject <> ''),
    opportunity_id INTEGER REFERENCES opportunity (id),
    contract_id INTEGER REFERENCES contract (id),
    started TEXT NOT NULL CHECK (started IS date(started, '+0 days')),
    until TEXT CHECK (until IS date(until, '+0 days')),
    outcome TEXT CHECK (outcome IN ('agreed', 'broken-off')),
    closed TEXT CHECK (closed IS date(closed, '+0 days')),
    colleague_id INTEGER REFERENCES colleague (id),
    links TEXT,
    note TEXT,
    external_id TEXT,
    CHECK ((closed IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX negotiation_account ON negotiation (account_id, until);
CREATE INDEX negotiation_open ON negotiation (until) WHERE closed IS NULL;
CREATE INDEX negotiation_opportunity ON negotiation (opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX negotiation_contract ON negotiation (contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX negotiation_colleague ON negotiation (colleague_id) WHERE colleague_id IS NOT NULL;
CREATE INDEX negotiation_external ON negotiation (external_id) WHERE external_id IS NOT NULL;

-- What is negotiated: values are digits, in the unit of the point. aim and limit are private: no view has them.
CREATE TABLE point (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    negotiation_id INTEGER NOT NULL REFERENCES negotiation (id),
    name TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
    subject TEXT NOT NULL CHECK (subject IN ('price', 'time', 'quality', 'volume', 'payment', 'other')),
    unit TEXT,
    better TEXT CHECK (better IN ('higher', 'lower')),
    aim TEXT,
    "limit" TEXT,
    agreed TEXT,
    agreed_on TEXT CHECK (agreed_on IS date(agreed_on, '+0 days')),
    UNIQUE (negotiation_id, name)
) STRICT;

-- What was offered, never changed: a new offer is a new row, and one that was taken back stays. past_limit: why one of
-- ours went beyond the limit, which is private as the limit is.
CREATE TABLE offer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    point_id INTEGER NOT NULL REFERENCES point (id),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    side TEXT NOT NULL CHECK (side IN ('us', 'client')),
    value TEXT NOT NULL CHECK (value <> ''),
    in_return TEXT,
    withdrawn TEXT CHECK (withdrawn IS date(withdrawn, '+0 days')),
    past_limit TEXT
) STRICT;
CREATE INDEX offer_point ON offer (point_id, day);

-- What they are about, a column for each noun; the contract that an opportunity renews or comes of.
ALTER TABLE deadline ADD COLUMN contract_id INTEGER REFERENCES contract (id);
ALTER TABLE deadline ADD COLUMN issue_id INTEGER REFERENCES issue (id);
ALTER TABLE deadline ADD COLUMN negotiation_id INTEGER REFERENCES negotiation (id);
CREATE INDEX deadline_contract ON deadline (contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX deadline_issue ON deadline (issue_id) WHERE issue_id IS NOT NULL;
CREATE INDEX deadline_negotiation ON deadline (negotiation_id) WHERE negotiation_id IS NOT NULL;
ALTER TABLE interaction ADD COLUMN contract_id INTEGER REFERENCES contract (id);
ALTER TABLE interaction ADD COLUMN issue_id INTEGER REFERENCES issue (id);
ALTER TABLE interaction ADD COLUMN negotiation_id INTEGER REFERENCES negotiation (id);
CREATE INDEX interaction_contract ON interaction (contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX interaction_issue ON interaction (issue_id) WHERE issue_id IS NOT NULL;
CREATE INDEX interaction_negotiation ON interaction (negotiation_id) WHERE negotiation_id IS NOT NULL;
ALTER TABLE opportunity ADD COLUMN contract_id INTEGER REFERENCES contract (id);
CREATE INDEX opportunity_contract ON opportunity (contract_id) WHERE contract_id IS NOT NULL;

CREATE VIRTUAL TABLE contract_search USING fts5 (name, ref, reason, note, external_id, account_id,
    content = 'contract', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE issue_search USING fts5 (title, wants, resolution, note, external_id, account_id,
    content = 'issue', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE negotiation_search USING fts5 (subject, note, external_id, account_id,
    content = 'negotiation', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');

CREATE VIEW contracts AS
SELECT 'CT' || c.id AS id, a.code AS account, a.name AS account_name, c.name, c.kind, c.start, c."end", c.renews, c.notice,
    c.term, c.lead, c.latest_end,
    CASE WHEN c.value_minor IS NULL THEN NULL WHEN cu.decimals = 0 THEN printf('%d', c.value_minor)
        ELSE printf('%d.%0*d', c.value_minor / cu.unit, cu.decimals, c.value_minor % cu.unit) END AS value,
    c.currency, c.per, c.signed, c.ref, c.noticed, c.noticed_by, c.ends, c.reason, c.snoozed, k.code AS owner, c.links,
    c.note, c.external_id, c.value_minor, c.id AS record_id, c.account_id, c.colleague_id
FROM contract c JOIN account a ON a.id = c.account_id LEFT JOIN colleague k ON k.id = c.colleague_id
    LEFT JOIN currency cu ON cu.code = c.currency;

CREATE VIEW terms AS
SELECT 'TM' || t.id AS id, t.start, t."end", a.code AS account, a.name AS account_name, 'CT' || c.id AS contract, c.name,
    CASE WHEN t.value_minor IS NULL THEN NULL WHEN cu.decimals = 0 THEN printf('%d', t.value_minor)
        ELSE printf('%d.%0*d', t.value_minor / cu.unit, cu.decimals, t.value_minor % cu.unit) END AS value,
    t.currency, t.per, t.value_minor, t.id AS record_id, t.contract_id, c.account_id
FROM term t JOIN contract c ON c.id = t.contract_id JOIN account a ON a.id = c.account_id
    LEFT JOIN currency cu ON cu.code = t.currency;

CREATE VIEW issues AS
SELECT 'IS' || i.id AS id, a.code AS account, a.name AS account_name, i.title, i.severity, i.cause, i.stage, i.waiting,
    i.opened, i.acknowledged, i.closed, c.name AS raised_by, k.code AS owner, e.code AS escalated_to, i.wants,
    i.resolution,
    CASE WHEN i.cost_minor IS NULL THEN NULL WHEN cu.decimals = 0 THEN printf('%d', i.cost_minor)
        ELSE printf('%d.%0*d', i.cost_minor / cu.unit, cu.decimals, i.cost_minor % cu.unit) END AS cost,
    i.currency, i.accepted, i.links, i.note, i.external_id, i.cost_minor, i.id AS record_id, i.account_id, i.contact_id,
    i.colleague_id, i.escalated_id
FROM issue i JOIN account a ON a.id = i.account_id LEFT JOIN contact c ON c.id = i.contact_id
    LEFT JOIN colleague k ON k.id = i.colleague_id LEFT JOIN colleague e ON e.id = i.escalated_id
    LEFT JOIN currency cu ON cu.code = i.currency;

CREATE VIEW phases AS
SELECT 'PH' || p.id AS id, p.at, a.code AS account, a.name AS account_name, 'IS' || i.id AS issue, i.title, p.stage,
    p.severity, p.waiting, k.code AS owner, e.code AS escalated_to, p.id AS record_id, p.issue_id, i.account_id,
    p.colleague_id, p.escalated_id
FROM phase p JOIN issue i ON i.id = p.issue_id JOIN account a ON a.id = i.account_id
    LEFT JOIN colleague k ON k.id = p.colleague_id LEFT JOIN colleague e ON e.id = p.escalated_id;

CREATE VIEW negotiations AS
SELECT 'NG' || n.id AS id, a.code AS account, a.name AS account_name, n.subject,
    coalesce('OP' || n.opportunity_id, 'CT' || n.contract_id) AS about, n.started, n.until, n.outcome, n.closed,
    k.code AS owner, n.links, n.note, n.external_id, n.id AS record_id, n.account_id, n.opportunity_id, n.contract_id,
    n.colleague_id
FROM negotiation n JOIN account a ON a.id = n.account_id LEFT JOIN colleague k ON k.id = n.colleague_id;

CREATE VIEW points AS
SELECT 'PT' || p.id AS id, a.code AS account, a.name AS account_name, 'NG' || n.id AS negotiation, p.name, p.subject,
    p.unit, p.better, p.agreed, p.agreed_on, p.id AS record_id, p.negotiation_id, n.account_id
FROM point p JOIN negotiation n ON n.id = p.negotiation_id JOIN account a ON a.id = n.account_id;

CREATE VIEW offers AS
SELECT 'OF' || o.id AS id, o.day, a.code AS account, a.name AS account_name, 'NG' || n.id AS negotiation,
    'PT' || p.id AS point, p.name, o.side, o.value, p.unit, o.in_return, o.withdrawn, o.id AS record_id, o.point_id,
    p.negotiation_id, n.account_id
FROM offer o JOIN point p ON p.id = o.point_id JOIN negotiation n ON n.id = p.negotiation_id
    JOIN account a ON a.id = n.account_id;

DROP VIEW deadlines;
CREATE VIEW deadlines AS
SELECT 'D' || d.id AS id, a.code AS account, a.name AS account_name, d.title, d.due, d.kind, d.priority, d.every, d.until,
    d.times, d.shift, d.remind, d.note, d.done, CASE WHEN d.every IS NOT NULL THEN 'D' || coalesce(d.series_id, d.id) END AS series,
    coalesce('OP' || d.opportunity_id, 'CT' || d.contract_id, 'IS' || d.issue_id, 'NG' || d.negotiation_id) AS about,
    k.code AS "for", d.owed_by, d.evidence,
    d.external_id, d.id AS record_id, d.account_id, d.uid, d.sequence, d.anchor, d.occurrence, d.series_id, d.template,
    d.opportunity_id, d.colleague_id, d.contract_id, d.issue_id, d.negotiation_id
FROM deadline d JOIN account a ON a.id = d.account_id LEFT JOIN colleague k ON k.id = d.colleague_id;

DROP VIEW interactions;
CREATE VIEW interactions AS
SELECT 'I' || i.id AS id, a.code AS account, a.name AS account_name, i.date, i.kind, i.text,
    (SELECT group_concat(name, ';') FROM (SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
        WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS "with",
    i.minutes,
    coalesce('OP' || i.opportunity_id, 'CT' || i.contract_id, 'IS' || i.issue_id, 'NG' || i.negotiation_id) AS about,
    k.code AS "for", i.owed_by, i.external_id, i.id AS record_id, i.account_id, i.uid,
    i.opportunity_id, i.colleague_id, i.contract_id, i.issue_id, i.negotiation_id
FROM interaction i JOIN account a ON a.id = i.account_id LEFT JOIN colleague k ON k.id = i.colleague_id;

DROP VIEW opportunities;
CREATE VIEW opportunities AS
SELECT 'OP' || o.id AS id, a.code AS account, a.name AS account_name, o.name,
    CASE WHEN o.amount_minor IS NULL THEN NULL WHEN cu.decimals = 0 THEN printf('%d', o.amount_minor)
        ELSE printf('%d.%0*d', o.amount_minor / cu.unit, cu.decimals, o.amount_minor % cu.unit) END AS amount,
    o.currency, o.close, o.stage, o.probability, o.kind, o.forecast, k.code AS owner, p.code AS product,
    'CT' || o.contract_id AS contract,
    (SELECT group_concat(name, ';') FROM (SELECT c.name FROM opportunity_contact oc JOIN contact c ON c.id = oc.contact_id
        WHERE oc.opportunity_id = o.id ORDER BY oc.id)) AS "with",
    o.competitor, o.reason, o.links, o.note, o.external_id, o.created, o.since,
    (SELECT s.slips FROM step s WHERE s.opportunity_id = o.id ORDER BY s.day DESC, s.id DESC LIMIT 1) AS slips,
    o.closed, o.amount_minor, o.id AS record_id, o.account_id, o.product_id, o.colleague_id, o.contract_id
FROM opportunity o JOIN account a ON a.id = o.account_id LEFT JOIN product p ON p.id = o.product_id
    LEFT JOIN colleague k ON k.id = o.colleague_id LEFT JOIN currency cu ON cu.code = o.currency;
