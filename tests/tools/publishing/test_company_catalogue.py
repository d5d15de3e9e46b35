"""What the server itself says of the company's schema: no table is forgotten, no right too many."""

from __future__ import annotations

import pytest
from company_rows import TABLES
from company_server import Database

PUBLISHED = {table.name for table in TABLES} | {"publication"}
WRITTEN = {"setting", "rate", "manager_target"}  # by administrators
KNOWN = PUBLISHED | WRITTEN | {"company", "currency"}
OWN = "((manager = (CURRENT_USER)::text) AND (CURRENT_USER = SESSION_USER))"
WRITES = {"INSERT", "UPDATE", "DELETE"}
OBJECTS = """
SELECT c.relname, c.relkind::text, c.relrowsecurity AND c.relforcerowsecurity,
    EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'manager'),
    coalesce('security_invoker=true' = ANY (c.reloptions), false)
FROM pg_class c WHERE c.relnamespace = 'amcli'::regnamespace AND c.relkind NOT IN ('i', 't', 'c')
"""
POLICIES = """
SELECT tablename, cmd, permissive, roles::text[], qual, with_check FROM pg_policies WHERE schemaname = 'amcli'
"""
GRANTS = """
SELECT c.relname, coalesce(r.rolname, 'PUBLIC'), a.privilege_type
FROM pg_class c CROSS JOIN aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE c.relnamespace = 'amcli'::regnamespace AND a.grantee <> c.relowner
UNION ALL
SELECT c.relname, coalesce(r.rolname, 'PUBLIC'), a.privilege_type || ' of ' || t.attname
FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid CROSS JOIN aclexplode(t.attacl) a
    LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE c.relnamespace = 'amcli'::regnamespace
"""
FUNCTIONS = "SELECT proname FROM pg_proc WHERE pronamespace = 'amcli'::regnamespace"
RULES = "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND {}"
USAGE = """
SELECT coalesce(r.rolname, 'PUBLIC'), a.privilege_type FROM pg_namespace n CROSS JOIN aclexplode(n.nspacl) a
LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE n.nspname = 'amcli' AND a.grantee <> n.nspowner
"""


def holes(database: Database) -> list[str]:
    """A sentence for each thing in the schema that lets somebody at rows, or that nobody thought of."""
    found = []
    objects = {name: (kind, secured, owned, invoker) for name, kind, secured, owned, invoker in database.run(OBJECTS)}
    views = {name for name, (kind, *_) in objects.items() if kind == "v"}
    secured_tables = set()
    for name, (kind, secured, owned, invoker) in objects.items():
        if kind not in ("r", "v"):
            found.append(f"{name} is a {kind}, which row security does not know")
        if kind == "v" and not invoker:
            found.append(f"the view {name} asks with its owner's rights")
        if kind == "r" and name not in KNOWN:
            found.append(f"the table {name} is in no list")
        if kind == "r" and owned:
            secured_tables.add(name)
            if not secured:
                found.append(f"the table {name} has no forced row security")
    found += [f"the table {name} is not there" for name in KNOWN - set(objects)]
    found += policies(database, secured_tables)
    found += grants(database, views)
    found += [f"there is a function {name}" for (name,) in database.run(FUNCTIONS)]
    found += [
        f"there is a trigger {name}" for (name,) in database.run(RULES.format("c.relnamespace = 'amcli'::regnamespace"))
    ]
    for role, right in database.run(USAGE):
        if right != "USAGE" or not role.startswith("amcli_"):
            found.append(f"{role} has {right} of the schema")
    return found


def policies(database: Database, tables: set[str]) -> list[str]:
    """What is wrong with who sees and writes which rows."""
    found, own = [], set()
    for table, verb, kind, roles, using, check in database.run(POLICIES):
        said = f"a policy of {table} for {verb} and {', '.join(roles)}"
        if kind != "PERMISSIVE" or not set(roles) <= {"amcli_manager", "amcli_director", "amcli_administrator"}:
            found.append(f"{said} is for others")
        if verb != "SELECT" and (using is None or check is None):
            found.append(f"{said} lacks USING or WITH CHECK")
        if "amcli_manager" in roles:
            own.add((table, verb))
            if roles != ["amcli_manager"] or using != OWN or (verb != "SELECT" and check != OWN):
                found.append(f"{said} is not for one's own rows")
        elif verb != "SELECT" and (table not in WRITTEN or roles != ["amcli_administrator"]):
            found.append(f"{said} lets others write")
    wanted = {(table, "SELECT" if table in WRITTEN else "ALL") for table in tables}
    return found + [f"{table} has no policy for {verb} of one's own rows" for table, verb in wanted - own]


