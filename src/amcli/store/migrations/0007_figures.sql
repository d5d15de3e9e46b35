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
