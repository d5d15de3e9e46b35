-- The company's database for amcli, as its administrator makes it: `psql -v ON_ERROR_STOP=1 -f FILE DATABASE`.
-- It may be run again, also over that of an older version: what is there stays, what is missing comes to it.
BEGIN;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = pg_catalog;

DO $$
BEGIN
    IF version() LIKE 'PostgreSQL%' AND current_setting('server_version_num')::int < 150000 THEN
        RAISE EXCEPTION 'amcli needs PostgreSQL 15 or later, whose views know security_invoker';
    END IF;
    IF to_regclass('amcli.company') IS NOT NULL THEN
        IF (SELECT max(version) FROM amcli.company) > :version THEN
            RAISE EXCEPTION 'this database was set up by a newer amcli: upgrade amcli, then print this again';
        END IF;
    END IF;
END $$;

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['amcli_manager', 'amcli_director', 'amcli_administrator'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
    -- What a manager publishes comes into temporary tables first.
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO amcli_manager', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO amcli_director, amcli_administrator', current_database());
END $$;

CREATE SCHEMA IF NOT EXISTS amcli;
REVOKE ALL ON SCHEMA amcli FROM PUBLIC, amcli_manager, amcli_director, amcli_administrator;
GRANT USAGE ON SCHEMA amcli TO amcli_manager, amcli_director, amcli_administrator;

-- The company's own: one row that says of which version all of this is, and what the administrator writes.
CREATE TABLE IF NOT EXISTS amcli.company (
    one boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (one),
    version int NOT NULL,
    amcli text NOT NULL
);
CREATE TABLE IF NOT EXISTS amcli.currency (
    code text NOT NULL PRIMARY KEY,
    name text NOT NULL,
    decimals int NOT NULL CHECK (decimals BETWEEN 0 AND 4),
    unit bigint NOT NULL CHECK (unit = (10 ^ decimals)::bigint)
);
CREATE TABLE IF NOT EXISTS amcli.setting (
    key text NOT NULL PRIMARY KEY,
    value text NOT NULL
);
CREATE TABLE IF NOT EXISTS amcli.rate (
    from_currency text NOT NULL REFERENCES amcli.currency (code),
    to_currency text NOT NULL REFERENCES amcli.currency (code),
    date date NOT NULL,
    rate numeric NOT NULL CHECK (rate > 0 AND rate < 'Infinity'),
    PRIMARY KEY (from_currency, to_currency, date),
    CHECK (from_currency <> to_currency)
);
CREATE TABLE IF NOT EXISTS amcli.manager_target (
    manager text NOT NULL,
    start date NOT NULL,
    "end" date NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
    currency text NOT NULL REFERENCES amcli.currency (code),
    PRIMARY KEY (manager, start, "end"),
    CHECK (start < "end")
);

-- When each manager published last, and what.
CREATE TABLE IF NOT EXISTS amcli.publication (
    manager text NOT NULL PRIMARY KEY,
    published_at timestamptz NOT NULL,
    version int NOT NULL,
    amcli text NOT NULL,
    hash text NOT NULL,
    counts text NOT NULL,
    uid text NOT NULL,
    me text,
    CHECK (published_at BETWEEN '2000-01-01' AND '2200-01-01')
);
