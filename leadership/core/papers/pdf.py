"""The paper as a tagged PDF (PDF/UA-1) with embedded fonts."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings

from . import runtime
from .html import document
from .model import Report


class PdfUnavailable(RuntimeError):
    """The libraries that draw PDFs are missing on this machine; the text says which, in Russian."""

    def __init__(self) -> None:
        packages = " ".join(runtime.DEBIAN_PACKAGES)
        super().__init__(f"PDF не создаётся: на сервере не хватает библиотек. Установите пакеты Debian: {packages}.")


def render(report: Report) -> bytes:
    return printed(document(report))


def printed(page: str) -> bytes:
    """A page that needs nothing beside it, on paper."""
    if not runtime.available():
        raise PdfUnavailable
    from weasyprint import HTML  # only importable once the runtime is prepared

    drawn = HTML(string=page, url_fetcher=_fetcher())
    return drawn.write_pdf(pdf_variant="pdf/ua-1", presentational_hints=True)


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    class OwnFilesOnly(URLFetcher):
        """Reads what travels inside the page and our static files; WeasyPrint itself would read any file."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not may_fetch(url):
                raise ValueError(f"A paper may not fetch {url}.")
            return super().fetch(url, headers)

    return OwnFilesOnly(allowed_protocols={"data", "file"}, allow_redirects=False)


def may_fetch(url: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme != "file":
        return parts.scheme == "data"
    file = Path(url2pathname(parts.path)).resolve()
    return not parts.netloc and any(file.is_relative_to(folder) for folder in _static_folders())


def _static_folders() -> list[Path]:
    given = [folder[1] if isinstance(folder, tuple) else folder for folder in settings.STATICFILES_DIRS]
    return [Path(folder).resolve() for folder in (*given, settings.STATIC_ROOT) if folder]
