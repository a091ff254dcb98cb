import os
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from django.conf import settings

from leadership.core.papers import runtime


@pytest.fixture(autouse=True)
def untouched_environment(monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))


def configuration():
    return ElementTree.parse(os.environ["FONTCONFIG_FILE"]).getroot()


def test_our_own_fonts_are_configured_where_var_says(tmp_path):
    runtime.prepare(tmp_path / "var")
    assert os.environ["FONTCONFIG_FILE"] == str(tmp_path / "var" / "fonts.conf")
    folders = [folder.text for folder in configuration().iter("dir")]
    assert len(folders) == 2
    assert all(os.path.isdir(folder) for folder in folders)
    aliases = {alias[0].text: alias[1][0].text for alias in configuration().iter("alias")}
    assert aliases == runtime.ALIASES


def test_a_var_that_cannot_be_written_is_replaced_by_a_temporary_folder(tmp_path):
    file = tmp_path / "file"
    file.touch()
    runtime.prepare(file / "var")
    assert not os.environ["FONTCONFIG_FILE"].startswith(str(tmp_path))
    assert configuration().tag == "fontconfig"


def test_a_configuration_that_is_right_is_not_written_again(tmp_path):
    first = runtime._configured_fonts(tmp_path)
    os.utime(first, (0, 0))
    assert runtime._configured_fonts(tmp_path).stat().st_mtime == 0


def test_libraries_that_cannot_be_loaded_do_not_stop_the_rest(tmp_path):
    broken = tmp_path / "libbroken.so.1"
    broken.write_bytes(b"not a library")
    runtime._preload(tmp_path)
    runtime._preload(tmp_path / "absent")


def test_a_machine_without_the_libraries_is_told_apart_from_a_broken_one(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(ImportError):
        runtime.prepare(tmp_path / "without the package")


def test_it_is_asked_for_before_anything_is_configured(tmp_path):
    program = (
        "from pathlib import Path; from leadership.core.papers import runtime;"
        f"print(runtime.prepare(Path({str(tmp_path)!r})))"
    )
    said = subprocess.run([sys.executable, "-c", program], cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert said.stdout.strip() in ("True", "False"), said.stderr
