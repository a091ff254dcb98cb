from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Case, Value, When
from django.utils import timezone

from leadership.core import russian
from leadership.core.choosing import INVITATION, NamedField, NameInput
from leadership.core.dates import NotADay, parse_day
from leadership.core.forms import DayField
from schools.forms.people import AHEAD
from schools.models import HEAD_POSTS, Appointment, Person, Post, ReserveEntry, ReserveState, School, User

from .actions import Change, Successor, standing
from .fields import EntryField, NewcomerForm
from .matters import Matter, open_matters

RESERVE, REGISTER, NEWCOMER, SAME, NOBODY = "reserve", "register", "new", "same", "nobody"


class HandoverForm(forms.Form):
    """Who leaves and when, who comes and how, what becomes of each open matter: all on one page."""

    ended_on = DayField(label="Последний день работы")
    dismissal_order = forms.CharField(label="Приказ об освобождении", max_length=100, help_text="№ и дата")
    dismissal_ground = forms.CharField(
        label="Основание освобождения (необязательно)", max_length=200, required=False,
        help_text="например: соглашение сторон, п. 1 ч. 1 ст. 77 ТК РФ",
    )  # fmt: skip
    way = forms.ChoiceField(
        label="Кто приходит", widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": "Выберите, кто приходит."},
    )  # fmt: skip
    entry = EntryField(
        label="Кто из резерва", queryset=ReserveEntry.objects.none(), required=False, empty_label=INVITATION
    )
    person = NamedField(
        label="Фамилия и имя", queryset=Person.objects.none(), required=False,
        widget=NameInput(attrs={"list": "staff"}),
        help_text="можно начало фамилии; работники школы предлагаются сразу",
        error_messages={
            "unknown": "В реестре такого человека нет. Проверьте написание или внесите нового человека.",
        },
    )  # fmt: skip
    post = forms.ChoiceField(
        label="Как назначается", widget=forms.RadioSelect, initial=Post.DIRECTOR, required=False,
        choices=[(Post.DIRECTOR, "постоянно"), (Post.ACTING_DIRECTOR, "исполняющий обязанности")],
    )  # fmt: skip
    started_on = DayField(label="Первый день", required=False, help_text="пусто – на следующий день после ухода")
    order_number = forms.CharField(label="Приказ о назначении №", max_length=50, required=False)
    order_date = DayField(label="Дата приказа о назначении", required=False)
    contract_ends_on = DayField(label="Срок трудового договора (необязательно)", required=False)
    former_posts = forms.ChoiceField(
        label="Прежняя должность преемника в школе", widget=forms.RadioSelect, initial="end", required=False,
        choices=[("end", "закончить накануне"), ("keep", "оставить: совмещает")],
        help_text="если сейчас он заместитель, учитель",
    )  # fmt: skip

    #: The fields of each way to a successor.
    asked_by: dict[str, tuple[str, ...]] = {RESERVE: ("entry",), REGISTER: ("person",)}
    leaving_fields = ("ended_on", "dismissal_order", "dismissal_ground")
    coming_fields = ("post", "started_on", "order_number", "order_date", "contract_ends_on", "former_posts")

    def __init__(
        self, data: Any = None, *, school: School, last: Appointment | None, day: date, user: User, initial: Any = None
    ) -> None:
        self.school, self.last, self.user = school, last, user
        self.leaving = last if last and (last.ended_on is None or last.ended_on >= day) else None
        super().__init__(data, initial=self._offered(day) | (initial or {}))
        self.typed = data if data is not None else initial or {}
        self.day = self._typed_day("ended_on") or self.initial.get("ended_on") or day
        self.matters = list(open_matters(self.leaving.person, self.day)) if self.leaving else []
        self.newcomer = self._newcomer_form()
        self._suit_the_school()
        self._add_matters()

    def _offered(self, day: date) -> dict[str, Any]:
        offered: dict[str, Any] = {"post": Post.DIRECTOR, "former_posts": "end"}
        if self.leaving and self.leaving.started_on <= day:
            offered["ended_on"] = self.leaving.ended_on or day
        return offered

    def _typed_day(self, name: str) -> date | None:
        try:
            return parse_day(self.typed.get(name, ""))
        except NotADay:
            return None

    def _newcomer_form(self) -> NewcomerForm:
        """Checked only when somebody new comes; what was typed stays either way."""
        given: dict[str, Any] = {"prefix": "new", "user": self.user, "municipality": self.school.municipality}
        if self.is_bound and self.typed.get("way") == NEWCOMER:
            return NewcomerForm(self.data, **given)
        names = NewcomerForm.Meta.fields
        return NewcomerForm(initial={name: self.typed.get(f"new-{name}", "") for name in names}, **given)

    def _suit_the_school(self) -> None:
        if not self.leaving:
            for name in self.leaving_fields:
                del self.fields[name]
            self.fields["started_on"].help_text = ""
        self.fields["way"].choices = list(self._ways())
        self.fields["entry"].queryset = self._reservists()
        person = self.fields["person"]
        person.day = self.day
        person.queryset = Person.objects.visible_to(self.user).filter(municipality=self.school.municipality_id)
        if not self.is_bound:
            self.initial["person"] = person.widget.value_from_datadict(self.typed, {}, "person")

    def _ways(self) -> Iterator[tuple[str, str]]:
        if self.leaving and self.leaving.post == Post.ACTING_DIRECTOR:
            yield SAME, f"тот же человек: {self.leaving.person}"
        yield RESERVE, "из резерва"
        yield REGISTER, "из реестра людей"
        yield NEWCOMER, "новый человек"
        if self.leaving:
            yield NOBODY, "пока никто – должность свободна"

    def _reservists(self) -> Any:
        """Those who aim at this school first, the ready before the others."""
        first = Case(
            When(target_school=self.school, then=Value(0)), When(target_school=None, then=Value(1)), default=Value(2)
        )
        ready = Case(When(state=ReserveState.READY, then=Value(0)), default=Value(1))
        entries = ReserveEntry.objects.visible_to(self.user).in_reserve(self._typed_day("started_on") or self.day)
        in_district = entries.unfinished().filter(person__municipality=self.school.municipality_id)
        return in_district.select_related("person", "target_school").order_by(
            first, ready, "person__last_name", "person__first_name", "pk"
        )

    def _add_matters(self) -> None:
        for matter in self.matters:
            if matter.kind.choices:
                self.fields[matter.key] = forms.ChoiceField(
                    label=str(matter),
                    choices=[(choice.value, choice.label) for choice in matter.kind.choices],
                    initial=matter.kind.offered(matter.record, self.day),
                    error_messages={"required": "На этот день открыто и это дело: выберите, что с ним станет."},
                )

    def is_valid(self) -> bool:
        """Both forms are read to the end: every fault is told at once."""
        mine = super().is_valid()
        return (self.cleaned_data.get("way") != NEWCOMER or self.newcomer.is_valid()) and mine

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("way") != REGISTER:
            self.errors.pop("person", None)  # typed before another way was chosen
        for name in ("ended_on", "started_on", "order_date"):
            if cleaned.get(name) and cleaned[name] > timezone.localdate() + AHEAD:
                self.add_error(name, f"Это позже чем через {AHEAD.days} дней: так далеко вперёд приказ не вносят.")
        self._check_the_last_day(cleaned.get("ended_on"))
        if cleaned.get("way") in (None, NOBODY):
            self._refuse_passing_to_nobody()
        else:
            cleaned["successor"] = self._chosen(cleaned["way"])
            self._check_the_first_day()
            self._refuse_no_change()
            for name in ("post", "order_number", "order_date"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "Обязательное поле.")
        return cleaned

    def _check_the_last_day(self, ended_on: date | None) -> None:
        if self.leaving and ended_on and ended_on < self.leaving.started_on:
            since = russian.day(self.leaving.started_on)
            self.add_error("ended_on", f"Назначение началось {since}: раньше оно закончиться не может.")

    def _check_the_first_day(self) -> None:
        started_on, ended_on = (self.cleaned_data.get(name) for name in ("started_on", "ended_on"))
        if started_on and ended_on and started_on <= ended_on:
            self.add_error(
                "started_on", f"По {russian.day(ended_on)} школой руководит {self.leaving.person}: начать можно "
                "на следующий день.",
            )  # fmt: skip
        elif not started_on and "started_on" not in self.errors:
            if ended_on:
                self.cleaned_data["started_on"] = ended_on + timedelta(days=1)
            elif not self.leaving:
                self.add_error("started_on", "Обязательное поле.")

    def _refuse_no_change(self) -> None:
        """An acting head may be appointed for good; otherwise who leaves and who comes are two people."""
        successor, post = self.cleaned_data.get("successor"), self.cleaned_data.get("post")
        if self.leaving and successor == self.leaving.person and post == self.leaving.post:
            self.add_error("way", f"{successor} уже занимает эту должность. Чтобы исправить срок, измените назначение.")

    def _chosen(self, way: str) -> Person | None:
        if way == SAME:
            return self.leaving.person
        if way == RESERVE:
            return self._reservist()
        return self._registered() if way == REGISTER else None

    def _reservist(self) -> Person | None:
        entry = self.cleaned_data.get("entry")
        if not entry and "entry" not in self.errors:
            self.add_error("entry", "Выберите человека из резерва.")
        return entry.person if entry else None

    def _registered(self) -> Person | None:
        person = self.cleaned_data.get("person")
        if not person and "person" not in self.errors:
            self.add_error("person", "Напишите фамилию и имя.")
        return person

    def _refuse_passing_to_nobody(self) -> None:
        for matter in self.matters:
            value = self.cleaned_data.get(matter.key)
            if value and matter.choice(value).needs_successor:
                self.add_error(matter.key, "Передать некому: преемник не назначен.")

    def change(self) -> Change:
        """What the valid form has decided."""
        return Change(
            school=self.school,
            seen=standing(self.last),
            ended_on=self.cleaned_data.get("ended_on"),
            dismissal_order=self.cleaned_data.get("dismissal_order", ""),
            dismissal_ground=self.cleaned_data.get("dismissal_ground", ""),
            successor=None if self.cleaned_data["way"] == NOBODY else self._successor(),
            decisions={matter.key: self.cleaned_data[matter.key] for matter in self.matters if matter.kind.choices},
        )

    def _successor(self) -> Successor:
        given = self.cleaned_data
        return Successor(
            person=given["successor"] or self.newcomer.instance,
            post=Post(given["post"]),
            started_on=given["started_on"],
            order_number=given["order_number"],
            order_date=given["order_date"],
            contract_ends_on=given["contract_ends_on"],
            keeps_former_post=given["former_posts"] == "keep",
        )

    # What the page shows

    @property
    def same(self) -> bool:
        return any(value == SAME for value, _ in self.fields["way"].choices)

    def leaving_part(self) -> list[forms.BoundField]:
        return [self[name] for name in self.leaving_fields if name in self.fields]

    def ways(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """Each way to a successor with what it asks for."""
        for radio in self["way"]:
            value = radio.data["value"]
            asked = [self[name] for name in self.asked_by.get(value, ()) if name in self.fields]
            yield radio, list(self.newcomer) if value == NEWCOMER else asked

    def coming_part(self) -> list[forms.BoundField]:
        return [self[name] for name in self.coming_fields]

    def matter_groups(self) -> Iterator[tuple[Any, list[tuple[Matter, forms.BoundField | None]]]]:
        """The open matters, kind by kind; one without a field is only shown."""
        for kind, group in groupby(self.matters, key=lambda matter: matter.kind):
            yield kind, [(it, self[it.key] if it.key in self.fields else None) for it in group]

    def faults(self) -> Iterator[tuple[forms.BoundField | None, str]]:
        """Every refusal with its field; without a field for what concerns the whole."""
        for form in (self, self.newcomer):
            for name, messages in form.errors.items():
                field = None if name == "__all__" else form[name]
                yield from ((field, message) for message in messages)

    def staff(self) -> list[Person]:
        """Those who work at the school: the likeliest to follow, offered while a name is typed."""
        held = Appointment.objects.filter(school=self.school).exclude(post__in=HEAD_POSTS).as_of(self.day)
        return list(Person.objects.filter(pk__in=held.values("person"))[:50])
