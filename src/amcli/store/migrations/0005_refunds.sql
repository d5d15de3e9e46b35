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
