from typing import Any

from django import forms

from leadership.core.forms import DayField, RecordForm

from ..models import (
    NEXT_STATES,
    TARGET_POSTS,
    Post,
    ReserveEntry,
    ReserveReview,
    ReserveState,
    ReserveStep,
)
from .base import DistrictForm


def _labelled(states: tuple[ReserveState, ...]) -> list[tuple[str, str]]:
    return [("", "– выберите –"), *((str(state), ReserveState(state).label) for state in states)]


class ReserveEntryForm(DistrictForm):
    """What an entry says of itself; its states are steps with forms of their own."""

    class Meta(RecordForm.Meta):
        model = ReserveEntry
        fields = ["target_post", "target_school", "recommended_by", "term_ends_on", "next_review_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_post"].choices = [(str(post), Post(post).label) for post in TARGET_POSTS]
        self.fields["target_school"].empty_label = "любая школа"
        self.fields["target_school"].help_text = ""


class ReserveEntranceForm(ReserveEntryForm):
    """A new entry together with its first step."""

    happened = ("taken_on",)
    field_order = ["person", "target_post", "target_school", "recommended_by", "state", "taken_on", "basis"]

    state = forms.ChoiceField(label="Состояние", choices=_labelled(NEXT_STATES[None]))
    taken_on = DayField(label="С какого дня")
    basis = forms.CharField(label="Основание", max_length=200, help_text="приказ или протокол, №, дата")

    class Meta(ReserveEntryForm.Meta):
        fields = ["person", *ReserveEntryForm.Meta.fields]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term_ends_on"].help_text = "пусто – три года со дня включения; кандидату не указывают"
        self.fields["next_review_on"].help_text = "пусто – через год после включения"


class ReserveStepForm(DistrictForm):
    """Only what may follow the former step is offered; the term is asked where it begins."""

    happened = ("taken_on",)

    term_ends_on = DayField(label="Срок пребывания", required=False, help_text="пусто – три года со дня включения")
    next_review_on = DayField(label="Следующий пересмотр", required=False, help_text="пусто – через год")

    class Meta(RecordForm.Meta):
        model = ReserveStep
        fields = ["state", "taken_on", "basis", "ground"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        former = self.instance.former()
        allowed = NEXT_STATES[former.state if former else None]
        self.fields["state"].choices = _labelled(allowed)
        self.fields["ground"].label, self.fields["ground"].help_text = "Причина исключения", "только при исключении"
        if ReserveState.EXCLUDED not in allowed:
            del self.fields["ground"]
        if self.instance.pk or ReserveState.INCLUDED not in allowed:
            del self.fields["term_ends_on"], self.fields["next_review_on"]


class ReserveReviewForm(DistrictForm):
    happened = ("held_on",)

    class Meta(RecordForm.Meta):
        model = ReserveReview
        fields = ["held_on", "conclusion", "basis", "next_review_on", "term_ends_on"]
