"""The house holds: levels and floors, a noun said once, sizes and names (CONTRIBUTING.md says them in words).

Each rule is a function in `house.py`, and is tried here on made-up text as well, so that a rule that sees nothing is
seen. What a rule still finds and is to be mended stands beside it: such a list may only get shorter.
"""

import ast
import inspect
import sqlite3
from contextlib import closing

import pytest

from amcli.app.commands import ROWS, VERBS
from amcli.base import errors
from amcli.base.registry import HOMES, NOUNS, follower, in_order, load, referrers, tables
from amcli.store.migrate import migrate
from conftest import ROOT
from house import (
    Module,
    circle,
    imports,
    imports_by_name,
    keyed_by_nouns,
    long_type_switches,
    modules_of,
    neighbours,
    noun_literals,
    own_imports,
    places,
    raises_unsaid,
    said_twice,
    too_large,
    wrong_floors,
    wrong_levels,
)

SOURCE = ROOT / "src" / "amcli"
MODULES = modules_of(SOURCE)
BY_NAME = {module.name: module for module in MODULES}
ERRORS = {name for name, value in vars(errors).items() if inspect.isclass(value) and issubclass(value, Exception)}
NOUN_WORDS = {*HOMES, *(home.plural for home in HOMES.values()), *tables()}

