-- The contracts of live accounts that may have a day to tell from :first to :last: the end of a term, or any day from
-- the one to decide to the last one for notice; of one that renews itself also in the terms after the last written one.
-- That is reckoned in days, months as they are on average, with some days to spare on both sides (:spare): no contract
-- with such a day is left out, and few others are kept.
-- Of one account, or one contract, where these are given; and, up to :renewal, whatever is renewed by agreement and ends.
WITH agreed AS (
    SELECT c.id, c.renews = 'tacit' AND c.ends IS NULL AS rolls, c.renews = 'express' AND c.ends IS NULL AS stays,
        julianday(coalesce(c.ends, c."end")) - julianday(:first) AS away,
        julianday(:last) - julianday(:first) AS window, julianday(c.latest_end) - julianday(:first) AS latest,
        coalesce(c.term, '12m') AS term, iif(c.ends IS NULL, c.notice, NULL) AS notice, coalesce(c.lead, :lead) AS lead
    FROM contract AS c JOIN account AS a ON a.id = c.account_id
    WHERE a.archived IS NULL AND (:account IS NULL OR c.account_id = :account) AND (:contract IS NULL OR c.id = :contract)
),
reckoned AS (
    SELECT id, rolls, stays, away, window, latest,
        term * CASE substr(term, -1) WHEN 'd' THEN 1 WHEN 'w' THEN 7 WHEN 'm' THEN 30.436875 ELSE 365.2425 END AS cycle,
        notice * CASE substr(notice, -1) WHEN 'd' THEN 1 WHEN 'w' THEN 7 WHEN 'm' THEN 30.436875 ELSE 365.2425 END
            AS notice,
        lead * CASE substr(lead, -1) WHEN 'd' THEN 1 WHEN 'w' THEN 7 WHEN 'm' THEN 30.436875 ELSE 365.2425 END AS lead
    FROM agreed
),
-- How many further terms it is at the least until the day is not before the window: of the end, and of the notice.
ahead AS (
    SELECT id, rolls, stays, away, window, latest, cycle, notice, lead,
        iif(rolls AND away + :spare < 0, -CAST((away + :spare) / cycle AS INTEGER), 0) AS to_end,
        iif(rolls AND away - notice + :spare < 0, -CAST((away - notice + :spare) / cycle AS INTEGER), 0) AS to_notice
    FROM reckoned
)
SELECT id FROM ahead
WHERE stays AND away < coalesce(julianday(:renewal) - julianday(:first), 0)
    OR away + to_end * cycle BETWEEN -:spare AND window + :spare
    OR rolls AND away + (to_end + 1) * cycle BETWEEN -:spare AND window + :spare
    OR away - notice + to_notice * cycle >= -:spare
        AND away - notice - lead + to_notice * cycle <= window + :spare + :free
    OR rolls AND away - notice - lead + (to_notice + 1) * cycle <= window + :spare + :free
    OR rolls AND latest >= 0 AND latest - coalesce(notice + lead + :free, 0) <= window + :spare
ORDER BY id
