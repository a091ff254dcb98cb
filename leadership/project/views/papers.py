"""Papers: the list of kinds, each on the screen and as a file."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from leadership.core import journal, russian
from leadership.core.access import may, require
from leadership.core.models import JournalEntry
from leadership.core.papers import registry, runtime
from leadership.core.papers.faces import FACES
from leadership.core.papers.html import body
from leadership.core.papers.response import paper_response
from schools.models import Person

from .. import access, preparing
from ..models import PreparedPaper
from .passport import no_passport


def of_a_district(view):
    """Every paper is of a district; one made of what the district has not got yet leads to the first step."""

    @wraps(view)
    def shown(request, kind="", **rest):
        if request.municipality is None:
            return no_passport(request)
        if not kind:
            return view(request)
        found = _kind(request, kind)
        return view(request, found, **rest) if found.has_ground(request.municipality) else no_passport(request)

    return shown


@require_safe
@may(access.prints_papers)
@of_a_district
def papers(request):
    kinds = [
        kind
        for kind in registry.all_papers()
        if kind.allowed(request.user) and not kind.parameters and kind.has_ground(request.municipality)
    ]
    return render(
        request,
        "project/papers.html",
        {
            "title": "Отчёты",
            "lead": "Каждый отчёт – на выбранную дату, на экране, в PDF и в Excel.",
            "kinds": kinds,
            "pdf_available": runtime.available(),
        },
    )


@require_safe
@may(access.prints_papers)
@of_a_district
def paper(request, found):
    report = _built(request, found)
    if about := _about(request, found):
        journal.note_look(request, about)
    return render(
        request,
        "project/paper.html",
        {
            "title": found.title,
            "kind": found,
            "body": body(report),
            "query": _query(request, found),
            "pdf_available": runtime.available(),
            "packages": " ".join(runtime.DEBIAN_PACKAGES),
        },
    )


@require_safe
@may(access.prints_papers)
@of_a_district
def paper_file(request, found, face):
    if face not in ("pdf", "xlsx"):
        raise Http404
    if face == "pdf" and not runtime.available():
        messages.error(request, "PDF на этом сервере не создаётся. Напечатайте страницу из браузера.")
        return redirect(f"{reverse('project:paper', args=[found.name])}{_query(request, found)}")
    report = _built(request, found)
    _note_taking(request, found, face)
    if preparing.is_long(report, face):
        return redirect(preparing.ask(found, face, _context(request, found)))
    return paper_response(report, FACES[face])


@require_safe
@may(access.prints_papers)
def prepared(request, pk):
    """A long paper on its way: the page renews itself until the file is there."""
    paper = get_object_or_404(PreparedPaper.objects.visible_to(request.user), pk=pk)
    return render(request, "project/prepared.html", {"title": "Отчёт готовится", "paper": paper})


@require_safe
@may(access.prints_papers)
def prepared_file(request, pk):
    paper = get_object_or_404(PreparedPaper.objects.visible_to(request.user).exclude(made_at=None), pk=pk)
    answer = FileResponse(paper.file.open(), as_attachment=True, filename=paper.name)
    answer["Cache-Control"] = "no-store"
    return answer


def _kind(request, name):
    try:
        found = registry.find(name)
    except registry.UnknownPaper as fault:
        raise Http404(str(fault)) from fault
    require(found.allowed(request.user))
    return found


def _filters(request, kind):
    """The parameters of the kind from the address; a paper of nobody in particular is not found."""
    given = {name: request.GET.get(name, "") for name in kind.parameters}
    if not all(given.values()):
        raise Http404
    return given


def _query(request, kind):
    """The same parameters for the addresses of its files."""
    given = _filters(request, kind)
    return f"?{urlencode(given)}" if given else ""


def _context(request, kind):
    return registry.PaperContext(request.municipality, request.as_of, request.user, _filters(request, kind))


def _about(request, kind):
    """Whom a card is of, unless one looks at oneself: that is nobody's business."""
    person = _filters(request, kind).get("person", "")
    is_noted = kind.names_people and person and person != str(request.user.person_id)
    return Person(pk=int(person)) if is_noted else None


def _note_taking(request, kind, face):
    """A file with names of people is taken away: which paper, of which day, about whom if about one."""
    about = _about(request, kind)
    if about or (kind.names_people and not kind.parameters):
        what = f"{kind.title} на {russian.day(request.as_of)}, {face}"
        journal.note(request, JournalEntry.Act.EXPORTED, about, what)


def _built(request, kind):
    """Every paper that anybody opens or downloads is made here."""
    try:
        return kind.build(_context(request, kind))
    except registry.NoRecord as fault:
        raise Http404(str(fault)) from fault