# What each feature may take from another: its floors. A feature may only stand on what is above it here.
FEATURES: dict[str, dict[str, set[str]]] = {
    "accounts": {},
    "currencies": {},
    "team": {"accounts": {"nouns"}},
    "contracts": {"accounts": {"nouns", "rules", "reports", "cli"}, "currencies": {"reports"}, "team": {"nouns"}},
    "issues": {
        "accounts": {"nouns", "reports", "cli"}, "activity": {"nouns"}, "currencies": {"reports"},
        "deadlines": {"reports", "services"}, "team": {"nouns"},
    },
    "negotiations": {"accounts": {"nouns"}, "activity": {"reports"}, "deadlines": {"reports"}, "team": {"nouns"}},
    "deadlines": {"accounts": {"nouns"}, "contracts": {"reports", "rules"}, "team": {"nouns"}},
    "activity": {"accounts": {"nouns", "reports", "cli"}, "deadlines": {"cli", "services"}, "team": {"nouns"}},
    "sales": {"accounts": {"nouns", "rules", "reports"}, "currencies": {"reports"}},
    "territories": {
        "accounts": {"nouns", "rules", "reports", "services"}, "currencies": {"reports"},
        "sales": {"reports", "rules", "cli"},
        "team": {"reports", "services"},
    },
    "pipeline": {
        "accounts": {"nouns", "reports", "cli"}, "activity": {"reports"}, "currencies": {"reports"},
        "deadlines": {"reports", "cli", "services"}, "sales": {"reports"}, "team": {"nouns"},
    },
    "budgets": {
        "accounts": {"nouns", "rules", "reports", "cli"}, "currencies": {"reports"}, "sales": {"reports", "cli"},
    },
    "analysis": {
        "accounts": {"rules", "reports", "cli"}, "currencies": {"reports"}, "pipeline": {"reports"},
        "sales": {"reports", "rules", "cli"},
    },
    "health": {
        "accounts": {"nouns", "rules", "reports", "cli"}, "activity": {"reports"},
        "contracts": {"reports", "rules"}, "deadlines": {"reports"}, "issues": {"nouns", "reports"},
        "relationships": {"reports", "rules"}, "sales": {"reports", "cli"},
    },
    "reminders": {
        "accounts": {"reports"}, "activity": {"reports"}, "budgets": {"reports"}, "contracts": {"reports", "rules"},
        "deadlines": {"reports"}, "issues": {"nouns", "reports"},
        "team": {"reports"},
    },
    "screens": {
        "accounts": {"nouns", "rules", "reports", "cli"}, "activity": {"reports"}, "budgets": {"reports"},
        "contracts": {"nouns", "reports", "rules"}, "deadlines": {"reports"}, "health": {"reports", "rules"},
        "issues": {"reports"}, "negotiations": {"reports"}, "pipeline": {"reports"}, "plans": {"reports"},
        "proposals": {"reports"}, "sales": {"reports", "rules", "cli"},
    },
    "relationships": {"accounts": {"nouns", "reports"}, "activity": {"rules"}, "analysis": {"reports"}},
    "workload": {
        "accounts": {"rules", "reports"}, "currencies": {"reports"}, "sales": {"reports", "rules"},
        "team": {"nouns", "services"},
    },
    "models": {
        "accounts": {"nouns", "reports", "cli"}, "analysis": {"reports"}, "contracts": {"reports", "rules"},
        "team": {"nouns"}, "workload": {"reports"},
    },
    "plans": {
        "accounts": {"nouns", "reports"}, "activity": {"nouns"}, "currencies": {"reports"}, "deadlines": {"reports"},
        "relationships": {"rules"}, "sales": {"reports", "rules"},
    },
    "proposals": {
        "accounts": {"nouns", "reports", "cli"}, "activity": {"reports"}, "analysis": {"reports"},
        "budgets": {"reports"}, "contracts": {"reports", "rules"}, "currencies": {"reports"},
        "deadlines": {"nouns", "services"}, "issues": {"reports"}, "pipeline": {"reports"},
        "plans": {"reports", "rules"}, "relationships": {"reports"}, "sales": {"reports"},
    },
    "handover": {
        "accounts": {"nouns", "reports", "cli"}, "activity": {"reports"}, "budgets": {"reports"},
        "contracts": {"nouns", "reports", "rules"}, "currencies": {"reports"}, "issues": {"nouns"},
        "negotiations": {"nouns", "rules"}, "pipeline": {"reports"}, "sales": {"reports", "rules", "cli"},
        "screens": {"reports"}, "team": {"nouns", "services"},
    },
    "pitch": {"handover": {"reports"}, "pipeline": {"nouns"}, "plans": {"reports", "rules"}},
    "status": {
        "accounts": {"reports"}, "budgets": {"reports"}, "contracts": {"reports", "rules"}, "deadlines": {"reports"},
        "health": {"reports"}, "issues": {"nouns", "reports"}, "pipeline": {"reports"}, "pitch": {"reports"},
        "plans": {"rules"}, "proposals": {"reports", "rules"}, "relationships": {"rules"},
        "sales": {"reports", "rules"}, "screens": {"reports"}, "team": {"nouns", "reports"},
    },
    "review": {
        "accounts": {"nouns", "rules", "reports"}, "budgets": {"reports"}, "contracts": {"reports", "rules"},
        "currencies": {"reports"}, "deadlines": {"reports"}, "handover": {"reports"},
        "issues": {"nouns", "reports", "rules"}, "sales": {"reports"}, "team": {"nouns"},
    },
    "company": {"accounts": {"nouns"}, "sales": {"nouns", "reports", "rules"}, "team": {"nouns"}},
}  # fmt: skip
TOOLS: dict[str, dict[str, set[str]]] = {
    "configuration": {},
    "search": {},
    "history": {},
    "safety": {},
    "importing": {},
    "calendars": {"importing": {"services"}},
    "address_books": {"importing": {"services"}},
    "mail": {"importing": {"services"}},
    "exporting": {"search": {"reports"}},
    "publishing": {},
}


def test_every_rule_has_something_to_look_at() -> None:
    """All modules of the program are read."""
    assert len(MODULES) > 150
    assert {"app/main.py", "base/registry.py", "features/sales/nouns.py"} <= BY_NAME.keys()


# 1. Levels and floors


@pytest.mark.no_cover
def test_an_import_never_goes_up() -> None:
    """A level imports those below it, a floor of a feature or tool those below it, a report no service and no table."""
    wrong = [said for module in MODULES for said in wrong_levels(module) + wrong_floors(module)]
    assert not wrong, "\n".join(wrong)


