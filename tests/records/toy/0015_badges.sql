-- Badges, and who wears them.
CREATE TABLE badge (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL CHECK (name <> ''),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    fee_minor INTEGER NOT NULL CHECK (fee_minor >= 0),
    currency TEXT NOT NULL REFERENCES currency (code),
    color TEXT NOT NULL CHECK (color IN ('red', 'green')),
    external_id TEXT
) STRICT;
CREATE INDEX badge_account ON badge (account_id, day);
CREATE INDEX badge_external ON badge (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE badge_contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    badge_id INTEGER NOT NULL REFERENCES badge (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    UNIQUE (badge_id, contact_id)
) STRICT;
CREATE INDEX badge_contact_contact ON badge_contact (contact_id);

CREATE VIEW badges AS
SELECT 'BA' || b.id AS id, a.code AS account, a.name AS account_name, b.name, b.day,
    CASE cu.decimals WHEN 0 THEN printf('%d', b.fee_minor)
        ELSE printf('%d.%0*d', b.fee_minor / cu.unit, cu.decimals, b.fee_minor % cu.unit) END AS fee,
    b.currency, b.color,
    (SELECT group_concat(name, ';') FROM (SELECT c.name FROM badge_contact bc JOIN contact c ON c.id = bc.contact_id
        WHERE bc.badge_id = b.id ORDER BY bc.id)) AS holder,
    b.external_id, b.fee_minor, b.id AS record_id, b.account_id
FROM badge b JOIN account a ON a.id = b.account_id JOIN currency cu ON cu.code = b.currency;

CREATE VIRTUAL TABLE badge_search USING fts5 (name, account_id,
    content = 'badge', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
