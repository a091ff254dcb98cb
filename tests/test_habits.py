"""The project's own habits: one formatter, one linter, types on pure modules, one direction of imports."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from factory.base import FactoryMetaClass

from tests import factories

ROOMS = ("core", "schools", "monitoring", "mentoring", "project")


def run(root: Path, *command: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [Path(sys.executable).with_name(command[0]), *command[1:]],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports",),
    ],
    ids=" ".join,
)
def test_the_tool_finds_nothing(root, command):
    answer = run(root, *command)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_templates_are_written_one_way(root):
    templates = [str(path) for path in sorted((root / "templates").rglob("*.html"))]
    answer = run(root, "djade", "--target-version", "5.2", "--check", *templates)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def our_models():
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in ROOMS and not model.__name__.startswith("Historical")
    ]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_a_model_speaks_russian(model):
    words = [str(model._meta.verbose_name), str(model._meta.verbose_name_plural)]
    words += [str(field.verbose_name) for field in model._meta.fields if field.name != "id" and not field.auto_created]
    assert all(re.search("[а-яА-Я№]", word) for word in words), words


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_a_model_says_what_it_is(model):
    assert "__str__" in {
        name for cls in model.__mro__[:-2] if cls.__module__.split(".")[0] != "django" for name in vars(cls)
    }


def test_every_model_of_a_room_has_a_factory():
    made = {factory._meta.model for factory in vars(factories).values() if isinstance(factory, FactoryMetaClass)}
    tables_of_the_frame = {"DemonstrationRow", "Amendment", "ExpectedResult", "Risk", "ProjectLink"}
    assert {model.__name__ for model in our_models() if model not in made} == tables_of_the_frame


def test_requirements_name_no_address(root):
    for file in root.glob("requirements*.txt"):
        assert "://" not in file.read_text(encoding="utf-8"), file.name


def test_every_direct_dependency_says_what_it_is_for(root):
    lines = (root / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("dependencies = [")
    listed = lines[start + 1 : lines.index("]", start)]
    assert all("#" in line for line in listed), [line for line in listed if "#" not in line]


def test_the_changelog_knows_the_version(root):
    version = re.search(r'^version = "(.+)"', (root / "pyproject.toml").read_text(), re.M)[1]
    assert f"## {version}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_room_on_the_readme_s_map_exists(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    for folder in re.findall(r"^\| `([a-z/]+)/?` \|", readme, re.M):
        assert (root / folder).is_dir(), folder
