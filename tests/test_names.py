"""Names say what they stand for: none is a bare participle or a pronoun, in code as in templates."""

import ast
import re

from django.conf import settings
from django.template.base import Lexer, TokenType

ROOT = settings.BASE_DIR
CODE = [
    path
    for folder in ("bench", "catalog", "tests", "wayback")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PARTICIPLES = """
    accepted added asked blocked bound boxed bright brought built called carried changed checked chosen cited clashed
    cleaned closed collated combined compared computed counted covered created crossed cut decided decomposed deleted
    derived dismissed doubled drawn dropped edited entered failed fallen fetched filled filtered fitted fixed folded
    followed found given gone granted guarded held hidden joined kept known laid led left_over linked listed loaded
    lost lowered made marked matched meant merged moved named noted numbered occupied offered opened ordered painted
    parsed parted picked placed planned posted proposed quoted ranked reached redirected referenced refused related
    removed rendered replaced rested restored revoked ruled said saved seen sent settled shared shown skipped sought
    spared split_up started stored swept taken ticked told touched tried turned typed undone unfolded united
    unrestored unwrapped updated used visited wanted watched weighed withdrawn written
"""
PRONOUNS = """
    all another any anybody anything both each every everybody everything he hers his it mine nobody none nothing one
    ones other others ours same she some somebody something such that theirs them there these they this those what which who whom
    whose yours
"""
BARE = {*PARTICIPLES.split(), *PRONOUNS.split()}


def bound_names(tree):
    """Yield (name, line, in a QuerySet, in a class's body) of each function, parameter, variable and attribute that code binds."""
    stack = [(tree, "", False)]
    while stack:
        node, owner, in_body = stack.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno, owner.endswith("QuerySet"), False
        if isinstance(node, ast.arg):
            yield node.arg, node.lineno, False, False
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno, False, in_body
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno, False, False
        if isinstance(node, ast.ClassDef):
            stack += [(child, node.name, True) for child in ast.iter_child_nodes(node)]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            stack += [(child, "", False) for child in ast.iter_child_nodes(node)]
        else:
            stack += [(child, owner, in_body) for child in ast.iter_child_nodes(node)]


def template_names(source):
    """Yield (name, line) of each variable that a template reads or sets."""
    for token in Lexer(source).tokenize():
        if token.token_type not in (TokenType.VAR, TokenType.BLOCK) or token.contents.startswith("comment"):
            continue
        expression = re.sub(r"\"[^\"]*\"|'[^']*'|\|\w+", "", token.contents)
        words = re.findall(r"(?<![.\w])[a-z_]+\b", expression)
        yield from ((word, token.lineno) for word in words)


def test_no_name_in_code_is_a_bare_participle_or_pronoun():
    bare = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in CODE
        for name, line, in_queryset, in_body in bound_names(ast.parse(path.read_text()))
        if name != "__all__"
        and name.strip("_") in BARE
        and not in_queryset
        and not (in_body and {"api", "models"} & {*path.parts})
    ]
    assert not bare, "Say what these are:\n" + "\n".join(bare)


def test_no_name_in_a_template_is_a_bare_participle_or_pronoun():
    bare = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in TEMPLATES
        for name, line in template_names(path.read_text())
        if name in BARE
    ]
    assert not bare, "Say what these are:\n" + "\n".join(bare)
