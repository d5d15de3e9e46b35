-- The last day before :cut on which each account had a sale (a credit is none) of each group or product: of the months
-- before :month from the totals that the writers keep, of the days from its first on from the sales.
-- {goods}: what tells them apart, {join}: what that needs.
SELECT t.account_id, {goods}, max(t.last)
FROM sale_product_month AS t {join}
WHERE t.month < :month AND t.last IS NOT NULL
GROUP BY 1, 2
UNION ALL
SELECT t.account_id, {goods}, max(t.date)
FROM sale AS t {join}
WHERE t.date >= :month || '-01' AND t.date < :cut AND t.kind = 'sale'
GROUP BY 1, 2
