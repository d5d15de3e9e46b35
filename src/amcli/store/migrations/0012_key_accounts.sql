-- Who decides and how they stand to us, how an account feels, what it needs, what is planned, and what was said of
-- proposals.
ALTER TABLE contact ADD COLUMN influence INTEGER CHECK (influence BETWEEN 1 AND 5);
ALTER TABLE contact ADD COLUMN stance TEXT
    CHECK (stance IN ('champion', 'supporter', 'neutral', 'sceptic', 'opponent'));

-- How an account feels to whoever keeps it, never changed: a later one is a row of its own.
CREATE TABLE pulse (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
    note TEXT
) STRICT;
CREATE INDEX pulse_account ON pulse (account_id, day);

-- A model of the user's own: its text is TOML, which is read and never run.
CREATE TABLE model (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
    name TEXT NOT NULL CHECK (name <> ''),
    text TEXT NOT NULL CHECK (text <> ''),
    added TEXT NOT NULL CHECK (added IS date(added, '+0 days'))
) STRICT;

-- What an account came to by a model on a day. The result is written down with its answers: no later change of the
-- model touches it, and so the model is named by its code alone.
CREATE TABLE assessment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    model TEXT NOT NULL COLLATE NOCASE CHECK (length(model) BETWEEN 1 AND 40),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    colleague_id INTEGER REFERENCES colleague (id),
    answers TEXT NOT NULL CHECK (answers <> ''),
    result TEXT,
    scores TEXT,
    near TEXT,
    note TEXT
) STRICT;
CREATE INDEX assessment_account ON assessment (account_id, model, day);
CREATE INDEX assessment_colleague ON assessment (colleague_id) WHERE colleague_id IS NOT NULL;

