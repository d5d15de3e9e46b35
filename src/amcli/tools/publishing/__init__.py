"""Publishing: the portfolio of a manager in the company's PostgreSQL, and what all managers have published."""