def test_imports_that_go_up_are_seen() -> None:
    """The rule on made-up modules: up a level, to a sister, to the models, also inside a function."""
    inside = "def f():\n    from amcli.features.sales.nouns import SALE\n"
    assert wrong_levels(Module("store/x.py", inside)) == ["store/x.py:2 imports features.sales.nouns"]
    assert wrong_levels(Module("render/x.py", "import amcli.settings.config"))
    assert wrong_levels(Module("tools/x/cli.py", "from amcli.models import Sale"))
    assert not wrong_levels(Module("tools/x/tables.py", "from amcli.models import Sale"))
    assert wrong_levels(Module("beside.py", ""))
    assert not wrong_levels(Module("app/x.py", "from amcli import __version__\nfrom amcli.tools.search import cli"))
    assert not wrong_levels(Module("models.py", "from amcli.features.sales.tables import Sale"))
    for floor, taken in (("nouns", "rules"), ("reports", "services"), ("reports", "tables"), ("services", "cli")):
        text = f"from amcli.features.sales.{taken} import x"
        assert wrong_floors(Module(f"features/sales/{floor}.py", text)), (floor, taken)
        assert wrong_floors(Module(f"features/budgets/{floor}/x.py", text)), (floor, taken)
        assert wrong_floors(Module(f"tools/search/{floor}.py", text)), (floor, taken)
    assert not wrong_floors(Module("features/sales/cli/x.py", "from amcli.features.sales.services import x"))
    assert wrong_floors(Module("features/sales/helpers.py", ""))


@pytest.mark.parametrize(("room", "table"), [("features", FEATURES), ("tools", TOOLS)])
def test_what_one_takes_from_another(room: str, table: dict[str, dict[str, set[str]]]) -> None:
    """What a feature or tool takes of another stands in the table above, which has no circle and nothing unused."""
    folders = {path.name for path in (SOURCE / room).iterdir() if (path / "__init__.py").exists()}
    assert set(table) == folders
    assert circle(table) == []
    taken = neighbours(MODULES, room)
    for name, others in taken.items():
        for other, floors in others.items():
            assert floors <= table[name].get(other, set()), f"{name} takes {floors} of {other}"
    for name, others in table.items():
        for other, floors in others.items():
            assert floors <= taken.get(name, {}).get(other, set()), f"{name} takes less of {other}: {floors}"


def test_circles_and_neighbours_are_seen() -> None:
    """The rule on made-up modules."""
    modules = [
        Module("features/a/nouns.py", "from amcli.features.b.nouns import B"),
        Module("features/b/cli/x.py", "def f():\n    from amcli.features.a import reports"),
        Module("features/b/nouns.py", "from amcli.features.b.rules import x\nfrom amcli.base.text import quote"),
    ]
    found = neighbours(modules, "features")
    assert found == {"a": {"b": {"nouns"}}, "b": {"a": {"reports"}}}
    assert circle(found)
    assert circle({"a": {"b": {"nouns"}}, "b": {}}) == []


# 2. A noun is said once

# How often a generic module is still keyed by nouns, or asks which noun it has.
KEYED = {
    "tools/calendars/cli.py": 1,
    "tools/calendars/services/import_ics.py": 3,
    "tools/exporting/reports/json_schema.py": 1,
    "tools/importing/services/columns/crm_names.py": 2,
    "tools/importing/services/columns/mapping.py": 4,
    "tools/importing/services/load/import_run.py": 1,
}
GENERIC = [
    module
    for module in MODULES
    if module.parts[0] not in ("features", "models") and module.name not in ("base/registry.py",)
]


def test_generic_code_has_no_table_of_nouns() -> None:
    """What a noun needs is an attribute of the noun, or stands in its feature: no table, no condition elsewhere."""
    found = {module.name: keyed_by_nouns(module, NOUN_WORDS) for module in GENERIC}
    assert {name: said for name, said in found.items() if len(said) > KEYED.get(name, 0)} == {}


