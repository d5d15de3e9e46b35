"""What the house asks of a module, as functions of its source text (docs and tests: test_architecture.py).

Each takes a module and returns sentences, one for each place where the rule is broken.
"""

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

LEVELS = {
    "app": 7, "tools": 6, "features": 5, "records": 4, "shell": 3, "store": 2, "render": 1, "settings": 1, "base": 0,
}  # fmt: skip
TOP = {"__init__.py", "__main__.py", "models.py"}  # what stands beside the levels
FLOORS = {"nouns": 0, "rules": 1, "tables": 2, "reports": 3, "services": 3, "cli": 4}
ROOMS = ("features", "tools")  # levels whose folders are divided by floors
LINES, STATEMENTS, PARAMETERS = 400, 60, 8  # of a module, of a function, of a function outside cli

Neighbours = Mapping[str, Mapping[str, set[str]]]


class Module(NamedTuple):
    """A module by its path below the package, and its text."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def nodes(self) -> list[ast.AST]:
        """All that `ast.walk` finds in it: each rule looks at every one, so they are walked once."""
        return _walked(self.text)

    @property
    def parts(self) -> list[str]:
        return self.name.removesuffix(".py").split("/")

    @property
    def floor(self) -> str:
        """The floor that it is on inside a feature or a tool; an empty text elsewhere, and for an `__init__`."""
        inside = self.parts[0] in ROOMS and len(self.parts) > 2 and self.parts[2] != "__init__"
        return self.parts[2] if inside else ""


def modules_of(folder: Path) -> list[Module]:
    """All modules of a package, by path."""
    return [
        Module(path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.py"))
    ]


def imports(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    """The line and the dotted name of everything that these nodes import."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield node.lineno, str(node.module)
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def own_imports(module: Module) -> dict[tuple[str, ...], int]:
    """What a module imports of the package: the parts of each name below `amcli`, and the line."""
    found: dict[tuple[str, ...], int] = {}
    for line, name in imports(module.nodes):
        first, *rest = name.split(".")
        if first == "amcli" and rest and rest != ["__version__"]:
            found.setdefault(tuple(rest), line)
    return found


def wrong_levels(module: Module) -> list[str]:
    """Imports that go up, to a sister of the same level, or to `amcli.models`, which is for Python users, and for the
    tables that a tool makes of them.
    """
    level = module.parts[0]
    if level not in LEVELS:
        return [] if module.name in TOP else [f"{module.name} is on no level"]
    wrong = []
    for parts, line in own_imports(module).items():
        if parts[0] == "models" and level == "tools" and module.floor == "tables":
            continue
        other = LEVELS.get(parts[0])
        if other is None or other > LEVELS[level] or (other == LEVELS[level] and parts[0] != level):
            wrong.append(f"{module.name}:{line} imports {'.'.join(parts)}")
    return _first_of_line(wrong)


def wrong_floors(module: Module) -> list[str]:
    """Imports inside and between features and tools that go up a floor, and reports that take services or tables."""
    if not module.floor:
        return []
    if module.floor not in FLOORS:
        return [f"{module.name} is on no floor"]
    wrong = []
    for parts, line in own_imports(module).items():
        if parts[0] not in ROOMS or len(parts) < 3 or parts[2] not in FLOORS:
            continue
        forbidden = {"services", "tables"} if module.floor == "reports" else set()
        if FLOORS[parts[2]] > FLOORS[module.floor] or parts[2] in forbidden:
            wrong.append(f"{module.name}:{line} imports {'.'.join(parts)}")
    return _first_of_line(wrong)


def neighbours(modules: Collection[Module], room: str) -> dict[str, dict[str, set[str]]]:
    """What each feature (or tool) takes from which other: the floors."""
    found: dict[str, dict[str, set[str]]] = {}
    for module in modules:
        own = module.parts
        for parts in own_imports(module):
            if own[0] == parts[0] == room and len(parts) > 2 and own[1] != parts[1]:
                found.setdefault(own[1], {}).setdefault(parts[1], set()).add(parts[2])
    return found


def circle(table: Neighbours) -> list[str]:
    """A circle in a table of neighbours, or nothing."""
    try:
        TopologicalSorter({name: set(others) for name, others in table.items()}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def documented(nodes: Iterable[ast.AST]) -> set[int]:
    """The docstrings of the modules, classes and functions among these nodes, by identity."""
    homes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, homes) and node.body and isinstance(node.body[0], ast.Expr)
    }


def texts(module: Module) -> Iterator[ast.Constant]:
    """The string constants of a module but its docstrings."""
    left_out = documented(module.nodes)
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield node


def noun_literals(module: Module, words: Collection[str]) -> list[str]:
    """String constants that are a noun, a plural or a table of one, and SQL that names such a table."""
    sql = re.compile(rf"\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+\"?({'|'.join(words)})\b")
    wrong = []
    for node in texts(module):
        text = str(node.value)
        said = [text] if text in words else sql.findall(text)
        wrong += [f"{module.name}:{node.lineno} says {word!r}" for word in said]
    return wrong