def grants(database: Database, views: set[str]) -> list[str]:
    """Each right that is not meant."""
    allowed = {(name, role, "SELECT") for name in KNOWN | views for role in ("manager", "director", "administrator")}
    allowed |= {(name, "manager", verb) for name in PUBLISHED for verb in WRITES}
    allowed |= {(name, "administrator", verb) for name in WRITTEN for verb in WRITES}
    given = {(name, role.removeprefix("amcli_"), right) for name, role, right in database.run(GRANTS)}
    found = [f"{role} has {right} on {name}" for name, role, right in given - allowed]
    return found + [f"{role} lacks {right} on {name}" for name, role, right in allowed - given]


def test_nothing_is_open(each_company: Database) -> None:
    """Every table with a manager has forced row security and both clauses, every view asks as its reader, no group has
    a right too many, and there is no table, function or trigger that nobody thought of.
    """
    assert holes(each_company) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("CREATE TABLE amcli.badge (manager text, id bigint)", "the table badge has no forced row security"),
        ("CREATE TABLE amcli.badge (id bigint)", "the table badge is in no list"),
        ("ALTER TABLE amcli.sale NO FORCE ROW LEVEL SECURITY", "the table sale has no forced row security"),
        ("ALTER TABLE amcli.manager_target DISABLE ROW LEVEL SECURITY", "manager_target has no forced row security"),
        ("DROP POLICY own ON amcli.sale", "sale has no policy for ALL of one's own rows"),
        ("CREATE POLICY more ON amcli.sale USING (true)", "sale for ALL and public is for others"),
        ("ALTER POLICY own ON amcli.sale WITH CHECK (true)", "is not for one's own rows"),
        ("ALTER POLICY own ON amcli.sale USING (manager = current_user)", "is not for one's own rows"),
        ("DROP POLICY own ON amcli.sale; CREATE POLICY own ON amcli.sale TO amcli_manager USING (manager = current_user"
         "::text AND current_user = session_user)", "sale for ALL and amcli_manager lacks USING or WITH CHECK"),
        ("CREATE POLICY w ON amcli.sale FOR DELETE TO amcli_director USING (true)", "lets others write"),
        ("ALTER VIEW amcli.sales RESET (security_invoker)", "the view sales asks with its owner's rights"),
        ("CREATE VIEW amcli.more AS SELECT * FROM amcli.sale", "the view more asks with its owner's rights"),
        ("CREATE MATERIALIZED VIEW amcli.more AS SELECT * FROM amcli.sale", "more is a m"),
        ("GRANT TRUNCATE ON amcli.sale TO amcli_manager", "manager has TRUNCATE on sale"),
        ("GRANT SELECT ON amcli.sale TO PUBLIC", "PUBLIC has SELECT on sale"),
        ("GRANT UPDATE (value) ON amcli.setting TO amcli_director", "director has UPDATE of value on setting"),
        ("GRANT CREATE ON SCHEMA amcli TO amcli_manager", "amcli_manager has CREATE of the schema"),
        ("REVOKE SELECT ON amcli.sales FROM amcli_director", "director lacks SELECT on sales"),
        ("CREATE FUNCTION amcli.f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "there is a function f"),
        ("CREATE TRIGGER t BEFORE UPDATE ON amcli.sale EXECUTE FUNCTION suppress_redundant_updates_trigger()",
         "there is a trigger t"),
        ("DROP TABLE amcli.step CASCADE", "the table step is not there"),
    ],
)  # fmt: skip
def test_what_is_open_is_seen(company: Database, change: str, said: str) -> None:
    """The test before finds each of these."""
    company.run(change)
    assert any(said in sentence for sentence in holes(company)), holes(company)