@pytest.mark.parametrize("topic", FEATURES)
def test_a_feature_has_no_table_of_the_nouns_of_others(topic: str) -> None:
    """A feature speaks of its own nouns, and of those of the features that it stands on."""
    near = {topic, *FEATURES[topic]}
    far = {name for name, home in HOMES.items() if home.noun.split(".")[1] not in near}
    words = far | {HOMES[name].plural for name in far}
    for module in MODULES:
        if module.parts[:2] == ["features", topic]:
            assert keyed_by_nouns(module, words) == []


def test_tables_of_nouns_are_seen() -> None:
    """The rule on made-up text: a dict, a set, a condition, a case; a key that happens to be a noun's name is none."""
    words = {"sale", "sales", "account"}
    for text in ('{"sale": 1, "account": 2}', '("sale", "account")', 'x == "sale"', 'x in ("a", "b") or "account" != x',
                 'match x:\n    case "sales":\n        pass'):  # fmt: skip
        assert keyed_by_nouns(Module("store/x.py", text), words), text
    assert keyed_by_nouns(Module("store/x.py", '{"account": 1, "name": 2}'), words) == []


def test_the_order_of_nouns_follows_their_references() -> None:
    """Every noun comes after those that it refers to; each comes once."""
    order = [noun.name for noun in in_order()]
    assert sorted(order) == sorted(NOUNS)
    for noun in NOUNS.values():
        for field in noun.references:
            assert field.noun == noun.name or order.index(field.noun) < order.index(noun.name), (noun.name, field.name)


def test_the_references_are_those_of_the_schema() -> None:
    """What keeps a record from being removed is every foreign key of the file that leads to it, and nothing else."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        wanted = {
            (key[2], table, key[3])
            for table in names
            for key in connection.execute(f'PRAGMA foreign_key_list("{table}")')
            if key[2] in HOMES
        }
    found = {(name, referrer.table, referrer.column) for name in NOUNS for referrer in referrers(name)}
    # A link and a former name go with the record that they belong to.
    links = {
        (noun.name, *field.link(noun.name)[:2]) for noun in NOUNS.values() for field in noun.references if field.many
    }
    links |= {(name, f"{name}_alias", f"{name}_id") for name, noun in NOUNS.items() if noun.aliased}
    assert found == wanted - links


def test_the_registry_says_what_the_nouns_say() -> None:
    """The name and the plural of each row are those of its noun; letters and plurals are nobody else's."""
    assert {name: (noun.name, noun.view) for name, noun in NOUNS.items()} == {
        name: (name, home.plural) for name, home in HOMES.items()
    }
    letters = [noun.letter for noun in NOUNS.values()]
    assert len(set(letters)) == len(letters)
    assert not set(HOMES) & {home.plural for home in HOMES.values()}


def test_every_text_that_says_where_something_is_is_right() -> None:
    """Each `module:name`, in the registry, in the table of commands, in a noun and anywhere else, can be loaded."""
    said = {place for module in MODULES for place in places(module)}
    rows = {row.place for row in ROWS.values() if row.place} | set(VERBS.values())
    assert rows | {home.noun for home in HOMES.values()} <= said
    for place in said:
        assert load(place) is not None, place
    for noun in NOUNS.values():
        for attribute in ("check", "kept", "frozen"):
            assert (follower(noun, attribute) is None) == (not getattr(noun, attribute)), (noun.name, attribute)


def test_only_the_registry_imports_by_name() -> None:
    """`import_module` of a module of ours stands in base/registry.py, and may stand in app/commands.py."""
    found = {module.name for module in MODULES if imports_by_name(module)}
    assert "base/registry.py" in found
    assert found <= {"base/registry.py", "app/commands.py"}
    for text in ("from importlib import import_module\nimport_module(x)", "import_module('amcli.x')",
                 "import importlib\nimportlib.import_module", "__import__(x)"):  # fmt: skip
        assert imports_by_name(Module("x.py", text))
    assert places(Module("x.py", '"""a.b:C"""\nx = "features.sales.nouns:SALE", "a: b"')) == [
        "features.sales.nouns:SALE"
    ]


# 3. No noun's name in base, store, render, shell, records

