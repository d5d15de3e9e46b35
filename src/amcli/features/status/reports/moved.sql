-- What each opportunity that had a step in [:start, :beyond) was before those days, and what it was at their end: of one
-- that was not there before nothing of before.
SELECT o.id, o.account_id, o.name, o.created, b.stage, b.amount_minor, b.currency, b.close,
    n.day, n.stage, n.amount_minor, n.currency, n.close
FROM (SELECT DISTINCT opportunity_id FROM step WHERE day >= :start AND day < :beyond) s
    JOIN opportunity o ON o.id = s.opportunity_id
    JOIN step n ON n.id = (SELECT t.id FROM step t WHERE t.opportunity_id = o.id AND t.day < :beyond
        ORDER BY t.day DESC, t.id DESC LIMIT 1)
    LEFT JOIN step b ON b.id = (SELECT t.id FROM step t WHERE t.opportunity_id = o.id AND t.day < :start
        ORDER BY t.day DESC, t.id DESC LIMIT 1)
ORDER BY n.day, o.id
