from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from leadership.core import journal
from leadership.core.access import may
from schools.models import Person

from .. import access
from ..models import Result
from ..profile import profile_of


@require_safe
@may(access.sees_findings)
def profile(request, pk):
    """The competences of one person: for the department, noted in the journal, and for himself."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    if not access.sees_profile(request.user, person.pk):
        raise Http404
    if person.pk != request.user.person_id:
        journal.note_look(request, person)
    shown = profile_of(Result.objects.visible_to(request.user), person.pk, request.as_of)
    context = {"title": "Профиль компетенций", "lead": str(person), "person": person, "profile": shown}
    return render(request, "monitoring/profile.html", context)
