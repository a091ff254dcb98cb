"""Long papers are made by the worker: asked for in a request, ready on a page of their own."""

import logging
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from leadership.core.papers import registry
from leadership.core.papers.faces import FACES
from leadership.core.papers.model import Report

from .models import PreparedPaper

logger = logging.getLogger(__name__)

#: About as many table rows as a request may take: forty pages of PDF, a few seconds of Excel.
ROWS_IN_A_REQUEST = {"pdf": 800, "xlsx": 10_000}
KEPT_FOR = timedelta(days=7)


def is_long(report: Report, face: str) -> bool:
    return sum(len(table.rows) for table in report.tables()) > ROWS_IN_A_REQUEST[face]


def ask(kind: registry.PaperKind, face: str, context: registry.PaperContext) -> PreparedPaper:
    """Put a paper in the worker's queue, once however often it is asked for."""
    asked = {
        "kind": kind.name, "face": face, "as_of": context.as_of,
        "municipality": context.municipality, "asked_by": context.user,
    }  # fmt: skip
    on_its_way = PreparedPaper.objects.filter(**asked, made_at=None, fault="").first()
    if on_its_way:
        return on_its_way
    paper = PreparedPaper.objects.create(**asked)
    transaction.on_commit(lambda: make.enqueue(paper.pk))
    return paper


@task()
def make(pk: int) -> None:
    """Make one asked-for paper; on the way clear away what nobody needs any more."""
    forget_old()
    paper = PreparedPaper.objects.select_related("municipality", "asked_by").get(pk=pk)
    try:
        context = registry.PaperContext(paper.municipality, paper.as_of, paper.asked_by)
        report = registry.find(paper.kind).build(context)
        face = FACES[paper.face]
        paper.name = f"{report.file_name}.{face.extension}"
        paper.file.save(f"{paper.pk}.{face.extension}", ContentFile(face.render(report)), save=False)
        paper.made_at = timezone.now()
    except Exception:
        logger.exception("Paper %s could not be made", pk)
        paper.fault = "Отчёт не удалось сделать. Попробуйте Excel или сообщите администратору."
    paper.save()


def forget_old() -> None:
    for paper in PreparedPaper.objects.filter(asked_at__lt=timezone.now() - KEPT_FOR):
        paper.file.delete(save=False)
        paper.delete()
