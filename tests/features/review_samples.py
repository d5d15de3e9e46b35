"""A portfolio with all that a review may show of a client, all that it may not, and the same of another client."""

from conftest import Cli

# Beside AGREED of conftest.py: what fills every part of the page, and what stands close to it.
CLIENT = (
    ("colleague", "edit", "nora", "--title", "Key Account Manager", "--phone", "+1 2", "--note", "Leaves soon"),
    ("colleague", "add", "Otto Kern", "--code", "otto", "--hours", "20", "--reports-to", "nora"),
    ("assignment", "add", "maruti", "otto", "--role", "owner", "--hours", "7", "--note", "For now",
     "--from", "2026-01-01"),
    ("contact", "edit", "C1", "--influence", "5", "--stance", "opponent", "--external-id", "E-1"),
    ("opportunity", "edit", "OP1", "--with", "C1"),
    ("sale", "add", "maruti", "700", "--product", "pad", "--quantity", "14", "--cost", "650", "--on", "2025-08-01"),
    ("sale", "add", "maruti", "1", "--on", "2024-01-01"),  # the books begin with a sale of the client's
    ("sale", "add", "maruti", "300", "--on", "2026-08-01", "--ref", "INV-9"),
    ("sale", "add", "maruti", "80", "--on", "2026-08-02", "--kind", "purchase"),
    ("budget", "add", "maruti", "Volume", "--period", "2026", "--amount", "9000", "--agreed-with", "client",
     "--direction", "revenue", "--external-id", "V-1", "--note", "They will miss it"),
    ("budget", "add", "maruti", "War chest", "--period", "2026", "--amount", "5000", "--agreed-with", "company"),
    ("budget", "spend", "maruti", "war chest", "77", "--memo", "Dinner", "--on", "2026-09-04"),
    ("budget", "add", "maruti", "Own aim", "--period", "2026", "--amount", "8000", "--direction", "revenue"),
    ("issue", "add", "maruti", "Late invoices", "--on", "2026-06-23T10:00", "--raised-by", "C2", "--wants", "A credit",
     "--note", "Our fault", "--cause", "billing", "--external-id", "K-1", "--link", "https://x.example"),
    ("issue", "move", "IS2", "acknowledged", "--on", "2026-06-24T10:00"),
    ("issue", "escalate", "IS2", "--to", "otto", "--on", "2026-06-24T11:00"),
    ("issue", "resolve", "IS2", "Credited", "--cost", "150", "--on", "2026-08-10T10:00"),
    ("issue", "close", "IS2", "--accepted", "yes", "--on", "2026-08-12T10:00"),
    ("issue", "wait", "IS1", "client"),
    ("contract", "add", "maruti", "Draft deal", "--start", "2027-01-01", "--end", "2027-12-31"),
    ("contract", "edit", "CT1", "--ref", "FA-1", "--note", "Do not renew", "--owner", "nora", "--latest-end",
     "2029-12-31", "--external-id", "E-CT", "--link", "https://ct.example"),
    ("contract", "add", "maruti", "Service", "--start", "2025-01-01", "--end", "2025-12-31", "--renews", "tacit",
     "--term", "9m", "--notice", "2m"),
    ("contract", "add", "maruti", "Tooling", "--start", "2026-01-01", "--end", "2027-12-31", "--signed", "2025-12-01"),
    ("contract", "notice", "CT4", "--on", "2026-06-01", "--by-side", "client"),
    ("need", "add", "maruti", "Labels", "--kind", "product", "--on", "2026-08-01"),
    ("need", "edit", "ND2", "--met", "2026-08-20"),
    # What the client owes, what we owe, and what we are to do for ourselves.
    ("deadline", "add", "maruti", "Their forecast", "--due", "2026-09-10", "--owed-by", "client",
     "--note", "They never do", "--external-id", "E-D"),
    ("deadline", "add", "maruti", "Our samples", "--due", "2026-09-04", "--owed-by", "us", "--kind", "deliverable",
     "--for", "otto", "--priority", "high"),
    ("deadline", "done", "D5", "--on", "2026-09-08", "--evidence", "Slip 4"),
    ("deadline", "add", "CT1", "Monthly report", "--due", "2026-09-30", "--owed-by", "us", "--every", "month"),
    ("deadline", "add", "CT1", "Ask the lawyer", "--due", "2026-09-29"),
    ("deadline", "add", "IS1", "New pads", "--due", "2026-09-28", "--owed-by", "us"),
    ("deadline", "add", "maruti", "Ask finance about limit", "--due", "2026-09-25", "--owed-by", "us"),
    ("deadline", "add", "maruti", "Prepare the offer", "--due", "2026-09-24", "--kind", "deliverable"),
    ("deadline", "add", "OP1", "Find the budget", "--due", "2026-09-23", "--kind", "follow-up", "--owed-by", "us"),
    ("deadline", "add", "maruti", "Plant visit", "--due", "2026-09-02", "--kind", "meeting", "--for", "nora"),
    ("deadline", "done", "D12", "--on", "2026-09-02"),
    ("deadline", "add", "maruti", "Review day", "--due", "2026-10-08T09:00", "--kind", "meeting"),
    ("deadline", "add", "maruti", "Fitter course", "--due", "2026-08-20", "--kind", "training"),
    ("deadline", "done", "D14", "--on", "2026-08-21"),
    ("deadline", "add", "maruti", "Second course", "--due", "2026-10-20", "--kind", "training"),
    ("deadline", "add", "maruti", "Line walk", "--due", "2026-09-03", "--kind", "meeting", "--for", "otto"),
    ("deadline", "done", "D16", "--on", "2026-09-03"),
    ("config", "set", "me", "nora"),
    ("log", "maruti", "Said they may leave", "--kind", "meeting", "--with", "C1", "--on", "2026-09-02", "--minutes",
     "91", "--for", "nora"),
    ("log", "maruti", "Bad mood", "--kind", "visit", "--with", "C2", "--on", "2026-09-09"),
    ("log", "maruti", "Rang", "--on", "2026-09-10"),
)  # fmt: skip
OTHERS = (
    ("product", "add", "Belt", "--category", "Belts"),
    ("sale", "add", "eclair", "90000", "--product", "belt", "--quantity", "3", "--cost", "70000", "--on", "2026-08-20"),
    ("budget", "add", "eclair", "Theirs", "--period", "2026", "--amount", "4000", "--agreed-with", "both"),
    ("budget", "spend", "eclair", "theirs", "50", "--memo", "Flyer", "--on", "2026-09-05"),
    ("contract", "add", "eclair", "Eclair deal", "--start", "2026-01-01", "--end", "2027-12-31", "--signed",
     "2026-01-01"),
    ("issue", "add", "eclair", "Cracked lens", "--on", "2026-09-01", "--raised-by", "C3"),
    ("negotiation", "add", "eclair", "Rates", "--on", "2026-09-01"),
    ("negotiation", "point", "NG2", "hour", "--unit", "EUR", "--aim", "59", "--limit", "61"),
    ("negotiation", "offer", "NG2", "hour", "--value", "70", "--side", "client"),
    ("opportunity", "add", "eclair", "Lenses", "7000", "--close", "2026-12-01", "--competitor", "Hollis"),
    ("need", "add", "eclair", "Faster lenses", "--kind", "process"),
    ("plan", "write", "eclair", "2026", "# Goal\n\nHold it"),
    ("plan", "objective", "PL2", "Hold the share"),
    ("plan", "money", "PL2", "2026", "--sales", "9", "--cost", "7", "--invest", "1"),
    ("account", "pulse", "eclair", "2"),
    ("assignment", "add", "eclair", "nora", "--role", "owner"),
    ("placement", "add", "eclair", "india"),
    ("deadline", "add", "eclair", "Their lens order", "--due", "2026-09-20", "--owed-by", "client"),
    ("log", "eclair", "Met them", "--kind", "meeting", "--with", "C3", "--on", "2026-09-03"),
    ("assess", "eclair", "partner", "bays=1", "training=1", "stock=1"),
    ("target", "set", "2026", "77000", "--account", "eclair"),
)  # fmt: skip


def fill(cli: Cli) -> Cli:
    """Adds all of it to the portfolio of AGREED."""
    for words in (*CLIENT, *OTHERS):
        cli.ok(*words)
    return cli
