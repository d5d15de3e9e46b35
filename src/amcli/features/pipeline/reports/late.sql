-- Open opportunities of live accounts whose close has passed, or that are late in their stage: entered by the day
-- {late}, or before. What passed longest ago first, then what came into its stage longest ago.
SELECT o.id, a.code, o.name, o.amount_minor, o.currency, o.close, o.stage, s.since, coalesce(s.since <= {late}, 0)
FROM opportunity o JOIN account a ON a.id = o.account_id JOIN step s ON s.id = (
    SELECT t.id FROM step t WHERE t.opportunity_id = o.id ORDER BY t.day DESC, t.id DESC LIMIT 1)
WHERE o.closed IS NULL AND a.archived IS NULL AND (o.close < :today OR s.since <= {late})
ORDER BY coalesce(o.close >= :today, 1), CASE WHEN o.close < :today THEN o.close ELSE s.since END, o.id