def keyed_by_nouns(module: Module, words: Collection[str]) -> list[str]:
    """Tables with two nouns or more for keys or members, and conditions on a noun's name."""
    wrong = []
    for node in module.nodes:
        match node:
            case ast.Dict(keys=keys) if len(_nouns(keys, words)) > 1:
                wrong.append(node.lineno)
            case ast.Tuple(elts=members) | ast.Set(elts=members) | ast.List(elts=members):
                if len(_nouns(members, words)) > 1:
                    wrong.append(node.lineno)
            case ast.Compare(left=left, comparators=others) if _nouns([left, *others], words):
                wrong.append(node.lineno)
            case ast.MatchValue(value=value) if _nouns([value], words):
                wrong.append(value.lineno)
    return [f"{module.name}:{line} is keyed by nouns" for line in dict.fromkeys(wrong)]


def long_type_switches(module: Module) -> list[str]:
    """Functions that tell more than two types of field apart."""
    wrong = []
    for function in functions(module):
        types: set[str] = set()
        for node in ast.walk(function):
            compared: list[ast.expr] = []
            if isinstance(node, ast.Compare):
                compared = [node.left, *node.comparators]
            elif isinstance(node, ast.MatchValue):
                compared = [node.value]
            for each in compared:
                types |= {part.attr for part in ast.walk(each) if isinstance(part, ast.Attribute) and _is_type(part)}
        if len(types) > 2:
            wrong.append(f"{module.name}: {function.name} tells {len(types)} types of field apart")
    return wrong


def functions(module: Module) -> Iterator[ast.FunctionDef]:
    return (node for node in module.nodes if isinstance(node, ast.FunctionDef))


def too_large(module: Module) -> list[str]:
    """A module, a function or a signature that is too long."""
    wrong = []
    count = len(module.text.splitlines())
    if count > LINES:
        wrong.append(f"{module.name} has {count} lines")
    for function in functions(module):
        length = (function.end_lineno or 0) - function.lineno + 1
        if length > STATEMENTS:
            wrong.append(f"{module.name}: {function.name} has {length} lines")
        arguments = function.args
        names = [each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        taken = len(names) - (names[:1] in (["self"], ["cls"]))
        if taken > PARAMETERS and module.floor != "cli" and "cli" not in module.parts:
            wrong.append(f"{module.name}: {function.name} takes {taken} parameters")
    return wrong


def public_names(module: Module) -> set[str]:
    """What a module defines at its top for others."""
    names: set[str] = set()
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return {name for name in names if not name.startswith("_")}


def said_twice(modules: Collection[Module]) -> list[str]:
    """Public names that two modules of one feature or tool define.

    A command and the one service or report that it runs may have one name: it is one use case, typed and done.
    """
    homes: dict[tuple[str, str, str], list[Module]] = {}
    for module in modules:
        if module.floor:
            for name in public_names(module):
                homes.setdefault((module.parts[0], module.parts[1], name), []).append(module)
    return [
        f"{room}/{topic}: {name} is in {', '.join(module.name for module in found)}"
        for (room, topic, name), found in homes.items()
        if len(found) > 1 and not (len(found) == 2 and sum(module.floor == "cli" for module in found) == 1)
    ]


def raises_unsaid(module: Module, errors: Collection[str]) -> list[str]:
    """Public functions that raise one of the errors themselves and do not name it in their docstring.

    The docstring of a command is its help, so the modules of `cli` are left out.
    """
    if "cli" in module.parts:
        return []
    wrong = []
    for function in _public(module.tree.body):
        said = ast.get_docstring(function) or ""
        for node in _own(function):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
                name = node.exc.func.id
                if name in errors and name not in said:
                    wrong.append(f"{module.name}: {function.name} raises {name}")
    return list(dict.fromkeys(wrong))


def imports_by_name(module: Module) -> list[str]:
    """Places where a module is imported by a text, but another's package that may not be there (an extra)."""
    extras = {
        id(node.func)
        for node in module.nodes
        if isinstance(node, ast.Call)
        and all(isinstance(each, ast.Constant) and not str(each.value).startswith("amcli") for each in node.args)
    }
    return [
        f"{module.name}:{node.lineno} imports by name"
        for node in module.nodes
        if id(node) not in extras
        and (
            (isinstance(node, ast.Name) and node.id in ("import_module", "__import__"))
            or (isinstance(node, ast.Attribute) and node.attr == "import_module")
        )
    ]


def places(module: Module) -> list[str]:
    """The texts of a module that say where something is: `features.sales.nouns:SALE`."""
    return [str(node.value) for node in texts(module) if re.fullmatch(r"[a-z_]+(\.\w+)+:\w+", str(node.value))]


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def _walked(text: str) -> list[ast.AST]:
    return list(ast.walk(_parsed(text)))


def _nouns(nodes: Collection[ast.expr | None], words: Collection[str]) -> set[str]:
    return {node.value for node in nodes if isinstance(node, ast.Constant) and node.value in words}  # type: ignore[misc]


def _is_type(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "Type"


def _public(body: Collection[ast.stmt]) -> Iterator[ast.FunctionDef]:
    for node in body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _public(node.body)


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """What runs in a function itself, and not in one that it defines."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.Lambda):
            yield child
            yield from _own(child)


def _first_of_line(wrong: list[str]) -> list[str]:
    """One sentence for each line that imports."""
    found: dict[str, str] = {}
    for sentence in wrong:
        found.setdefault(sentence.split(" ")[0], sentence)
    return list(found.values())
