"""Of all templates: they parse, are used, look nowhere outside, and say nothing our fonts cannot print."""

import re
from pathlib import Path

import fontpkg
import pytest
from django.conf import settings
from django.template.loader import get_template
from fontTools.ttLib import TTFont

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
#: Django asks for these by itself.
EXPECTED_BY_DJANGO = {
    "400.html", "403.html", "403_csrf.html", "404.html", "500.html",
    "registration/login.html", "registration/password_change_form.html",
}  # fmt: skip

every_template = pytest.mark.parametrize("name", NAMES)
every_style_sheet = pytest.mark.parametrize(
    "path", sorted((ROOT / "static").rglob("*.css")), ids=lambda path: path.name
)


def text_of(name):
    return (TEMPLATES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sources():
    """Everything that may name a template: our Python and the templates themselves."""
    packages = ("leadership", "schools", "monitoring", "mentoring")
    paths = [*TEMPLATES.rglob("*.html"), *(path for one in packages for path in (ROOT / one).rglob("*.py"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@every_template
def test_it_parses(name):
    get_template(name)


@every_template
def test_somebody_uses_it(name, sources):
    assert name in EXPECTED_BY_DJANGO or f'"{name}"' in sources


@every_template
def test_it_has_no_style_and_no_script_of_its_own(name):
    inline = re.compile(r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
    assert not inline.search(text_of(name))


@every_template
def test_it_names_no_host(name):
    assert not re.search(r"https?:|(?:src|href|action)\s*=\s*[\"']?//|url\(", text_of(name))


@every_template
def test_nothing_in_it_is_trusted_blindly(name):
    """Markup of our own making is marked safe where it is made, not where it is shown."""
    assert not re.search(r"\|\s*safe\b|autoescape\s+off", text_of(name))


@every_style_sheet
def test_a_style_sheet_takes_nothing_from_outside(path):
    assert not re.search(r"@import|https?:|url\([\"']?//", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("font", ["PT Sans", "PT Serif"])
@every_template
def test_every_letter_of_it_is_in_our_fonts(name, font):
    known = TTFont(fontpkg.path(font)).getBestCmap()
    assert {letter for letter in text_of(name) if ord(letter) not in known} <= {"\n"}


@pytest.mark.parametrize("letter", "✓✗→←●■▲▼☑☐")
def test_signs_that_our_fonts_lack_are_in_no_template(letter):
    assert [name for name in NAMES if letter in text_of(name)] == []


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("papers/")])
def test_a_whole_page_says_its_language(name):
    text = text_of(name)
    assert "<html" not in text or '<html lang="ru">' in text


@every_template
def test_every_form_that_posts_carries_its_token(name):
    forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", text_of(name), re.DOTALL)
    assert all("{% csrf_token %}" in form for form in forms)
