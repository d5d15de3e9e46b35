"""What sales are added up to, as SQL by the column of a total: what any engine adds up alike."""

AMOUNTS = {"lines": "count(*)", "amount_minor": "sum(CASE kind WHEN 'sale' THEN amount_minor ELSE -amount_minor END)"}
COSTS = {
    "cost_lines": "count(cost_minor)",
    "costed_minor": """sum(CASE WHEN cost_minor IS NULL THEN 0
        WHEN kind = 'sale' THEN amount_minor ELSE -amount_minor END)""",
    "cost_minor": "sum(CASE WHEN cost_minor IS NULL THEN 0 WHEN kind = 'sale' THEN cost_minor ELSE -cost_minor END)",
}
LAST = {"last": "max(CASE kind WHEN 'sale' THEN date END)"}  # a credit is no sale
