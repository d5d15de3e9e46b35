-- A file of schema 13 with a little of everything: that of schema 12, and what made it one of 13. Made once; never changed.
BEGIN TRANSACTION;
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
INSERT INTO "account" VALUES(1,'maruti','Maruti Suzuki',NULL,1,'car maker','national','USD',21,'+91 11 4678','https://maruti.example','Plot 1','New Delhi','India','X-1','Pays late; says ''soon''','oem;india','2024-01-10',NULL);
INSERT INTO "account" VALUES(2,'maruti-service','Maruti Service',1,2,NULL,NULL,'EUR',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2024-02-01',NULL);
INSERT INTO "account" VALUES(3,'eclair','Éclair Motörs',NULL,3,NULL,'global','JPY',NULL,NULL,NULL,NULL,'Zürich','Schweiz',NULL,NULL,NULL,'2024-03-01',NULL);
INSERT INTO "account" VALUES(4,'old-garage','Old Garage',NULL,NULL,NULL,'local',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2023-01-01','2025-06-30');
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
INSERT INTO "budget" VALUES(1,1,'Trade fair','2026-01-01','2027-01-01',1200000,'USD','both','cost','Hall 3');
INSERT INTO "budget" VALUES(2,3,'Rebates','2026-07-01','2026-10-01',30000,'JPY',NULL,'revenue',NULL);
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
INSERT INTO "contact" VALUES(1,1,'Asha Rao','decider;buyer','Head of purchasing','asha@example.com','12',NULL,'Early riser');
INSERT INTO "contact" VALUES(2,1,'Ravi Iyer','user',NULL,NULL,NULL,1,NULL);
INSERT INTO "contact" VALUES(3,3,'Jürgen Müller',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE currency (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 4),
    unit INTEGER NOT NULL CHECK (unit IN (1, 10, 100, 1000, 10000))
) STRICT;
INSERT INTO "currency" VALUES('EUR','Euro',2,100);
INSERT INTO "currency" VALUES('JPY','Yen',0,1);
INSERT INTO "currency" VALUES('KWD','Kuwaiti Dinar',3,1000);
INSERT INTO "currency" VALUES('USD','US Dollar',2,100);
CREATE TABLE deadline (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    title TEXT NOT NULL CHECK (title <> ''),
    due TEXT NOT NULL CHECK (substr(due, 1, 10) IS date(due, '+0 days') AND length(due) IN (10, 16)),
    kind TEXT NOT NULL CHECK (kind IN ('deliverable', 'follow-up', 'contract', 'meeting', 'other')),
    priority TEXT NOT NULL CHECK (priority IN ('high', 'normal', 'low')),
    note TEXT,
    done TEXT CHECK (done IS date(done, '+0 days'))
, remind TEXT, every TEXT, anchor TEXT, until TEXT CHECK (until IS date(until, '+0 days')), times INTEGER CHECK (times > 0), shift TEXT CHECK (shift IN ('before', 'after')), occurrence INTEGER CHECK (occurrence >= 0), series_id INTEGER REFERENCES deadline (id), template TEXT, uid TEXT, sequence INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0)) STRICT;
INSERT INTO "deadline" VALUES(1,1,'Send the offer','2026-09-18','follow-up','normal',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "deadline" VALUES(2,1,'Sign','2026-12-01T15:30','contract','high','Two copies',NULL,'7d,1d',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'D2@example',3);
INSERT INTO "deadline" VALUES(3,3,'Send samples','2026-09-01','other','low',NULL,'2026-09-02',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "deadline" VALUES(4,1,'Monthly report','2026-08-31','deliverable','normal',NULL,'2026-08-31','1d','month','2026-08-31',NULL,12,'after',0,NULL,NULL,NULL,1);
INSERT INTO "deadline" VALUES(5,1,'Monthly report','2026-09-30','deliverable','normal',NULL,NULL,'1d','month','2026-08-31',NULL,12,'after',1,4,NULL,NULL,1);
CREATE TABLE expense (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    budget_id INTEGER NOT NULL REFERENCES budget (id),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    memo TEXT
) STRICT;
INSERT INTO "expense" VALUES(1,1,'2026-09-03',48000,'Stand');
INSERT INTO "expense" VALUES(2,1,'2026-09-04',1,NULL);
CREATE TABLE interaction (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    kind TEXT NOT NULL CHECK (kind IN ('call', 'meeting', 'email', 'visit', 'note')),
    text TEXT NOT NULL CHECK (text <> ''),
    minutes INTEGER CHECK (minutes >= 0)
, uid TEXT) STRICT;
INSERT INTO "interaction" VALUES(1,1,'2026-09-01','call','Price list accepted
Renewal next spring',20,NULL);
INSERT INTO "interaction" VALUES(2,3,'2026-08-01','visit','Saw the plant',NULL,'meeting-1@example');
INSERT INTO "interaction" VALUES(3,1,'2025-12-31','note','Quiet year',0,NULL);
CREATE TABLE interaction_contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    interaction_id INTEGER NOT NULL REFERENCES interaction (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    UNIQUE (interaction_id, contact_id)
) STRICT;
INSERT INTO "interaction_contact" VALUES(1,1,1);
INSERT INTO "interaction_contact" VALUES(2,1,2);
INSERT INTO "interaction_contact" VALUES(3,2,3);
CREATE TABLE operation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    command TEXT NOT NULL,
    summary TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;
INSERT INTO "operation" VALUES(1,'2026-09-01T08:00:00Z','amcli import sales sales.csv','imported 7 sales from sales.csv','done');
INSERT INTO "operation" VALUES(2,'2026-09-02T08:00:00Z','amcli account edit maruti --tier 2','changed account maruti','dropped');
INSERT INTO "operation" VALUES(3,'2026-09-17T08:00:00Z','amcli deadline edit D1 --title ''Send the offer''','changed deadline D1 (Send the offer)','done');
INSERT INTO "operation" VALUES(4,'2026-09-17T09:00:00Z','amcli account edit maruti --tier 3','changed account maruti','undone');
CREATE TABLE operation_change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL REFERENCES operation (id),
    record TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
INSERT INTO "operation_change" VALUES(1,2,'account',1,'{"id": 1, "code": "maruti", "name": "Maruti Suzuki", "parent_id": null, "tier": 1, "category": "car maker", "scope": "national", "currency": "USD", "cadence": 21, "phone": "+91 11 4678", "website": "https://maruti.example", "address": "Plot 1", "city": "New Delhi", "country": "India", "external_id": "X-1", "note": "Pays late; says ''soon''", "tags": "oem;india", "created": "2024-01-10", "archived": null}','{"id": 1, "code": "maruti", "name": "Maruti Suzuki", "parent_id": null, "tier": 2, "category": "car maker", "scope": "national", "currency": "USD", "cadence": 21, "phone": "+91 11 4678", "website": "https://maruti.example", "address": "Plot 1", "city": "New Delhi", "country": "India", "external_id": "X-1", "note": "Pays late; says ''soon''", "tags": "oem;india", "created": "2024-01-10", "archived": null}');
INSERT INTO "operation_change" VALUES(2,3,'deadline',1,'{"id": 1, "account_id": 1, "title": "Send the quote", "due": "2026-09-18", "kind": "follow-up", "priority": "normal", "note": null, "done": null, "remind": null, "every": null, "anchor": null, "until": null, "times": null, "shift": null, "occurrence": null, "series_id": null, "template": null, "uid": null, "sequence": 0}','{"id": 1, "account_id": 1, "title": "Send the offer", "due": "2026-09-18", "kind": "follow-up", "priority": "normal", "note": null, "done": null, "remind": null, "every": null, "anchor": null, "until": null, "times": null, "shift": null, "occurrence": null, "series_id": null, "template": null, "uid": null, "sequence": 0}');
INSERT INTO "operation_change" VALUES(3,4,'account',1,'{"id": 1, "code": "maruti", "name": "Maruti Suzuki", "parent_id": null, "tier": 1, "category": "car maker", "scope": "national", "currency": "USD", "cadence": 21, "phone": "+91 11 4678", "website": "https://maruti.example", "address": "Plot 1", "city": "New Delhi", "country": "India", "external_id": "X-1", "note": "Pays late; says ''soon''", "tags": "oem;india", "created": "2024-01-10", "archived": null}','{"id": 1, "code": "maruti", "name": "Maruti Suzuki", "parent_id": null, "tier": 2, "category": "car maker", "scope": "national", "currency": "USD", "cadence": 21, "phone": "+91 11 4678", "website": "https://maruti.example", "address": "Plot 1", "city": "New Delhi", "country": "India", "external_id": "X-1", "note": "Pays late; says ''soon''", "tags": "oem;india", "created": "2024-01-10", "archived": null}');
CREATE TABLE operation_range (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL REFERENCES operation (id),
    record TEXT NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL
) STRICT;
INSERT INTO "operation_range" VALUES(1,1,'sale',1,7);
CREATE TABLE portfolio (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL
) STRICT;
INSERT INTO "portfolio" VALUES(1,'5f0c3a9d6e1b4c7f8a2d9e0b1c3f5a7d');
CREATE TABLE product (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
    name TEXT NOT NULL CHECK (name <> ''),
    category TEXT,
    price_minor INTEGER CHECK (price_minor >= 0),
    currency TEXT REFERENCES currency (code),
    CHECK (price_minor IS NULL OR currency IS NOT NULL)
) STRICT;
INSERT INTO "product" VALUES(1,'pad','Brake pad','Brakes',4800,'USD');
INSERT INTO "product" VALUES(2,'clutch','Clutch',NULL,NULL,NULL);
CREATE TABLE rate (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    from_currency TEXT NOT NULL REFERENCES currency (code),
    to_currency TEXT NOT NULL REFERENCES currency (code),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    rate TEXT NOT NULL,
    CHECK (from_currency <> to_currency),
    UNIQUE (from_currency, to_currency, date)
) STRICT;
INSERT INTO "rate" VALUES(1,'USD','EUR','2026-09-01','0.92');
INSERT INTO "rate" VALUES(2,'EUR','USD','2026-09-17','1.1');
CREATE TABLE reminder (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    said TEXT NOT NULL UNIQUE,
    claimed_at TEXT NOT NULL,
    said_at TEXT
) STRICT;
INSERT INTO "reminder" VALUES(1,'D1|2026-09-18|due','2026-09-17T06:00:00.000000Z','2026-09-17T06:00:00.000000Z');
INSERT INTO "reminder" VALUES(2,'Q3|2026-08-01','2026-09-17T06:00:00.000000Z',NULL);
CREATE TABLE reminder_run (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    due INTEGER NOT NULL,
    said INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    command TEXT NOT NULL
) STRICT;
INSERT INTO "reminder_run" VALUES(1,'2026-09-17T06:00:00.000000Z',5,5,0,'amcli remind --once');
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
INSERT INTO "sale" VALUES(1,1,1,'2026-09-01',125050,'USD','sale','25',80000,'INV-1');
INSERT INTO "sale" VALUES(2,1,NULL,'2026-09-01',9900,'USD','credit',NULL,NULL,NULL);
INSERT INTO "sale" VALUES(3,1,1,'2026-09-01',1000,'USD','credit','0.5',600,'INV-1');
INSERT INTO "sale" VALUES(4,2,NULL,'2026-09-01',777,'EUR','sale',NULL,NULL,'INV-1');
INSERT INTO "sale" VALUES(5,3,2,'2026-08-15',5000,'JPY','sale',NULL,NULL,NULL);
INSERT INTO "sale" VALUES(6,3,NULL,'2026-08-15',4000,'JPY','purchase',NULL,3000,NULL);
INSERT INTO "sale" VALUES(7,3,NULL,'2025-02-28',1,'KWD','sale',NULL,0,NULL);
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
INSERT INTO "target" VALUES(1,'2026-01-01','2027-01-01',NULL,NULL,120000000,'USD');
INSERT INTO "target" VALUES(2,'2026-10-01','2027-01-01',1,NULL,5000000,'USD');
INSERT INTO "target" VALUES(3,'2026-01-01','2027-01-01',NULL,1,100000,'USD');
CREATE INDEX account_parent ON account (parent_id);
CREATE INDEX account_external ON account (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contact_account ON contact (account_id);
CREATE INDEX contact_reports_to ON contact (reports_to_id) WHERE reports_to_id IS NOT NULL;
CREATE INDEX interaction_account ON interaction (account_id, date);
CREATE INDEX interaction_date ON interaction (date);
CREATE INDEX interaction_contact_contact ON interaction_contact (contact_id);
CREATE INDEX deadline_account ON deadline (account_id, due);
CREATE INDEX deadline_open ON deadline (due) WHERE done IS NULL;
CREATE INDEX budget_account ON budget (account_id, "start");
CREATE INDEX expense_budget ON expense (budget_id, date);
CREATE INDEX sale_account ON sale (account_id, date);
CREATE INDEX sale_date ON sale (date);
CREATE INDEX sale_product ON sale (product_id) WHERE product_id IS NOT NULL;
CREATE UNIQUE INDEX sale_ref ON sale (account_id, kind, ref) WHERE ref IS NOT NULL;
CREATE UNIQUE INDEX target_key ON target ("start", "end", coalesce(account_id, 0), coalesce(product_id, 0));
CREATE INDEX target_account ON target (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX target_product ON target (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX operation_state ON operation (state);
CREATE INDEX operation_change_operation ON operation_change (operation_id);
CREATE INDEX operation_range_operation ON operation_range (operation_id);
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
CREATE INDEX deadline_series ON deadline (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX deadline_remind ON deadline (remind) WHERE done IS NULL AND remind IS NOT NULL;
CREATE UNIQUE INDEX deadline_uid ON deadline (uid) WHERE uid IS NOT NULL;
CREATE INDEX interaction_two_way ON interaction (account_id, date) WHERE kind <> 'note';
CREATE UNIQUE INDEX interaction_uid ON interaction (uid) WHERE uid IS NOT NULL;
CREATE VIEW deadlines AS
SELECT 'D' || d.id AS id, a.code AS account, a.name AS account_name, d.title, d.due, d.kind, d.priority, d.every, d.until,
    d.times, d.shift, d.remind, d.note, d.done, CASE WHEN d.every IS NOT NULL THEN 'D' || coalesce(d.series_id, d.id) END AS series,
    d.id AS record_id, d.account_id, d.uid, d.sequence
FROM deadline d JOIN account a ON a.id = d.account_id;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('account',4);
INSERT INTO "sqlite_sequence" VALUES('contact',3);
INSERT INTO "sqlite_sequence" VALUES('interaction',3);
INSERT INTO "sqlite_sequence" VALUES('interaction_contact',3);
INSERT INTO "sqlite_sequence" VALUES('deadline',5);
INSERT INTO "sqlite_sequence" VALUES('budget',2);
INSERT INTO "sqlite_sequence" VALUES('expense',2);
INSERT INTO "sqlite_sequence" VALUES('product',2);
INSERT INTO "sqlite_sequence" VALUES('sale',7);
INSERT INTO "sqlite_sequence" VALUES('target',3);
INSERT INTO "sqlite_sequence" VALUES('rate',2);
INSERT INTO "sqlite_sequence" VALUES('reminder',2);
INSERT INTO "sqlite_sequence" VALUES('reminder_run',1);
INSERT INTO "sqlite_sequence" VALUES('operation',4);
INSERT INTO "sqlite_sequence" VALUES('operation_range',1);
INSERT INTO "sqlite_sequence" VALUES('operation_change',3);
-- Data in and out: the keys of other systems, full-text search, totals by day, backups.

-- What another system calls a record: an import knows it again by that.
ALTER TABLE contact ADD COLUMN external_id TEXT;
CREATE INDEX contact_external ON contact (external_id) WHERE external_id IS NOT NULL;
ALTER TABLE interaction ADD COLUMN external_id TEXT;
CREATE INDEX interaction_external ON interaction (external_id) WHERE external_id IS NOT NULL;
ALTER TABLE deadline ADD COLUMN external_id TEXT;
CREATE INDEX deadline_external ON deadline (external_id) WHERE external_id IS NOT NULL;
ALTER TABLE budget ADD COLUMN external_id TEXT;
CREATE INDEX budget_external ON budget (external_id) WHERE external_id IS NOT NULL;
ALTER TABLE expense ADD COLUMN external_id TEXT;
CREATE INDEX expense_external ON expense (external_id) WHERE external_id IS NOT NULL;
ALTER TABLE product ADD COLUMN external_id TEXT;
CREATE INDEX product_external ON product (external_id) WHERE external_id IS NOT NULL;

-- A report sums from the index alone: without the other columns in it, each row was one more look into the table.
DROP INDEX sale_date;
CREATE INDEX sale_date ON sale (date, currency, account_id, product_id, kind, amount_minor, cost_minor);

-- What the portfolio sold on a day in a currency, less credits: `today` adds up these instead of all sales. The writers
-- keep it, `doctor` checks it. costed_minor is the amount of the lines that carry a cost.
CREATE TABLE sale_day (
    date TEXT NOT NULL,
    currency TEXT NOT NULL,
    lines INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    cost_lines INTEGER NOT NULL,
    costed_minor INTEGER NOT NULL,
    cost_minor INTEGER NOT NULL,
    PRIMARY KEY (date, currency)
) STRICT, WITHOUT ROWID;
INSERT INTO sale_day
SELECT date, currency, count(*), sum(CASE kind WHEN 'sale' THEN amount_minor ELSE -amount_minor END), count(cost_minor),
    sum(CASE WHEN cost_minor IS NULL THEN 0 WHEN kind = 'sale' THEN amount_minor ELSE -amount_minor END),
    sum(CASE WHEN cost_minor IS NULL THEN 0 WHEN kind = 'sale' THEN cost_minor ELSE -cost_minor END)
FROM sale WHERE kind <> 'purchase' GROUP BY date, currency;

-- Full-text search. The text stays in the tables; the account's number is indexed too, so that a search in one account
-- meets its records alone.
CREATE VIRTUAL TABLE account_search USING fts5 (name, code, category, city, country, note, tags, external_id, phone,
    website, address, content = 'account', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE contact_search USING fts5 (name, title, email, phone, roles, note, account_id,
    content = 'contact', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE interaction_search USING fts5 (text, account_id,
    content = 'interaction', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE deadline_search USING fts5 (title, note, account_id,
    content = 'deadline', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO account_search (account_search) VALUES ('rebuild');
INSERT INTO contact_search (contact_search) VALUES ('rebuild');
INSERT INTO interaction_search (interaction_search) VALUES ('rebuild');
INSERT INTO deadline_search (deadline_search) VALUES ('rebuild');

-- Where the copies of this file are, and why each was made.
CREATE TABLE backup (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    path TEXT NOT NULL,
    reason TEXT NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;

DROP VIEW contacts;
CREATE VIEW contacts AS
SELECT 'C' || c.id AS id, a.code AS account, a.name AS account_name, c.name, c.roles, c.title, c.email, c.phone,
    b.name AS reports_to, c.external_id, c.note, c.id AS record_id, c.account_id, c.reports_to_id
FROM contact c JOIN account a ON a.id = c.account_id LEFT JOIN contact b ON b.id = c.reports_to_id;

DROP VIEW interactions;
CREATE VIEW interactions AS
SELECT 'I' || i.id AS id, a.code AS account, a.name AS account_name, i.date, i.kind, i.text,
    (SELECT group_concat(name, ';') FROM (SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
        WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS "with",
    i.minutes, i.external_id, i.id AS record_id, i.account_id, i.uid
FROM interaction i JOIN account a ON a.id = i.account_id;

DROP VIEW deadlines;
CREATE VIEW deadlines AS
SELECT 'D' || d.id AS id, a.code AS account, a.name AS account_name, d.title, d.due, d.kind, d.priority, d.every, d.until,
    d.times, d.shift, d.remind, d.note, d.done, CASE WHEN d.every IS NOT NULL THEN 'D' || coalesce(d.series_id, d.id) END AS series,
    d.external_id, d.id AS record_id, d.account_id, d.uid, d.sequence, d.anchor, d.occurrence, d.series_id, d.template
FROM deadline d JOIN account a ON a.id = d.account_id;

DROP VIEW budgets;
CREATE VIEW budgets AS
SELECT 'B' || b.id AS id, a.code AS account, a.name AS account_name, b.name, b."start", b."end",
    CASE cu.decimals WHEN 0 THEN printf('%d', b.amount_minor)
        ELSE printf('%d.%0*d', b.amount_minor / cu.unit, cu.decimals, b.amount_minor % cu.unit) END AS amount,
    b.currency, b.agreed_with, b.direction, b.external_id, b.note, b.amount_minor, b.id AS record_id, b.account_id
FROM budget b JOIN account a ON a.id = b.account_id JOIN currency cu ON cu.code = b.currency;

DROP VIEW expenses;
CREATE VIEW expenses AS
SELECT 'X' || x.id AS id, a.code AS account, a.name AS account_name, b.name AS budget, x.date,
    CASE cu.decimals WHEN 0 THEN printf('%d', x.amount_minor)
        ELSE printf('%d.%0*d', x.amount_minor / cu.unit, cu.decimals, x.amount_minor % cu.unit) END AS amount,
    b.currency, x.memo, x.external_id, x.amount_minor, x.id AS record_id, x.budget_id, b.account_id
FROM expense x JOIN budget b ON b.id = x.budget_id JOIN account a ON a.id = b.account_id
    JOIN currency cu ON cu.code = b.currency;

DROP VIEW products;
CREATE VIEW products AS
SELECT p.code, p.name, p.category,
    CASE WHEN p.price_minor IS NULL THEN NULL WHEN cu.decimals = 0 THEN printf('%d', p.price_minor)
        ELSE printf('%d.%0*d', p.price_minor / cu.unit, cu.decimals, p.price_minor % cu.unit) END AS price,
    p.currency, p.external_id, p.price_minor, 'P' || p.id AS id, p.id AS record_id
FROM product p LEFT JOIN currency cu ON cu.code = p.currency;
INSERT INTO backup (at, path, reason, bytes) VALUES ('2025-06-30T08:00:00Z', '/backups/portfolio-20250630T080000Z.db', 'backup', 1);
UPDATE contact SET external_id = 'X-7' WHERE id = 1;
PRAGMA application_id = 1095582540;
-- Money that comes back to a budget: an expense of the kind `refund` is taken off what was spent.
ALTER TABLE expense ADD COLUMN kind TEXT NOT NULL DEFAULT 'spend' CHECK (kind IN ('spend', 'refund'));

DROP VIEW expenses;
CREATE VIEW expenses AS
SELECT 'X' || x.id AS id, a.code AS account, a.name AS account_name, b.name AS budget, x.date,
    CASE cu.decimals WHEN 0 THEN printf('%d', x.amount_minor)
        ELSE printf('%d.%0*d', x.amount_minor / cu.unit, cu.decimals, x.amount_minor % cu.unit) END AS amount,
    b.currency, x.kind, x.memo, x.external_id, x.amount_minor, x.id AS record_id, x.budget_id, b.account_id
FROM expense x JOIN budget b ON b.id = x.budget_id JOIN account a ON a.id = b.account_id
    JOIN currency cu ON cu.code = b.currency;
-- What records were called before they were merged or changed, so that the next file finds the one that is left.
-- A table for each noun, because a reference to records of several kinds could have no foreign key.
-- kind: of which field it was the value. A code is found in any case, a name in any spelling, a key of another system
-- just as it stands.

CREATE TABLE account_alias (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL CHECK (kind IN ('code', 'external_id', 'name')),
    text TEXT NOT NULL CHECK (text <> ''),
    UNIQUE (account_id, kind, text)
) STRICT;
CREATE INDEX account_alias_text ON account_alias (kind, text COLLATE NOCASE);

CREATE TABLE contact_alias (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    kind TEXT NOT NULL CHECK (kind IN ('code', 'external_id', 'name')),
    text TEXT NOT NULL CHECK (text <> ''),
    UNIQUE (contact_id, kind, text)
) STRICT;
CREATE INDEX contact_alias_text ON contact_alias (kind, text COLLATE NOCASE);

CREATE TABLE product_alias (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    product_id INTEGER NOT NULL REFERENCES product (id),
    kind TEXT NOT NULL CHECK (kind IN ('code', 'external_id', 'name')),
    text TEXT NOT NULL CHECK (text <> ''),
    UNIQUE (product_id, kind, text)
) STRICT;
CREATE INDEX product_alias_text ON product_alias (kind, text COLLATE NOCASE);

-- In the views they are one text, `code:acme-2;external_id:9005;name:Acme Ltd`, with %3B for a semicolon in one.
DROP VIEW accounts;
CREATE VIEW accounts AS
SELECT a.code, a.name, p.code AS parent, a.tier, a.category, a.scope, a.currency, a.cadence, a.phone, a.website, a.address,
    a.city, a.country, a.external_id, a.note, a.tags, a.created, a.archived,
    (SELECT group_concat(kind || ':' || replace(replace(text, '%', '%25'), ';', '%3B'), ';')
        FROM (SELECT kind, text FROM account_alias l WHERE l.account_id = a.id ORDER BY l.id)) AS aliases,
    'A' || a.id AS id, a.id AS record_id, a.parent_id
FROM account a LEFT JOIN account p ON p.id = a.parent_id;

DROP VIEW contacts;
CREATE VIEW contacts AS
SELECT 'C' || c.id AS id, a.code AS account, a.name AS account_name, c.name, c.roles, c.title, c.email, c.phone,
    b.name AS reports_to, c.external_id, c.note,
    (SELECT group_concat(kind || ':' || replace(replace(text, '%', '%25'), ';', '%3B'), ';')
        FROM (SELECT kind, text FROM contact_alias l WHERE l.contact_id = c.id ORDER BY l.id)) AS aliases,
    c.id AS record_id, c.account_id, c.reports_to_id
FROM contact c JOIN account a ON a.id = c.account_id LEFT JOIN contact b ON b.id = c.reports_to_id;

DROP VIEW products;
CREATE VIEW products AS
SELECT p.code, p.name, p.category,
    CASE WHEN p.price_minor IS NULL THEN NULL WHEN cu.decimals = 0 THEN printf('%d', p.price_minor)
        ELSE printf('%d.%0*d', p.price_minor / cu.unit, cu.decimals, p.price_minor % cu.unit) END AS price,
    p.currency, p.external_id,
    (SELECT group_concat(kind || ':' || replace(replace(text, '%', '%25'), ';', '%3B'), ';')
        FROM (SELECT kind, text FROM product_alias l WHERE l.product_id = p.id ORDER BY l.id)) AS aliases,
    p.price_minor, 'P' || p.id AS id, p.id AS record_id
FROM product p LEFT JOIN currency cu ON cu.code = p.currency;
INSERT INTO account_alias (account_id, kind, text) VALUES (1, 'code', 'maruti-old');
INSERT INTO contact_alias (contact_id, kind, text) VALUES (1, 'name', 'A. Rao');
INSERT INTO product_alias (product_id, kind, text) VALUES (1, 'external_id', '00123');
-- What a figure is of: a target or a budget of an account's own, or of it and all below it.
ALTER TABLE target ADD COLUMN "group" INTEGER NOT NULL DEFAULT 0 CHECK ("group" IN (0, 1));
ALTER TABLE budget ADD COLUMN "group" INTEGER NOT NULL DEFAULT 0 CHECK ("group" IN (0, 1));

-- Until now the target of an account that others are part of took the place of theirs: it was meant for all of them.
UPDATE target SET "group" = 1 WHERE account_id IN (SELECT parent_id FROM account);
-- The journal says the same, so that what is undone comes back with the meaning that it had.
UPDATE operation_change SET
    before = json_set(before, '$.group', coalesce(json_extract(before, '$.account_id') IN (SELECT parent_id FROM account), 0)),
    after = json_set(after, '$.group', coalesce(json_extract(after, '$.account_id') IN (SELECT parent_id FROM account), 0))
WHERE record = 'target';

DROP INDEX target_key;
CREATE UNIQUE INDEX target_key ON target ("start", "end", coalesce(account_id, 0), coalesce(product_id, 0), "group");

-- The day on which somebody left the client.
ALTER TABLE contact ADD COLUMN "left" TEXT CHECK ("left" IS date("left", '+0 days'));

-- In which order operations were undone: redo puts back the one that was undone last. Until now that was from the newest on.
ALTER TABLE operation ADD COLUMN undone INTEGER;
UPDATE operation SET undone = (SELECT max(id) FROM operation) - id + 1 WHERE state = 'undone';

-- What makes figures goes with the file: currency, fiscal year, cadences, signs, zone, country, import profiles.
CREATE TABLE setting (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL CHECK (key <> ''),
    value TEXT NOT NULL,
    UNIQUE (key)
) STRICT;

-- What each account sold in a month in a currency, less credits: the forecast asks for four years of every account.
-- The writers keep it, `doctor` checks it. costed_minor is the amount of the lines that carry a cost.
CREATE TABLE sale_month (
    month TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    currency TEXT NOT NULL,
    lines INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    cost_lines INTEGER NOT NULL,
    costed_minor INTEGER NOT NULL,
    cost_minor INTEGER NOT NULL,
    PRIMARY KEY (month, account_id, currency)
) STRICT, WITHOUT ROWID;
INSERT INTO sale_month
SELECT substr(date, 1, 7), account_id, currency, count(*),
    sum(CASE kind WHEN 'sale' THEN amount_minor ELSE -amount_minor END), count(cost_minor),
    sum(CASE WHEN cost_minor IS NULL THEN 0 WHEN kind = 'sale' THEN amount_minor ELSE -amount_minor END),
    sum(CASE WHEN cost_minor IS NULL THEN 0 WHEN kind = 'sale' THEN cost_minor ELSE -cost_minor END)
FROM sale WHERE kind <> 'purchase' GROUP BY 1, 2, 3;

DROP VIEW targets;
CREATE VIEW targets AS
SELECT 'T' || t.id AS id, t."start", t."end", a.code AS account, t."group", p.code AS product,
    CASE cu.decimals WHEN 0 THEN printf('%d', t.amount_minor)
        ELSE printf('%d.%0*d', t.amount_minor / cu.unit, cu.decimals, t.amount_minor % cu.unit) END AS amount,
    t.currency, t.amount_minor, t.id AS record_id, t.account_id, t.product_id
FROM target t LEFT JOIN account a ON a.id = t.account_id LEFT JOIN product p ON p.id = t.product_id
    JOIN currency cu ON cu.code = t.currency;

DROP VIEW budgets;
CREATE VIEW budgets AS
SELECT 'B' || b.id AS id, a.code AS account, a.name AS account_name, b.name, b."start", b."end",
    CASE cu.decimals WHEN 0 THEN printf('%d', b.amount_minor)
        ELSE printf('%d.%0*d', b.amount_minor / cu.unit, cu.decimals, b.amount_minor % cu.unit) END AS amount,
    b.currency, b.agreed_with, b.direction, b."group", b.external_id, b.note, b.amount_minor, b.id AS record_id, b.account_id
FROM budget b JOIN account a ON a.id = b.account_id JOIN currency cu ON cu.code = b.currency;

DROP VIEW contacts;
CREATE VIEW contacts AS
SELECT 'C' || c.id AS id, a.code AS account, a.name AS account_name, c.name, c.roles, c.title, c.email, c.phone,
    b.name AS reports_to, c."left", c.external_id, c.note,
    (SELECT group_concat(kind || ':' || replace(replace(text, '%', '%25'), ';', '%3B'), ';')
        FROM (SELECT kind, text FROM contact_alias l WHERE l.contact_id = c.id ORDER BY l.id)) AS aliases,
    c.id AS record_id, c.account_id, c.reports_to_id
FROM contact c JOIN account a ON a.id = c.account_id LEFT JOIN contact b ON b.id = c.reports_to_id;
INSERT INTO setting (key, value) VALUES ('currency', 'USD');
INSERT INTO budget (account_id, name, "start", "end", amount_minor, currency, direction, "group") VALUES (1, 'Rebates', '2026-01-01', '2027-01-01', 5000, 'USD', 'revenue', 1);
UPDATE contact SET "left" = '2026-12-31' WHERE id = 2;
-- What is found by its own words: sales by reference, products, budgets and expenses; and operations by whose records
-- they touched.

-- A reference is found as it is or by how it begins, in any case. It is one word to whoever looks for it, and a search
-- table would cut it into its parts, of which thousands of sales have the year.
CREATE INDEX sale_ref_text ON sale (ref COLLATE NOCASE) WHERE ref IS NOT NULL;

CREATE VIRTUAL TABLE product_search USING fts5 (name, code, category, external_id,
    content = 'product', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE budget_search USING fts5 (name, note, external_id, account_id,
    content = 'budget', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE expense_search USING fts5 (memo, external_id, budget_id,
    content = 'expense', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO product_search (product_search) VALUES ('rebuild');
INSERT INTO budget_search (budget_search) VALUES ('rebuild');
INSERT INTO expense_search (expense_search) VALUES ('rebuild');

-- The kinds of records that an operation touched, and whose they were before it and after; 0 is nobody's. Without it the
-- question what changed about one account would read every image. The id is no reference: it stays when the account goes.
CREATE TABLE operation_subject (
    account_id INTEGER NOT NULL,
    record TEXT NOT NULL,
    operation_id INTEGER NOT NULL REFERENCES operation (id),
    PRIMARY KEY (account_id, record, operation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_subject_record ON operation_subject (record, operation_id);
CREATE INDEX operation_at ON operation (at);

-- Of the operations that were: from the images, where they can be read, and from the rows that imports made.
INSERT OR IGNORE INTO operation_subject (account_id, record, operation_id)
SELECT CAST(coalesce(CASE record
        WHEN 'account' THEN record_id
        WHEN 'expense' THEN (SELECT b.account_id FROM budget b WHERE b.id = json_extract(image, '$.budget_id'))
        ELSE json_extract(image, '$.account_id') END, 0) AS INTEGER), record, operation_id
FROM (SELECT operation_id, record, record_id, before AS image FROM operation_change WHERE json_valid(before)
    UNION ALL SELECT operation_id, record, record_id, after FROM operation_change WHERE json_valid(after))
WHERE record IN ('account', 'contact', 'interaction', 'deadline', 'budget', 'expense', 'product', 'sale', 'target', 'rate',
    'setting');
-- A former name and who took part are the matter of the record that they stand beside.
INSERT OR IGNORE INTO operation_subject (account_id, record, operation_id)
SELECT CAST(coalesce(CASE record
        WHEN 'account_alias' THEN json_extract(image, '$.account_id')
        WHEN 'contact_alias' THEN (SELECT c.account_id FROM contact c WHERE c.id = json_extract(image, '$.contact_id'))
        WHEN 'interaction_contact'
            THEN (SELECT i.account_id FROM interaction i WHERE i.id = json_extract(image, '$.interaction_id'))
        END, 0) AS INTEGER),
    CASE record WHEN 'interaction_contact' THEN 'interaction' ELSE replace(record, '_alias', '') END, operation_id
FROM (SELECT operation_id, record, before AS image FROM operation_change WHERE json_valid(before)
    UNION ALL SELECT operation_id, record, after FROM operation_change WHERE json_valid(after))
WHERE record IN ('account_alias', 'contact_alias', 'product_alias', 'interaction_contact');
INSERT OR IGNORE INTO operation_subject (account_id, record, operation_id)
SELECT DISTINCT t.id, r.record, r.operation_id
    FROM operation_range r JOIN account t ON t.id BETWEEN r.first_id AND r.last_id WHERE r.record = 'account'
UNION SELECT t.account_id, r.record, r.operation_id
    FROM operation_range r JOIN contact t ON t.id BETWEEN r.first_id AND r.last_id WHERE r.record = 'contact'
UNION SELECT t.account_id, r.record, r.operation_id
    FROM operation_range r JOIN interaction t ON t.id BETWEEN r.first_id AND r.last_id WHERE r.record = 'interaction'
UNION SELECT t.account_id, r.record, r.operation_id
    FROM operation_range r JOIN deadline t ON t.id BETWEEN r.first_id AND r.last_id WHERE r.record = 'deadline'
UNION SELECT t.account_id, r.record, r.operation_id
    FROM operation_range r JOIN budget t ON t.id BETWEEN r.first_id AND r.last_id WHERE r.record = 'budget'
UNION SELECT b.account_id, r.record, r.operation_id
    FROM operation_range r JOIN expense t ON t.id BETWEEN r.first_id AND r.last_id JOIN budget b ON b.id = t.budget_id
    WHERE r.record = 'expense'
UNION SELECT t.account_id, r.record, r.operation_id
    FROM operation_range r JOIN sale t ON t.id BETWEEN r.first_id AND r.last_id WHERE r.record = 'sale'
UNION SELECT coalesce(t.account_id, 0), r.record, r.operation_id
    FROM operation_range r JOIN target t ON t.id BETWEEN r.first_id AND r.last_id WHERE r.record = 'target'
UNION SELECT 0, r.record, r.operation_id FROM operation_range r WHERE r.record IN ('product', 'rate');
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
INSERT INTO colleague VALUES(1,'nora','Nora Vance','sales',NULL,'nora@example.com',NULL,'37.5',NULL,NULL,'X-7','Knows ''all''');
INSERT INTO colleague_alias VALUES(1,1,'code','nv');
INSERT INTO opportunity VALUES(1,1,'Renewal',12000000,'USD','2026-12-15','proposal',50,'renewal',NULL,'pipeline',1,NULL,NULL,'offers/Q4%3B.pdf',NULL,NULL,'2026-09-01','2026-09-10',NULL);
INSERT INTO opportunity VALUES(2,2,'Wipers',NULL,NULL,'2026-06-30','lost',0,'new',NULL,'best',NULL,'Hollis','Price',NULL,NULL,'D-9','2026-05-01','2026-06-01','2026-06-01');
INSERT INTO opportunity_contact VALUES(1,1,1);
INSERT INTO step VALUES(1,1,'2026-09-01','lead','2026-09-01',10000000,'USD','2026-11-15',10,'pipeline',NULL,0);
INSERT INTO step VALUES(2,1,'2026-09-10','proposal','2026-09-10',12000000,'USD','2026-12-15',50,'pipeline',1,1);
INSERT INTO step VALUES(3,2,'2026-06-01','lost','2026-06-01',NULL,NULL,'2026-06-30',0,'best',NULL,0);
UPDATE deadline SET opportunity_id = 1, colleague_id = 1, owed_by = 'client' WHERE id = 1;
UPDATE interaction SET opportunity_id = 1 WHERE id = 1;
INSERT INTO colleague_search (colleague_search) VALUES ('rebuild');
INSERT INTO opportunity_search (opportunity_search) VALUES ('rebuild');
INSERT INTO setting VALUES(NULL,'me','nora');
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
INSERT INTO contract (id, account_id, name, kind, start, "end", renews, notice, term, lead, value_minor, currency, per, colleague_id, ref) VALUES (1, 1, 'Frame', 'frame', '2024-01-01', '2026-12-31', 'tacit', '3m', '12m', '14d', 40000000, 'USD', 'year', 1, 'FA-7');
INSERT INTO term (contract_id, start, "end", value_minor, currency, per) VALUES (1, '2024-01-01', '2026-12-31', 40000000, 'USD', 'year');
INSERT INTO issue (id, account_id, title, severity, cause, opened, stage, colleague_id, contact_id) VALUES (1, 1, 'Cracked discs', 'high', 'quality', '2026-09-15T09:00', 'received', 1, 1);
INSERT INTO phase (issue_id, at, stage, severity, colleague_id) VALUES (1, '2026-09-15T09:00', 'received', 'high', 1);
INSERT INTO negotiation (id, account_id, subject, contract_id, started, colleague_id) VALUES (1, 1, 'Prices 2027', 1, '2026-09-01', 1);
INSERT INTO point (id, negotiation_id, name, subject, unit, better, aim, "limit") VALUES (1, 1, 'price', 'price', '%', 'higher', '3', '1.5');
INSERT INTO offer (point_id, day, side, value, in_return, past_limit) VALUES (1, '2026-09-02', 'us', '4', 'two years', NULL);
UPDATE deadline SET contract_id = 1 WHERE id = 2;
INSERT INTO contract_search (contract_search) VALUES ('rebuild');
INSERT INTO issue_search (issue_search) VALUES ('rebuild');
INSERT INTO negotiation_search (negotiation_search) VALUES ('rebuild');
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
INSERT INTO territory (id, code, name, parent_id, level, external_id, note) VALUES (1, 'asia', 'Asia', NULL, 'division', 'T-1', 'With Oceania');
INSERT INTO territory (id, code, name, parent_id, level) VALUES (2, 'india', 'India', 1, 'region');
INSERT INTO territory_alias (territory_id, kind, text) VALUES (2, 'name', 'Bharat');
INSERT INTO placement (account_id, territory_id, start) VALUES (1, 2, '2026-01-01');
INSERT INTO assignment (account_id, colleague_id, role, start, until, hours) VALUES (1, 1, 'media', NULL, '2027-06-30', '4');
INSERT INTO membership (account_id, parent_id, start, until) VALUES (3, 1, NULL, '2026-06-30');
UPDATE account SET parent_since = '2026-07-01' WHERE id = 3;
INSERT INTO territory_search (territory_search) VALUES ('rebuild');
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
UPDATE contact SET influence = 5, stance = 'champion' WHERE id = 1;
INSERT INTO pulse (account_id, day, score, note) VALUES (1, '2026-09-01', 4, 'They gave us the second plant');
INSERT INTO model (code, name, text, added) VALUES ('fit', 'Fit', 'code = "fit"
name = "Fit"
kind = "score"
about = "Whether it fits."
basis = "our own"
cut_offs = "ours"
citation = { authors = "Us", year = 2026 }
certain = [{ mark = "own", text = "all of it" }]
scale = { from = 1, to = 3 }
items = [
  { code = "one", name = "First; of all", words = ["no", "half", "yes"], weight = 60 },
  { code = "two", name = "Second", words = ["none", "some", "all"], weight = 40 },
]
bands = [{ name = "poor", from = 1, to = 2 }, { name = "good; fair", from = 2, to = 3, advice = "Go." }]', '2026-09-02');
INSERT INTO assessment (account_id, model, day, colleague_id, answers, result, scores, near, note)
    VALUES (1, 'stages', '2026-09-03', 1, '{"goals": 4}', NULL, NULL, NULL, 'Half of it is known');
INSERT INTO need (account_id, text, kind, priority, contact_id, day, met, note, external_id)
    VALUES (1, 'Discs within three weeks', 'process', 'high', 1, '2026-09-04', NULL, 'Before the season', 'N-1');
INSERT INTO plan (account_id, start, "end", text, written, external_id)
    VALUES (1, '2026-01-01', '2027-01-01', '# Goal

First supplier for brakes', '2026-09-05', 'P-1');
INSERT INTO objective (account_id, plan_id, number, title, measure, goal, currency, due, need_id, done, note)
    VALUES (1, 1, 1, 'Sell 1.5 million', 'sales', '1500000', 'USD', '2026-12-31', 1, NULL, 'With the second plant');
INSERT INTO contribution (plan_id, year, sales_minor, cost_minor, invest_minor, currency)
    VALUES (1, 2026, 150000000, 90000000, 1000000, 'USD');
INSERT INTO decision (account_id, proposal, reason, verdict, day, until, deadline_id, note)
    VALUES (1, 'maruti:quiet', '2026-08-01', 'snoozed', '2026-09-06', '2026-10-01', NULL, 'On holiday');
UPDATE deadline SET objective_id = 1 WHERE id = (SELECT min(id) FROM deadline WHERE account_id = 1 AND done IS NULL
    AND coalesce(opportunity_id, contract_id, issue_id, negotiation_id) IS NULL);
INSERT INTO need_search (need_search) VALUES ('rebuild');
INSERT INTO plan_search (plan_search) VALUES ('rebuild');
-- Which page was delivered when: of which day it is, the period that it is about, and the number of the last operation
-- that it knows of, so that the next page can say what changed since. Bookkeeping, and no operation; no number before the
-- first one. What it said was sold, as exact decimal text, tells what became of the sales that it knew; and the numbers
-- of the operations up to that one which did not stand then (JSON) tell which were taken back since, for an undo leaves
-- no day.
CREATE TABLE delivery (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    page TEXT NOT NULL CHECK (page <> ''),
    at TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    start TEXT NOT NULL CHECK (start IS date(start, '+0 days')),
    "end" TEXT NOT NULL CHECK ("end" IS date("end", '+0 days')),
    last_operation INTEGER NOT NULL CHECK (last_operation >= 0),
    undone TEXT NOT NULL,
    sold TEXT,
    currency TEXT,
    CHECK ((sold IS NULL) = (currency IS NULL)),
    CHECK (start < "end")
) STRICT;
INSERT INTO delivery (id, page, at, day, start, "end", last_operation, undone, sold, currency) VALUES (1, 'status', '2026-09-17T08:00:00Z', '2026-09-17', '2026-01-01', '2027-01-01', 3, '[]', NULL, NULL);
PRAGMA user_version = 13;
COMMIT;
