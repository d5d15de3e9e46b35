"""A portfolio of names and amounts that a screen has trouble with, and that there are: wide letters, combining marks,
names from right to left, amounts of ten digits, codes of forty characters, titles without a space, many tags.
"""

from conftest import Cli

CODE = "volkswagen-group-components-wolfsburg-01"  # as long as a code may be
WIDE = "合同续签与价格谈判会议记录"
ARABIC = "شركة الخليج العربى للتجارة"
HINDI = "अनुबंध नवीनीकरण"
COMBINED = "Ze\u0301le\u0301nka\u0308 Mu\u0308ller"  # as some systems store Zélénkä Müller
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TAGS = [
    f"tag-{word}"
    for word in ("oem", "global", "at-risk", "合同", "عربى", "spring", "growth", "key", "nearshore", "2027")
]
ACCOUNTS = (
    ("account", "add", WIDE, "--code", CODE, "--tier", "1", "--category", "汽车制造商", "--scope", "global",
     "--currency", "USD", "--cadence", "14", "--city", "上海市浦东新区", "--country", "中国", "--external-id", "0" * 30,
     "--note", f"{WIDE} {LONG}", "--phone", "+86 21 1234 5678", "--website", f"https://{'sub.' * 20}example.cn",
     "--address", LONG, *(word for tag in TAGS for word in ("--tag", tag))),
    ("account", "add", ARABIC, "--code", "عربى".encode().hex(), "--parent", CODE, "--tier", "2", "--city", "دبى",
     "--tag", "عربى", "--category", ARABIC),
    ("account", "add", COMBINED, "--parent", CODE, "--code", "zelenka", "--city", "Brno"),
    ("account", "add", LONG, "--code", "d" * 40, "--parent", "zelenka", "--scope", "local"),
    ("account", "add", HINDI, "--code", "hindi", "--tier", "3"),
)  # fmt: skip
RECORDS = (
    ("contact", "add", CODE, "王小明合同续签", "--role", "decider", "--role", "approver", "--role", "influencer",
     "--title", LONG, "--email", f"{'wang.xiaoming.' * 4}@example.cn", "--phone", "+86 21 1234 5678 9012 3456"),
    ("contact", "add", CODE, COMBINED, "--reports-to", "王小明合同续签", "--note", WIDE),
    ("contact", "add", CODE, LONG, "--role", "gatekeeper"),
    ("contact", "add", "hindi", ARABIC, "--title", HINDI),
    ("product", "add", WIDE * 2, "--code", "p" * 40, "--category", LONG, "--price", "9999999.99"),
    ("product", "add", ARABIC, "--code", "brake", "--category", "مكابح"),
    ("sale", "add", CODE, "4,123,456,789.01", "--product", "p" * 40, "--quantity", "123456789", "--cost", "3000000000",
     "--on", "2026-09-01", "--ref", f"INV-{'9' * 40}"),
    ("sale", "add", CODE, "3,987,654,321", "--on", "2025-08-01", "--product", "brake"),
    ("sale", "add", CODE, "2,000,000,000", "--on", "2024-01-15", "--product", "brake"),
    ("sale", "add", "zelenka", "1,234,567,890.12", "--on", "2026-06-17", "--product", "brake", "--ref", WIDE),
    ("sale", "add", "hindi", "1,000,000,000", "--on", "2025-02-01", "--product", "p" * 40),
    ("sale", "add", "hindi", "99,999,999", "--kind", "credit", "--on", "2026-02-01"),
    ("target", "set", "2026", "9,876,543,210", "--account", CODE),
    ("target", "set", "2026", "2,345,678,901", "--account", "zelenka"),
    ("target", "set", "2026", "12,345,678,901"),
    ("target", "set", "2026", "5,000,000,000", "--product", "p" * 40),
    ("target", "edit", "T1", "--amount", "9,876,543,211"),
    ("budget", "add", CODE, LONG, "--period", "2026", "--amount", "1,234,567,890"),
    ("budget", "add", CODE, WIDE, "--period", "2026-Q3", "--amount", "1,111,111,111", "--direction", "revenue"),
    ("budget", "add", "hindi", HINDI, "--period", "2026-09", "--amount", "1000", "--agreed-with", "both"),
    ("budget", "spend", CODE, LONG, "1,999,999,999.99", "--memo", WIDE * 4, "--on", "2026-09-03"),
    ("log", CODE, f"{WIDE * 3} {LONG} {ARABIC}", "--with", "王小明合同续签", "--with", LONG, "--minutes", "100000",
     "--on", "2026-07-01"),
    ("log", "hindi", f"{HINDI} {COMBINED} " * 6, "--with", ARABIC, "--kind", "visit", "--on", "2025-08-01"),
    ("deadline", "add", CODE, LONG, "--due", "2026-09-01", "--priority", "high", "--kind", "follow-up"),
    ("deadline", "add", CODE, WIDE * 4, "--due", "2026-09-17 15:30", "--priority", "high"),
    ("deadline", "add", "zelenka", COMBINED * 5, "--due", "2026-09-18", "--every", "last business day of month",
     "--note", LONG),
    ("deadline", "add", "hindi", f"{ARABIC} {HINDI}", "--due", "2026-09-24", "--remind", "7d,3d,1d"),
    ("deadline", "add", "hindi", "Done", "--due", "2026-09-10"),
    ("deadline", "done", "D5"),
    ("rate", "set", "USD", "EUR", "0.123456789012", "--on", "2020-01-01"),
    ("remind", "--once"),
)  # fmt: skip


def fill(cli: Cli) -> Cli:
    for words in (*ACCOUNTS, *RECORDS):
        cli.ok(*words)
    return cli
