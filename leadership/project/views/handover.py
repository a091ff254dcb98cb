"""«Сменить руководителя»: one page, one deed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html, format_html_join

from leadership.core import russian
from leadership.core.access import may
from schools import access
from schools.models import School

from ..handover import AlreadyChanged, Done, HandoverForm, change_head, last_head, standing


@may(access.edits_registers)
def handover(request, school):
    shown = get_object_or_404(School.objects.visible_to(request.user).select_related("municipality"), pk=school)
    last = last_head(shown)
    if request.method == "POST" and request.POST.get("seen") != standing(last):
        return _already(request, shown)
    form = _form(request, shown, last)
    if form.is_bound and form.is_valid():
        try:
            done = change_head(form.change(), by=request.user)
        except AlreadyChanged:
            return _already(request, shown)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _said(shown, done))
            return redirect(shown)
    faults = list(form.faults())
    context = {
        "title": "Сменить руководителя", "school": shown, "form": form, "faults": faults, "seen": standing(last),
    }  # fmt: skip
    return render(request, "project/handover.html", context, status=422 if faults else 200)


def _form(request, school, last) -> HandoverForm:
    """«Показать» only looks at what is open on another day: what was typed stays, nothing is checked."""
    given = {"school": school, "last": last, "day": request.as_of, "user": request.user}
    if "look" in request.POST:
        return HandoverForm(initial=request.POST.dict(), **given)
    return HandoverForm(request.POST if request.method == "POST" else None, **given)


def _already(request, school):
    last = last_head(school)
    said = f"последнее назначение – {last.person} с {russian.day(last.started_on)}" if last else "руководителя нет"
    if last and last.ended_on:
        said += f" по {russian.day(last.ended_on)}"
    messages.warning(
        request, f"{school}: пока страница была открыта, руководителя уже сменили ({said}). Ваше не записано."
    )
    return redirect(school)


def _said(school: School, done: Done) -> str:
    """What was done, in a sentence with links."""
    parts = []
    if done.left:
        parts.append(format_html("{} – последний день {}", _link(done.left.person), russian.day(done.left.ended_on)))
    if done.came:
        post, since = done.came.get_post_display(), russian.day(done.came.started_on)
        parts.append(format_html("{} – {} с {}", _link(done.came.person), post, since))
    else:
        parts.append("должность свободна")
    for post in done.former_posts:
        words = f"прежняя должность ({post.get_post_display()}, {post.school})"
        parts.append(f"{words} – последний день {russian.day(post.ended_on)}")
    if done.closed_entries:
        parts.append("запись в резерве закрыта")
    if done.settled:
        parts.append(f"решено дел: {done.settled}")
    return format_html("{}: {}.", _link(school), format_html_join("; ", "{}", ((part,) for part in parts)))


def _link(record) -> str:
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)
