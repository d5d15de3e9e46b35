-- Which page was delivered when: of which day it is, the period that it is about, and the number of the last operation
-- that it knows of, so that the next page can say what changed since. Bookkeeping, and no operation; no number before the
-- first one. What it said was sold, as exact decimal text, tells what became of the sales that it knew; and the numbers
-- of the operations up to that one which did not stand then (JSON) tell which were taken back since, for an undo leaves
-- no day.
CREATE TABLE delivery (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    page TEXT NOT NULL CHECK (page <> ''),
    at TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    start TEXT NOT NULL CHECK (start IS date(start, '+0 days')),
    "end" TEXT NOT NULL CHECK ("end" IS date("end", '+0 days')),
    last_operation INTEGER NOT NULL CHECK (last_operation >= 0),
    undone TEXT NOT NULL,
    sold TEXT,
    currency TEXT,
    CHECK ((sold IS NULL) = (currency IS NULL)),
    CHECK (start < "end")
) STRICT;
