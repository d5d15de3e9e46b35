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
