-- The first schema. Frozen: a later change is a later file.
-- A day IS date(day, '+0 days'): without a step, date() lets 30 February pass.
-- Money is integer minor units beside an ISO 4217 code; days are ISO text; a period is half-open, [start, end).

CREATE TABLE currency (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 4),
    unit INTEGER NOT NULL CHECK (unit IN (1, 10, 100, 1000, 10000))
) STRICT;

CREATE TABLE account (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
    name TEXT NOT NULL CHECK (name <> ''),
    parent_id INTEGER REFERENCES account (id) CHECK (parent_id <> id),
    tier INTEGER CHECK (tier BETWEEN 1 AND 3),
    category TEXT,
    scope TEXT CHECK (scope IN ('global', 'national', 'regional', 'local')),
    currency TEXT REFERENCES currency (code),
    cadence INTEGER CHECK (cadence > 0),
    phone TEXT,
    website TEXT,
    address TEXT,
    city TEXT,
    country TEXT,
    external_id TEXT,
    note TEXT,
    tags TEXT,
    created TEXT NOT NULL CHECK (created IS date(created, '+0 days')),
    archived TEXT CHECK (archived IS date(archived, '+0 days'))
) STRICT;
CREATE INDEX account_parent ON account (parent_id);
CREATE INDEX account_external ON account (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL CHECK (name <> ''),
    roles TEXT,
    title TEXT,
    email TEXT,
    phone TEXT,
    reports_to_id INTEGER REFERENCES contact (id) CHECK (reports_to_id <> id),
    note TEXT
) STRICT;
CREATE INDEX contact_account ON contact (account_id);
CREATE INDEX contact_reports_to ON contact (reports_to_id) WHERE reports_to_id IS NOT NULL;

CREATE TABLE interaction (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    kind TEXT NOT NULL CHECK (kind IN ('call', 'meeting', 'email', 'visit', 'note')),
    text TEXT NOT NULL CHECK (text <> ''),
    minutes INTEGER CHECK (minutes >= 0)
) STRICT;
CREATE INDEX interaction_account ON interaction (account_id, date);
CREATE INDEX interaction_date ON interaction (date);

CREATE TABLE interaction_contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    interaction_id INTEGER NOT NULL REFERENCES interaction (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    UNIQUE (interaction_id, contact_id)
) STRICT;
CREATE INDEX interaction_contact_contact ON interaction_contact (contact_id);

CREATE TABLE deadline (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    title TEXT NOT NULL CHECK (title <> ''),
    due TEXT NOT NULL CHECK (substr(due, 1, 10) IS date(due, '+0 days') AND length(due) IN (10, 16)),
    kind TEXT NOT NULL CHECK (kind IN ('deliverable', 'follow-up', 'contract', 'meeting', 'other')),
    priority TEXT NOT NULL CHECK (priority IN ('high', 'normal', 'low')),
    note TEXT,
    done TEXT CHECK (done IS date(done, '+0 days'))
) STRICT;
CREATE INDEX deadline_account ON deadline (account_id, due);
CREATE INDEX deadline_open ON deadline (due) WHERE done IS NULL;

