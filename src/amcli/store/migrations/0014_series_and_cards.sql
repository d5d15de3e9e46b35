-- A series may keep a clock of its own, and what became of single days of it; a person has more than one number and
-- address; what another program's event or card had beyond these fields is kept, to be given back.

-- zone: the IANA name of the clock by which the anchor and the rule are read, or a single moment was; none is the
-- portfolio's. exceptions: of days to come, by the local time in that zone that the rule names, what is otherwise then as
-- a JSON object (due, by the same clock, title …; left_out; sequence, of the entry that said so), null where it is left
-- out. event: the lines of its iCalendar entry that say more than the fields here.
DROP VIEW deadlines;
ALTER TABLE deadline ADD COLUMN zone TEXT CHECK (zone <> '');
ALTER TABLE deadline ADD COLUMN exceptions TEXT CHECK (exceptions <> '');
ALTER TABLE deadline ADD COLUMN event TEXT CHECK (event <> '');
CREATE VIEW deadlines AS
SELECT 'D' || d.id AS id, a.code AS account, a.name AS account_name, d.title, d.due, d.kind, d.priority, d.every, d.until,
    d.times, d.shift, d.remind, d.note, d.done, CASE WHEN d.every IS NOT NULL THEN 'D' || coalesce(d.series_id, d.id) END AS series,
    coalesce('OP' || d.opportunity_id, 'CT' || d.contract_id, 'IS' || d.issue_id, 'NG' || d.negotiation_id,
        'OB' || d.objective_id) AS about,
    k.code AS "for", d.owed_by, d.evidence,
    d.external_id, d.id AS record_id, d.account_id, d.uid, d.sequence, d.anchor, d.occurrence, d.series_id, d.template,
    d.opportunity_id, d.colleague_id, d.contract_id, d.issue_id, d.negotiation_id, d.objective_id,
    d.zone, d.exceptions, d.event
FROM deadline d JOIN account a ON a.id = d.account_id LEFT JOIN colleague k ON k.id = d.colleague_id;

-- uid: what an address book calls the person. card: the lines of its vCard that say more than the fields here.
DROP VIEW contacts;
ALTER TABLE contact ADD COLUMN mobile TEXT;
ALTER TABLE contact ADD COLUMN email_other TEXT;
ALTER TABLE contact ADD COLUMN uid TEXT;
ALTER TABLE contact ADD COLUMN card TEXT CHECK (card <> '');
CREATE INDEX contact_uid ON contact (uid) WHERE uid IS NOT NULL;
CREATE VIEW contacts AS
SELECT 'C' || c.id AS id, a.code AS account, a.name AS account_name, c.name, c.roles, c.influence, c.stance, c.title,
    c.email, c.email_other, c.phone, c.mobile, b.name AS reports_to, c."left", c.external_id, c.note,
    (SELECT group_concat(kind || ':' || replace(replace(text, '%', '%25'), ';', '%3B'), ';')
        FROM (SELECT kind, text FROM contact_alias l WHERE l.contact_id = c.id ORDER BY l.id)) AS aliases,
    c.id AS record_id, c.account_id, c.reports_to_id, c.uid, c.card
FROM contact c JOIN account a ON a.id = c.account_id LEFT JOIN contact b ON b.id = c.reports_to_id;
DROP TABLE contact_search;
CREATE VIRTUAL TABLE contact_search USING fts5 (name, title, email, email_other, phone, mobile, roles, note, account_id,
    content = 'contact', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO contact_search (contact_search) VALUES ('rebuild');
