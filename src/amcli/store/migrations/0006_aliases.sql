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