# A type of field is called so too; before the decimals of a number stands a point or a comma.
SAID = {
    "base/fields.py says 'rate'",
    "base/field_types.py says 'rate'",
    *(f"{name}.py says 'point'" for name in ("base/money", "base/measure_types")),
}


def test_generic_code_names_no_noun() -> None:
    """No noun, no plural and no table of records stands in generic code, alone or in SQL."""
    found = {
        f"{module.name} {said.split(' ', 1)[1]}"
        for module in MODULES
        if module.parts[0] in ("base", "store", "render", "shell", "records") and module.name != "base/registry.py"
        for said in noun_literals(module, NOUN_WORDS)
    }
    assert found <= SAID


def test_names_of_nouns_are_seen() -> None:
    """The rule on made-up text: alone, in SQL and in an f-string; a docstring and other words are none."""
    words = {"sale", "sales", "interaction_contact"}
    for text in ('x = "sale"', 'f("SELECT 1 FROM sales")', 'f"DELETE {x} FROM sale WHERE {y}"',
                 'x("UPDATE \\"sale\\" SET")', 'f(sql="INSERT INTO interaction_contact (a) VALUES (1)")'):  # fmt: skip
        assert noun_literals(Module("store/x.py", text), words), text
    for text in ('"""FROM sale"""', 'def f():\n    """sale"""', 'x = "a sale"', 'x = "FROM sale_day"'):
        assert noun_literals(Module("store/x.py", text), words) == [], text


# 4. Who imports the data model (what a command loads is in test_loads.py)

MODELS = {"sqlmodel", "sqlalchemy", "pydantic"}
DATA_MODEL = {"models.py", "store/table_columns.py", "store/journal_tables.py"}


def test_only_tables_import_sqlmodel() -> None:
    """The features' tables, what they are made of, and `amcli.models`; nobody else, not even late."""
    wrong = {}
    for module in MODULES:
        if module.floor == "tables" or module.name in DATA_MODEL:
            continue
        taken = {name.split(".")[0] for _, name in imports(module.nodes)} & MODELS
        made = {
            ".".join(parts)
            for parts in own_imports(module)
            if (parts[0] == "features" and parts[2:3] == ("tables",)) or f"{'/'.join(parts)}.py" in DATA_MODEL
        }
        if taken | made:
            wrong[module.name] = taken | made
    assert wrong == {}


# 5. A type of field is one object


def test_types_of_fields_are_told_apart_in_one_place() -> None:
    """Outside base/field_types.py (and base/fields.py) nobody asks a field's type in more than two branches."""
    others = [module for module in MODULES if module.name not in ("base/fields.py", "base/field_types.py")]
    wrong = [said for module in others for said in long_type_switches(module)]
    assert not wrong, "\n".join(wrong)


def test_switches_of_types_are_seen() -> None:
    """The rule on made-up text: a match, a chain of ifs, a test of membership."""
    cases = "".join(f"\n        case Type.{name}:\n            pass" for name in "ABC")
    chain = "\n    ".join(f"if field.type is Type.{name}: return 1" for name in "ABC")
    for body in (f"match field.type:{cases}", chain, "return x.type in (Type.A, Type.B, Type.C)"):
        assert long_type_switches(Module("x.py", f"def f():\n    {body}")), body
    assert not long_type_switches(Module("x.py", "def f():\n    return x.type is Type.A or y is Type.B"))


# 6. Sizes and names

TWICE = {"features/accounts": {"app"}}  # the groups of two nouns
UNSAID = {"app/demo.py: demo raises Refused"}  # its docstring is the help


def test_modules_functions_and_signatures_stay_small() -> None:
    """At most 400 lines, 60 lines a function, 8 parameters where they are not options of a command."""
    wrong = [said for module in MODULES for said in too_large(module)]
    assert not wrong, "\n".join(wrong)


def test_a_docstring_says_what_is_raised() -> None:
    """A public function that raises an error of ours names it in its docstring (in cli that is the help)."""
    assert {said for module in MODULES for said in raises_unsaid(module, ERRORS)} <= UNSAID


