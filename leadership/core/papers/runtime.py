"""Fonts and native libraries of the PDF face, prepared once a process, before anything imports WeasyPrint.

Without a font configuration of our own a machine that has no fonts crashes the process inside Pango.
"""

import ctypes
import os
import tempfile
from functools import cache
from pathlib import Path

import fontpkg

DEBIAN_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
FAMILIES = ("PT Serif", "PT Sans")
ALIASES = {"serif": "PT Serif", "Times New Roman": "PT Serif", "sans-serif": "PT Sans"}


def available() -> bool:
    """Whether this process can make PDFs."""
    from django.conf import settings

    return prepare(Path(settings.VAR_DIR))


@cache
def prepare(var: Path) -> bool:
    """True if WeasyPrint can be imported; libraries may be installed or unpacked into `var/native/root`."""
    os.environ["FONTCONFIG_FILE"] = str(_configured_fonts(var.resolve()))
    _preload(Path(os.environ.get("NATIVE_ROOT") or var / "native" / "root"))
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return False
    return True


def _configured_fonts(var: Path) -> Path:
    """The configuration lies in `var`, or, where that cannot be written, in a temporary folder."""
    file, wanted = var / "fonts.conf", _configuration(var / "fontconfig")
    try:
        if not file.is_file() or file.read_text(encoding="utf-8") != wanted:
            var.mkdir(parents=True, exist_ok=True)
            file.write_text(wanted, encoding="utf-8")
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="fonts-"))
        file = folder / "fonts.conf"
        file.write_text(_configuration(folder), encoding="utf-8")
    return file


def _configuration(cache_folder: Path) -> str:
    folders = sorted({str(fontpkg.path(family).parent) for family in FAMILIES})
    return "\n".join(
        (
            '<?xml version="1.0"?>',
            '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
            "<fontconfig>",
            *(f"<dir>{folder}</dir>" for folder in folders),
            f"<cachedir>{cache_folder}</cachedir>",
            *(
                f'<alias binding="same"><family>{name}</family><prefer><family>{family}</family></prefer></alias>'
                for name, family in ALIASES.items()
            ),
            "</fontconfig>",
        )
    )


def _preload(root: Path) -> None:
    """Loads unpacked libraries; their order of dependency is found by trying again what failed."""
    left = [library for library in root.rglob("*.so.*") if not library.is_symlink()] if root.is_dir() else []
    while left:
        failed = [library for library in left if not _loads(library)]
        if len(failed) == len(left):
            return
        left = failed


def _loads(library: Path) -> bool:
    try:
        ctypes.CDLL(str(library), ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True
