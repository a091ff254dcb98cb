"""Personal data of a person: consents, and destroying the data at his request."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from leadership.core.access import may
from leadership.core.records import PartKind

from .. import access, actions, erasure
from ..forms import ConsentForm, ErasureForm
from ..models import Consent, Person

CONSENT = PartKind(
    route="schools:consent", model=Consent, form=ConsentForm, title="Согласие", whole="person",
    may=access.edits_registers,
    note="Согласие – отдельный документ (ФЗ № 152, ст. 9). Чтобы отозвать его, укажите дату отзыва.",
)  # fmt: skip


@may(access.edits_registers)
def erase_person(request, pk):
    """Says what goes and what stays, what has to be closed first; destroys once the surname is typed."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    form = ErasureForm(request.POST or None, person=person)
    hindrances = erasure.hindrances(person, timezone.localdate(), request.user)
    if request.method == "POST" and not hindrances and form.is_valid():
        try:
            actions.erase_person(person=person, basis=form.cleaned_data["basis"], by=request.user)
        except actions.NotErased as refusal:
            hindrances = refusal.hindrances
        else:
            messages.success(request, "Персональные данные уничтожены. Распечатайте и подпишите акт.")
            return redirect(person)
    is_refused = request.method == "POST" and hindrances
    return render(
        request,
        "schools/erase_person.html",
        {
            "title": "Уничтожить персональные данные",
            "lead": str(person),
            "person": person,
            "form": form,
            "hindrances": hindrances,
            "goes": erasure.GOES,
            "stays": erasure.STAYS,
            "counts": erasure.what_goes(person),
        },
        status=409 if is_refused else 422 if form.errors else 200,
    )
