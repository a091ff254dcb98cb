"""A record's documents as its card and its form show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, ProtectedError, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.urls import reverse

from ..models import Document
from .registry import is_taking, may_bring, may_keep, papers_visible

#: More than this a card does not list; the page of the record's documents does.
SHOWN = 20


def address(record: Model) -> str:
    """The page of a record's documents."""
    return reverse("documents", args=[record._meta.app_label, record._meta.model_name, record.pk])


@dataclass(frozen=True)
class Shelf:
    """The way to the documents of a record: «Документы (2)»."""

    url: str
    how_many: int

    def __str__(self) -> str:
        return f"Документы ({self.how_many})" if self.how_many else "Документы"


def sees_papers(user: Any, record: Model) -> bool:
    return is_taking(type(record)) and papers_visible(type(record), user).filter(pk=record.pk).exists()


def shelf_of(record: Model, user: Any) -> Shelf | None:
    if not sees_papers(user, record):
        return None
    return Shelf(address(record), Document.objects.of(record).count())


def on_card(record: Model, user: Any) -> dict[str, Any] | None:
    """What a card shows of a record's documents; nothing to those who may see the card but not the papers."""
    if not sees_papers(user, record):
        return None
    gathered = list(listed(record, user)[: SHOWN + 1])
    return {
        "documents": gathered[:SHOWN],
        "has_more": len(gathered) > SHOWN,
        "url": address(record),
        "may_keep": may_keep(user, record),
        "may_bring": may_bring(user, record),
    }


def listed(record: Model, user: Any) -> QuerySet[Document]:
    """Documents of a record and its parts; `of_itself` tells which are its own, `brought_by` who has added each."""
    own = Document.objects.of(record).filter(pk=OuterRef("pk"))
    added = Document.history.filter(id=OuterRef("pk"), history_type="+")
    full_name = Trim(Concat("history_user__first_name", Value(" "), "history_user__last_name"))
    name = Coalesce(NullIf(full_name, Value("")), "history_user__username")
    gathered = Document.objects.gathered(record, user).annotate(
        of_itself=Exists(own), brought_by=Subquery(added.annotate(name=name).values("name")[:1])
    )
    return gathered.select_related("stored", "content_type")


def refuse_with_documents(records: Iterable[Model]) -> None:
    """Raises `ProtectedError` where documents are attached to any of the records: papers do not vanish unasked."""
    attached = Document.objects.of_any(records)
    if leaning := list(attached):
        raise ProtectedError("Documents are attached.", leaning)


def is_attached(model: type[Model]) -> Exists:
    """Whether a row of such records has a document, as an expression to annotate."""
    return Exists(Document.objects.of_model(model).filter(object_id=OuterRef("pk")))
