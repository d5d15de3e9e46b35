-- The contracts about which an opportunity or a negotiation was open at the end of :day.
SELECT contract_id FROM opportunity
WHERE contract_id IS NOT NULL AND created <= :day AND (closed IS NULL OR closed > :day)
UNION
SELECT contract_id FROM negotiation
WHERE contract_id IS NOT NULL AND started <= :day AND (closed IS NULL OR closed > :day)
