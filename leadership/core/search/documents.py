"""Documents are found by title and number, by whoever may see the record they are attached to."""

from leadership.core.models import Document

from .index import searchable
from .registry import Kind


def declare() -> None:
    searchable(
        Kind(
            model=Document,
            label="Документы",
            detail=lambda document: f"{document.get_kind_display()}: {document.owner or 'запись удалена'}",
            detailed=lambda documents, day: documents.prefetch_related("owner"),
        )
    )
