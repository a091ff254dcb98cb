"""Long papers are made by the worker: asked for in a request, ready on a page of their own."""

import logging
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone
from django_tasks import task

from leadership.core.papers import registry
from leadership.core.papers.faces import FACES
from leadership.core.papers.model import Report

from . import notices
from .models import PreparedPaper

logger = logging.getLogger(__name__)

#: About as many table rows as a request may take: forty pages of PDF, a few seconds of Excel.
ROWS_IN_A_REQUEST = {"pdf": 800, "xlsx": 10_000}
KEPT_FOR = timedelta(days=7)


def is_long(report: Report, face: str) -> bool:
    return sum(len(table.rows) for table in report.tables()) > ROWS_IN_A_REQUEST[face]


def ask(kind: registry.PaperKind, face: str, context: registry.PaperContext) -> PreparedPaper:
    """Put a paper in the worker's queue, once however often it is asked for."""
    return _asked(
        kind=kind.name, address=urlencode(context.filters), face=face, as_of=context.as_of,
        municipality=context.municipality, asked_by=context.user,
    )  # fmt: skip


def ask_for_list(request: HttpRequest, title: str) -> HttpResponse | None:
    """A long list is made by the worker; to the worker, who asks as the same person, it is not long."""
    if isinstance(request, _Errand):
        return None
    paper = _asked(
        address=request.get_full_path(), face="xlsx", as_of=request.as_of, name=f"{title}.xlsx",
        municipality=request.municipality, asked_by=request.user,
    )  # fmt: skip
    return redirect(paper)


def _asked(**asked: Any) -> PreparedPaper:
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
        paper.asked_by.looks_at = paper.municipality.pk
        content = _written(paper) if paper.kind else _listed(paper)
        paper.file.save(f"{paper.pk}.{FACES[paper.face].extension}", ContentFile(content), save=False)
        paper.made_at = timezone.now()
    except Exception:
        logger.exception("Paper %s could not be made", pk)
        paper.fault = "Отчёт не удалось сделать. Попробуйте Excel или сообщите администратору."
    with transaction.atomic():
        paper.save()
        notices.tell_paper(paper)


def _written(paper: PreparedPaper) -> bytes:
    filters = dict(parse_qsl(paper.address))
    context = registry.PaperContext(paper.municipality, paper.as_of, paper.asked_by, filters)
    report = registry.find(paper.kind).build(context)
    face = FACES[paper.face]
    paper.name = f"{report.file_name}.{face.extension}"
    return face.render(report)


class _Errand(HttpRequest):
    """The worker asking for a list at the address a person asked at, with the person's own rights."""

    def __init__(self, paper: PreparedPaper) -> None:
        super().__init__()
        address = urlsplit(paper.address)
        self.method, self.path, self.path_info = "GET", address.path, address.path
        self.META = {"QUERY_STRING": address.query, "REMOTE_ADDR": ""}
        self.GET = QueryDict(address.query)
        self.user, self.municipality, self.as_of = paper.asked_by, paper.municipality, paper.as_of
        self.session: dict[str, Any] = {}


def _listed(paper: PreparedPaper) -> bytes:
    errand = _Errand(paper)
    view, args, kwargs = resolve(errand.path)
    return view(errand, *args, **kwargs).content


def forget_old() -> None:
    for paper in PreparedPaper.objects.filter(asked_at__lt=timezone.now() - KEPT_FOR):
        paper.file.delete(save=False)
        paper.delete()
