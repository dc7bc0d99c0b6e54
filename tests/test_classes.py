"""Classes call nothing that only a subclass defines, and override nothing that a library keeps to itself."""

import ast
import inspect
import pkgutil
from importlib import import_module
from pathlib import Path
from textwrap import dedent

import pytest
from django.contrib import admin

import catalog
import wayback

PACKAGES = (catalog, wayback)
# Modules that are programs, or need a server.
SKIPPED = {"wayback.wsgi", "wayback.quickstart"}


def module_names():
    for package in PACKAGES:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name not in SKIPPED and ".migrations" not in module.name:
                yield module.name


def classes():
    """Yield each class of ours with its syntax tree, also classes inside of classes."""
    for name in module_names():
        module = import_module(name)
        for node in ast.walk(ast.parse(Path(inspect.getsourcefile(module)).read_text())):
            if isinstance(node, ast.ClassDef) and isinstance(getattr(module, node.name, None), type):
                yield getattr(module, node.name), node


def is_ours(owner):
    return owner.__module__.partition(".")[0] in {package.__name__ for package in PACKAGES}


CLASSES = sorted({f"{owner.__module__}.{owner.__name__}": (owner, node) for owner, node in classes()}.items())


def attribute_calls(node):
    """Yield (whether of `super()`, name) of each `self.name(…)` and `super().name(…)` in a class."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            target = call.func.value
            if isinstance(target, ast.Name) and target.id in ("self", "cls"):
                yield False, call.func.attr
            elif isinstance(target, ast.Call) and isinstance(target.func, ast.Name) and target.func.id == "super":
                yield True, call.func.attr


def instance_attributes(owner):
    """Return the names that methods of a class and of its bases set on `self`."""
    names = set()
    for base in owner.__mro__:
        if base is object or base.__module__ == "builtins":
            continue
        try:
            tree = ast.parse(dedent(inspect.getsource(base)))
        except (OSError, TypeError, SyntaxError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                if isinstance(node.value, ast.Name) and node.value.id == "self":
                    names.add(node.attr)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                names.add(node.target.id)
    return names


@pytest.mark.parametrize(("owner", "node"), [entry for _, entry in CLASSES], ids=[name for name, _ in CLASSES])
def test_a_class_calls_no_method_that_only_a_subclass_defines(owner, node):
    missing = set()
    for is_super, name in attribute_calls(node):
        if is_super:
            if not any(name in vars(base) for base in owner.__mro__[1:]):
                missing.add(f"super().{name}")
        elif not hasattr(owner, name) and name not in instance_attributes(owner):
            missing.add(f"self.{name}")
    assert not missing


@pytest.mark.parametrize(("owner", "node"), [entry for _, entry in CLASSES], ids=[name for name, _ in CLASSES])
def test_no_private_method_of_a_library_is_overridden(owner, node):
    names = {part.name for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)}
    private_names = {name for name in names if name.startswith("_") and not name.endswith("__")}
    libraries = [base for base in owner.__mro__[1:] if not is_ours(base)]
    assert not {name for name in private_names if any(name in vars(base) for base in libraries)}


@pytest.mark.parametrize("model_admin", admin.site._registry.values(), ids=str)
def test_no_noun_of_the_desk_has_more_than_seven_base_classes_of_ours(model_admin):
    assert sum(is_ours(base) for base in type(model_admin).__mro__[1:]) <= 7
