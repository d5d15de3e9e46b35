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
