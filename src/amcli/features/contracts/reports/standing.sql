-- Contracts with their written terms, a row a term. {scope}: of which accounts, or which one. With :first and :last
-- only those that can have a day between these: not over before, and the earliest day that they may ask for not after.
-- That is reckoned from the last written end, in days that are longer than any notice and lead in months.
SELECT c.id, c.account_id, a.code, a.name, a.tier, a.archived IS NOT NULL, c.name, c.kind, c.ref, c.renews, c.notice,
    c.term, c.lead, c.latest_end, c.signed, c.noticed, c.noticed_by, c.ends, c.reason, c.snoozed, k.code,
    coalesce(t.start, c.start), coalesce(t."end", c."end"), iif(t.id IS NULL, c.value_minor, t.value_minor),
    iif(t.id IS NULL, c.currency, t.currency), iif(t.id IS NULL, c.per, t.per)
FROM contract AS c JOIN account AS a ON a.id = c.account_id
LEFT JOIN term AS t ON t.contract_id = c.id
LEFT JOIN colleague AS k ON k.id = c.colleague_id
WHERE {scope} AND (:last IS NULL OR (
    iif(c.ends IS NULL, c.renews = 'tacit' OR c."end" >= :first, c.ends >= :first)
    AND (c.latest_end IS NULL OR max(c.latest_end, c."end") >= :first)
    AND julianday(coalesce(c.ends, c."end")) - iif(c.ends IS NULL AND c.notice IS NOT NULL,
        c.notice * CASE substr(c.notice, -1) WHEN 'd' THEN 1 WHEN 'w' THEN 7 WHEN 'm' THEN 31 ELSE 366 END
        + iif(c.lead IS NULL, :lead,
            c.lead * CASE substr(c.lead, -1) WHEN 'd' THEN 1 WHEN 'w' THEN 7 WHEN 'm' THEN 31 ELSE 366 END)
        + :free, 0) <= julianday(:last)))
ORDER BY c.id, t.start, t.id
