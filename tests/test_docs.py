"""The documents agree with the code: each setting, command and link in them exists, and none is missing."""

import re

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = settings.BASE_DIR
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def test_each_setting_read_from_the_environment_is_in_the_readme_and_back():
    code = (ROOT / "wayback" / "settings.py").read_text() + (ROOT / "wayback" / "env.py").read_text()
    settings_in_code = set(
        re.findall(r'(?:env\.|\b)(?:text|flag|number|words|origin|rate|database)\("([A-Z_]+)"', code)
    ) | {"SECRET_KEY"}
    readme = (ROOT / "README.md").read_text()
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE))
    assert documented == settings_in_code


def test_contributing_tells_each_make_target():
    makefile = (ROOT / "Makefile").read_text()
    parts_of_check = set(re.search(r"^CHECKS = (.*)", makefile, re.MULTILINE).group(1).split())
    targets = set(re.search(r"\.PHONY: (.*)", makefile).group(1).split()) - {"$(CHECKS)", "clean"}
    documented = set(re.findall(r"`make ([a-z-]+)", (ROOT / "CONTRIBUTING.md").read_text()))
    assert documented == targets | {"test"}
    assert parts_of_check == set(re.findall(r"^(lint|types|[a-z]+-check|test[a-z-]*):", makefile, re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_each_link_between_documents_leads_somewhere(document):
    links = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", document.read_text())
    missing_paths = [link for link in links if not (document.parent / link).exists()]
    assert not missing_paths


def test_the_pictures_of_the_ways_of_the_desk_are_few_and_small_and_all_are_shown():
    pictures = {path.name: path.stat().st_size for path in (ROOT / "docs" / "screenshots").glob("desk-*.png")}
    shown_pictures = re.findall(r"screenshots/(desk-[\w-]+\.png)", (ROOT / "docs" / "editing.md").read_text())
    assert sorted(shown_pictures) == sorted(pictures)
    assert len(pictures) <= 6
    assert max(pictures.values()) <= 60_000


def test_the_files_that_contributing_names_exist():
    names = re.findall(
        r"`((?:catalog|wayback|tests|templates|docs|bench)/[\w/.]*)", (ROOT / "CONTRIBUTING.md").read_text()
    )
    missing_paths = [name for name in names if not (ROOT / name).exists()]
    assert not missing_paths


def test_the_names_that_contributing_gives_stand_in_their_files():
    pairs = re.findall(r"`(\w+)` of\s+`([\w/]+\.py)`", (ROOT / "CONTRIBUTING.md").read_text())
    assert pairs
    missing = [(name, path) for name, path in pairs if not re.search(rf"\b{name}\b", (ROOT / path).read_text())]
    assert not missing


def test_what_running_names_exists():
    """Paths in the project, commands of manage.py, and settings are what `docs/running.md` calls them."""
    text = (ROOT / "docs" / "running.md").read_text()
    paths = re.findall(r"(?:/opt/wayback/|`|\s)((?:catalog|deploy|bench|docs|tests)/[\w/.-]*\w)", text)
    commands = re.findall(r"manage(?:\.py)? ([a-z_]+)", text)
    code = "".join((ROOT / "wayback" / name).read_text() for name in ("settings.py", "env.py", "quickstart.py"))
    missing = [path for path in paths if not (ROOT / path).exists()]
    missing += [command for command in commands if command not in get_commands()]
    missing += [name for name in re.findall(r"`([A-Z]+_[A-Z_]+)\b", text) if name not in code]
    assert len(paths) > 10
    assert len(commands) > 10
    assert not missing


def test_running_installs_each_file_of_deploy():
    text = (ROOT / "docs" / "running.md").read_text()
    files = [path.relative_to(ROOT) for path in (ROOT / "deploy").iterdir()]
    assert [str(path) for path in files if f"/opt/wayback/{path}" not in text and f"`{path}/`" not in text] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    from io import StringIO

    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())