CREATE TABLE budget (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL CHECK (name <> ''),
    "start" TEXT NOT NULL CHECK ("start" IS date("start", '+0 days')),
    "end" TEXT NOT NULL CHECK ("end" IS date("end", '+0 days')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    currency TEXT NOT NULL REFERENCES currency (code),
    agreed_with TEXT CHECK (agreed_with IN ('client', 'company', 'both')),
    direction TEXT NOT NULL CHECK (direction IN ('cost', 'revenue')),
    note TEXT,
    CHECK ("start" < "end")
) STRICT;
CREATE INDEX budget_account ON budget (account_id, "start");

CREATE TABLE expense (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    budget_id INTEGER NOT NULL REFERENCES budget (id),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    memo TEXT
) STRICT;
CREATE INDEX expense_budget ON expense (budget_id, date);

CREATE TABLE product (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
    name TEXT NOT NULL CHECK (name <> ''),
    category TEXT,
    price_minor INTEGER CHECK (price_minor >= 0),
    currency TEXT REFERENCES currency (code),
    CHECK (price_minor IS NULL OR currency IS NOT NULL)
) STRICT;

CREATE TABLE sale (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    product_id INTEGER REFERENCES product (id),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    currency TEXT NOT NULL REFERENCES currency (code),
    kind TEXT NOT NULL CHECK (kind IN ('sale', 'purchase', 'credit')),
    quantity TEXT,
    cost_minor INTEGER CHECK (cost_minor >= 0),
    ref TEXT
) STRICT;
CREATE INDEX sale_account ON sale (account_id, date);
CREATE INDEX sale_date ON sale (date);
CREATE INDEX sale_product ON sale (product_id) WHERE product_id IS NOT NULL;
CREATE UNIQUE INDEX sale_ref ON sale (account_id, kind, ref) WHERE ref IS NOT NULL;

CREATE TABLE target (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "start" TEXT NOT NULL CHECK ("start" IS date("start", '+0 days')),
    "end" TEXT NOT NULL CHECK ("end" IS date("end", '+0 days')),
    account_id INTEGER REFERENCES account (id),
    product_id INTEGER REFERENCES product (id),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    currency TEXT NOT NULL REFERENCES currency (code),
    CHECK ("start" < "end")
) STRICT;
CREATE UNIQUE INDEX target_key ON target ("start", "end", coalesce(account_id, 0), coalesce(product_id, 0));
CREATE INDEX target_account ON target (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX target_product ON target (product_id) WHERE product_id IS NOT NULL;

CREATE TABLE rate (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    from_currency TEXT NOT NULL REFERENCES currency (code),
    to_currency TEXT NOT NULL REFERENCES currency (code),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    rate TEXT NOT NULL,
    CHECK (from_currency <> to_currency),
    UNIQUE (from_currency, to_currency, date)
) STRICT;

-- The journal: one operation a change, the images of each record it touched, the id ranges a bulk import made.
CREATE TABLE operation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    command TEXT NOT NULL,
    summary TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;
CREATE INDEX operation_state ON operation (state);

CREATE TABLE operation_change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL REFERENCES operation (id),
    record TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX operation_change_operation ON operation_change (operation_id);

CREATE TABLE operation_range (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL REFERENCES operation (id),
    record TEXT NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL
) STRICT;
CREATE INDEX operation_range_operation ON operation_range (operation_id);

-- The views are the interface for anybody's SQL. Amounts are exact decimal text; *_minor are the integers to sum.
CREATE VIEW accounts AS
SELECT a.code, a.name, p.code AS parent, a.tier, a.category, a.scope, a.currency, a.cadence, a.phone, a.website, a.address,
    a.city, a.country, a.external_id, a.note, a.tags, a.created, a.archived, 'A' || a.id AS id,
    a.id AS record_id, a.parent_id
FROM account a LEFT JOIN account p ON p.id = a.parent_id;

CREATE VIEW contacts AS
SELECT 'C' || c.id AS id, a.code AS account, a.name AS account_name, c.name, c.roles, c.title, c.email, c.phone,
    b.name AS reports_to, c.note, c.id AS record_id, c.account_id, c.reports_to_id
FROM contact c JOIN account a ON a.id = c.account_id LEFT JOIN contact b ON b.id = c.reports_to_id;

CREATE VIEW interactions AS
SELECT 'I' || i.id AS id, a.code AS account, a.name AS account_name, i.date, i.kind, i.text,
    (SELECT group_concat(name, ';') FROM (SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
        WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS "with",
    i.minutes, i.id AS record_id, i.account_id
FROM interaction i JOIN account a ON a.id = i.account_id;

CREATE VIEW deadlines AS
SELECT 'D' || d.id AS id, a.code AS account, a.name AS account_name, d.title, d.due, d.kind, d.priority, d.note, d.done,
    d.id AS record_id, d.account_id
FROM deadline d JOIN account a ON a.id = d.account_id;

CREATE VIEW budgets AS
SELECT 'B' || b.id AS id, a.code AS account, a.name AS account_name, b.name, b."start", b."end",
    CASE cu.decimals WHEN 0 THEN printf('%d', b.amount_minor)
        ELSE printf('%d.%0*d', b.amount_minor / cu.unit, cu.decimals, b.amount_minor % cu.unit) END AS amount,
    b.currency, b.agreed_with, b.direction, b.note, b.amount_minor, b.id AS record_id, b.account_id
FROM budget b JOIN account a ON a.id = b.account_id JOIN currency cu ON cu.code = b.currency;

CREATE VIEW expenses AS
SELECT 'X' || x.id AS id, a.code AS account, a.name AS account_name, b.name AS budget, x.date,
    CASE cu.decimals WHEN 0 THEN printf('%d', x.amount_minor)
        ELSE printf('%d.%0*d', x.amount_minor / cu.unit, cu.decimals, x.amount_minor % cu.unit) END AS amount,
    b.currency, x.memo, x.amount_minor, x.id AS record_id, x.budget_id, b.account_id
FROM expense x JOIN budget b ON b.id = x.budget_id JOIN account a ON a.id = b.account_id
    JOIN currency cu ON cu.code = b.currency;

CREATE VIEW products AS
SELECT p.code, p.name, p.category,
    CASE cu.decimals WHEN 0 THEN printf('%d', p.price_minor)
        ELSE printf('%d.%0*d', p.price_minor / cu.unit, cu.decimals, p.price_minor % cu.unit) END AS price,
    p.currency, p.price_minor, 'P' || p.id AS id, p.id AS record_id
FROM product p LEFT JOIN currency cu ON cu.code = p.currency;

CREATE VIEW sales AS
SELECT 'S' || s.id AS id, a.code AS account, a.name AS account_name, s.date,
    CASE cu.decimals WHEN 0 THEN printf('%d', s.amount_minor)
        ELSE printf('%d.%0*d', s.amount_minor / cu.unit, cu.decimals, s.amount_minor % cu.unit) END AS amount,
    s.currency, s.kind, p.code AS product, s.quantity,
    CASE WHEN s.cost_minor IS NULL THEN NULL WHEN cu.decimals = 0 THEN printf('%d', s.cost_minor)
        ELSE printf('%d.%0*d', s.cost_minor / cu.unit, cu.decimals, s.cost_minor % cu.unit) END AS cost,
    s.ref, s.amount_minor, s.cost_minor, s.id AS record_id, s.account_id, s.product_id
FROM sale s JOIN account a ON a.id = s.account_id LEFT JOIN product p ON p.id = s.product_id
    JOIN currency cu ON cu.code = s.currency;

CREATE VIEW targets AS
SELECT 'T' || t.id AS id, t."start", t."end", a.code AS account, p.code AS product,
    CASE cu.decimals WHEN 0 THEN printf('%d', t.amount_minor)
        ELSE printf('%d.%0*d', t.amount_minor / cu.unit, cu.decimals, t.amount_minor % cu.unit) END AS amount,
    t.currency, t.amount_minor, t.id AS record_id, t.account_id, t.product_id
FROM target t LEFT JOIN account a ON a.id = t.account_id LEFT JOIN product p ON p.id = t.product_id
    JOIN currency cu ON cu.code = t.currency;

CREATE VIEW rates AS
SELECT 'R' || r.id AS id, r.from_currency AS "from", r.to_currency AS "to", r.rate, r.date,
    r.from_currency, r.to_currency, r.id AS record_id
FROM rate r;

CREATE VIEW operations AS
SELECT 'H' || o.id AS id, o.at, o.command, o.summary, o.state,
    (SELECT count(*) FROM operation_change c WHERE c.operation_id = o.id)
        + coalesce((SELECT sum(r.last_id - r.first_id + 1) FROM operation_range r WHERE r.operation_id = o.id), 0) AS records,
    o.id AS record_id
FROM operation o;