CREATE TABLE need (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    text TEXT NOT NULL CHECK (text <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('product', 'process', 'facilitation')),
    priority TEXT NOT NULL CHECK (priority IN ('high', 'normal', 'low')),
    contact_id INTEGER REFERENCES contact (id),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    met TEXT CHECK (met IS date(met, '+0 days')),
    note TEXT,
    external_id TEXT
) STRICT;
CREATE INDEX need_account ON need (account_id, day);
CREATE INDEX need_contact ON need (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX need_external ON need (external_id) WHERE external_id IS NOT NULL;

-- The plan of an account for a span of days, half-open as the periods of budgets and targets: one text, and when it was
-- last written.
CREATE TABLE plan (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    start TEXT NOT NULL CHECK (start IS date(start, '+0 days')),
    "end" TEXT NOT NULL CHECK ("end" IS date("end", '+0 days')),
    text TEXT NOT NULL CHECK (text <> ''),
    written TEXT NOT NULL CHECK (written IS date(written, '+0 days')),
    external_id TEXT,
    CHECK (start < "end"),
    UNIQUE (account_id, start, "end")
) STRICT;
CREATE INDEX plan_external ON plan (external_id) WHERE external_id IS NOT NULL;

-- What a plan is to reach. number is its place in the plan, from 1 on; goal is digits: an amount in the currency, or a
-- count. Its progress is worked out of the records.
CREATE TABLE objective (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    number INTEGER NOT NULL CHECK (number > 0),
    title TEXT NOT NULL CHECK (title <> ''),
    measure TEXT NOT NULL CHECK (measure IN ('sales', 'margin', 'whitespace', 'issues', 'contacts', 'none')),
    goal TEXT,
    currency TEXT REFERENCES currency (code),
    due TEXT CHECK (due IS date(due, '+0 days')),
    need_id INTEGER REFERENCES need (id),
    done TEXT CHECK (done IS date(done, '+0 days')),
    note TEXT,
    UNIQUE (plan_id, number)
) STRICT;
CREATE INDEX objective_account ON objective (account_id);
CREATE INDEX objective_need ON objective (need_id) WHERE need_id IS NOT NULL;

-- What a plan brings and takes in a year.
CREATE TABLE contribution (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    year INTEGER NOT NULL CHECK (year BETWEEN 1 AND 9999),
    sales_minor INTEGER NOT NULL CHECK (sales_minor >= 0),
    cost_minor INTEGER NOT NULL CHECK (cost_minor >= 0),
    invest_minor INTEGER NOT NULL CHECK (invest_minor >= 0),
    currency TEXT NOT NULL REFERENCES currency (code),
    UNIQUE (plan_id, year)
) STRICT;

-- What was said of a proposal of `next`. reason is what it was made of, so that it comes again for another one only.
CREATE TABLE decision (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER REFERENCES account (id),
    proposal TEXT NOT NULL CHECK (proposal <> ''),
    reason TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'dismissed', 'snoozed')),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    until TEXT CHECK (until IS date(until, '+0 days')),
    deadline_id INTEGER REFERENCES deadline (id),
    note TEXT,
    CHECK ((until IS NULL) = (verdict <> 'snoozed'))
) STRICT;
CREATE INDEX decision_proposal ON decision (proposal);
CREATE INDEX decision_account ON decision (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX decision_deadline ON decision (deadline_id) WHERE deadline_id IS NOT NULL;

-- Actions are deadlines about an objective.
ALTER TABLE deadline ADD COLUMN objective_id INTEGER REFERENCES objective (id);
CREATE INDEX deadline_objective ON deadline (objective_id) WHERE objective_id IS NOT NULL;
ALTER TABLE interaction ADD COLUMN objective_id INTEGER REFERENCES objective (id);
CREATE INDEX interaction_objective ON interaction (objective_id) WHERE objective_id IS NOT NULL;

CREATE VIRTUAL TABLE need_search USING fts5 (text, note, external_id, account_id,
    content = 'need', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE plan_search USING fts5 (text, external_id, account_id,
    content = 'plan', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');

CREATE VIEW pulses AS
SELECT 'PU' || p.id AS id, p.day, a.code AS account, a.name AS account_name, p.score, p.note, p.id AS record_id,
    p.account_id
FROM pulse p JOIN account a ON a.id = p.account_id;

CREATE VIEW models AS
SELECT m.code, m.name, m.added, m.text, 'MD' || m.id AS id, m.id AS record_id FROM model m;

CREATE VIEW assessments AS
SELECT 'AM' || s.id AS id, s.day, a.code AS account, a.name AS account_name, s.model, s.result, s.scores, s.near,
    s.answers, k.code AS "by", s.note, s.id AS record_id, s.account_id, s.colleague_id
FROM assessment s JOIN account a ON a.id = s.account_id LEFT JOIN colleague k ON k.id = s.colleague_id;

CREATE VIEW needs AS
SELECT 'ND' || n.id AS id, a.code AS account, a.name AS account_name, n.text, n.kind, n.priority, c.name AS contact, n.day,
    n.met, n.note, n.external_id, n.id AS record_id, n.account_id, n.contact_id
FROM need n JOIN account a ON a.id = n.account_id LEFT JOIN contact c ON c.id = n.contact_id;

CREATE VIEW plans AS
SELECT 'PL' || p.id AS id, a.code AS account, a.name AS account_name, p.start, p."end", p.written, p.text, p.external_id,
    p.id AS record_id, p.account_id
FROM plan p JOIN account a ON a.id = p.account_id;

CREATE VIEW objectives AS
SELECT 'OB' || o.id AS id, a.code AS account, a.name AS account_name, 'PL' || o.plan_id || '.' || o.number AS called,
    'PL' || o.plan_id AS plan, o.number, o.title, o.measure, o.goal, o.currency, o.due, 'ND' || o.need_id AS need, o.done,
    o.note, o.id AS record_id, o.plan_id, o.need_id, o.account_id
FROM objective o JOIN plan p ON p.id = o.plan_id JOIN account a ON a.id = o.account_id;

CREATE VIEW contributions AS
SELECT 'CB' || c.id AS id, a.code AS account, a.name AS account_name, 'PL' || p.id AS plan, c.year,
    CASE cu.decimals WHEN 0 THEN printf('%d', c.sales_minor)
        ELSE printf('%d.%0*d', c.sales_minor / cu.unit, cu.decimals, c.sales_minor % cu.unit) END AS sales,
    CASE cu.decimals WHEN 0 THEN printf('%d', c.cost_minor)
        ELSE printf('%d.%0*d', c.cost_minor / cu.unit, cu.decimals, c.cost_minor % cu.unit) END AS cost,
    CASE cu.decimals WHEN 0 THEN printf('%d', c.invest_minor)
        ELSE printf('%d.%0*d', c.invest_minor / cu.unit, cu.decimals, c.invest_minor % cu.unit) END AS invest,
    c.currency, c.sales_minor, c.cost_minor, c.invest_minor, c.id AS record_id, c.plan_id, p.account_id
FROM contribution c JOIN plan p ON p.id = c.plan_id JOIN account a ON a.id = p.account_id
    JOIN currency cu ON cu.code = c.currency;

CREATE VIEW decisions AS
SELECT 'DC' || d.id AS id, d.day, a.code AS account, a.name AS account_name, d.proposal, d.verdict, d.until, d.reason,
    'D' || d.deadline_id AS deadline, d.note, d.id AS record_id, d.account_id, d.deadline_id
FROM decision d LEFT JOIN account a ON a.id = d.account_id;

DROP VIEW contacts;
CREATE VIEW contacts AS
SELECT 'C' || c.id AS id, a.code AS account, a.name AS account_name, c.name, c.roles, c.influence, c.stance, c.title,
    c.email, c.phone, b.name AS reports_to, c."left", c.external_id, c.note,
    (SELECT group_concat(kind || ':' || replace(replace(text, '%', '%25'), ';', '%3B'), ';')
        FROM (SELECT kind, text FROM contact_alias l WHERE l.contact_id = c.id ORDER BY l.id)) AS aliases,
    c.id AS record_id, c.account_id, c.reports_to_id
FROM contact c JOIN account a ON a.id = c.account_id LEFT JOIN contact b ON b.id = c.reports_to_id;

DROP VIEW deadlines;
CREATE VIEW deadlines AS
SELECT 'D' || d.id AS id, a.code AS account, a.name AS account_name, d.title, d.due, d.kind, d.priority, d.every, d.until,
    d.times, d.shift, d.remind, d.note, d.done, CASE WHEN d.every IS NOT NULL THEN 'D' || coalesce(d.series_id, d.id) END AS series,
    coalesce('OP' || d.opportunity_id, 'CT' || d.contract_id, 'IS' || d.issue_id, 'NG' || d.negotiation_id,
        'OB' || d.objective_id) AS about,
    k.code AS "for", d.owed_by, d.evidence,
    d.external_id, d.id AS record_id, d.account_id, d.uid, d.sequence, d.anchor, d.occurrence, d.series_id, d.template,
    d.opportunity_id, d.colleague_id, d.contract_id, d.issue_id, d.negotiation_id, d.objective_id
FROM deadline d JOIN account a ON a.id = d.account_id LEFT JOIN colleague k ON k.id = d.colleague_id;

DROP VIEW interactions;
CREATE VIEW interactions AS
SELECT 'I' || i.id AS id, a.code AS account, a.name AS account_name, i.date, i.kind, i.text,
    (SELECT group_concat(name, ';') FROM (SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
        WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS "with",
    i.minutes,
    coalesce('OP' || i.opportunity_id, 'CT' || i.contract_id, 'IS' || i.issue_id, 'NG' || i.negotiation_id,
        'OB' || i.objective_id) AS about,
    k.code AS "for", i.owed_by, i.external_id, i.id AS record_id, i.account_id, i.uid,
    i.opportunity_id, i.colleague_id, i.contract_id, i.issue_id, i.negotiation_id, i.objective_id
FROM interaction i JOIN account a ON a.id = i.account_id LEFT JOIN colleague k ON k.id = i.colleague_id;