def test_a_public_name_means_one_thing_within_a_feature() -> None:
    """No two modules of a feature or tool define one name, but a command and what it runs."""
    for said in said_twice(MODULES):
        place, name = said.split(" ")[:2]
        assert name in TWICE.get(place.rstrip(":"), ()), said


def test_sizes_and_names_are_seen() -> None:
    """These rules on made-up text, at their limits and one above."""
    assert too_large(Module("x.py", "\n" * 400)) == []
    assert too_large(Module("x.py", "\n" * 401))
    assert too_large(Module("x.py", "def f():\n" + "    x\n" * 59)) == []
    assert too_large(Module("x.py", "def f():\n" + "    x\n" * 60))
    eight, nine = (", ".join(f"p{n}" for n in range(count)) for count in (8, 9))
    assert too_large(Module("x.py", f"class C:\n    def f(self, {eight}): pass")) == []
    assert too_large(Module("x.py", f"def f({eight[:-4]}, *, p7, p8, {nine[-2:]}9): pass"))
    assert too_large(Module("features/x/cli/y.py", f"def f({nine}): pass")) == []
    one, other = Module("features/a/rules.py", "X = 1\n_y = 2"), Module("features/a/nouns.py", "class X: pass\n_y = 1")
    assert said_twice([one, other])
    assert said_twice([one, Module("features/b/nouns.py", "X = 1")]) == []
    assert said_twice([one, Module("features/a/cli/x.py", "def X(): pass")]) == []
    assert said_twice([one, other, Module("features/a/cli/x.py", "def X(): pass")])


def test_errors_that_are_not_said_are_seen() -> None:
    """The rule on made-up text; what a function inside raises is its own affair, and so is a private one."""
    text = 'def f():\n    """{}"""\n    raise Refused("x")'
    assert raises_unsaid(Module("x.py", text.format("Do it.")), ERRORS) == ["x.py: f raises Refused"]
    assert raises_unsaid(Module("x.py", "class C:\n" + "    def f(self):\n        raise Refused('x')"), ERRORS)
    assert raises_unsaid(Module("x.py", text.format("Raises Refused.")), ERRORS) == []
    assert raises_unsaid(Module("x.py", text.replace("f()", "_f()")), ERRORS) == []
    assert raises_unsaid(Module("x.py", "def f():\n    def g():\n        raise Refused('x')"), ERRORS) == []


# What is imported when a module is

HEAVY = MODELS | {
    "rich", "icalendar", "dateutil", "slugify", "iso4217", "tomlkit", "platformdirs", "holidays", "openpyxl", "pyarrow",
    "ijson", "rapidfuzz", "pyrage", "chardet", "htpy", "markupsafe", "weasyprint", "psycopg", "sqlglot",
}  # fmt: skip
# What a page is made of: imported where one is written.
PAGES = ("render/html/", "render/charts/")


def early(module: Module) -> set[str]:
    """The packages that are imported when a module is, but those for type checkers alone."""
    found: set[str] = set()
    todo: list[ast.stmt] = list(module.tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            todo += node.orelse
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {name.split(".")[0] for _, name in imports([node])}
        todo += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
    return found


def test_nothing_heavy_is_imported_early() -> None:
    """No module imports at its top what a start must not pay for, but those that are about it and come late."""
    wrong = {}
    for module in MODULES:
        about = MODELS if module.floor == "tables" or module.name in DATA_MODEL else set()
        if module.name.startswith("render/terminal/"):
            about = {"rich"}
        if module.name.startswith(PAGES):
            about = {"htpy", "markupsafe"}
        if found := early(module) & HEAVY - about:
            wrong[module.name] = found
    assert wrong == {}


def test_early_imports_are_seen() -> None:
    """The rule on made-up text."""
    text = "try:\n    import rich.table\nexcept ImportError:\n    pass\nif TYPE_CHECKING:\n    import ijson\n"
    assert early(Module("x.py", text + "def f():\n    import pyrage\n")) == {"rich"}
