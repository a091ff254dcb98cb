"""Forms of a methodology, of its sections and levels."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from leadership.core.forms import RecordForm
from schools.forms import DistrictForm
from schools.imports.forms import WorkbookForm

from ..models import Level, Methodology, Section
from .figures import figures


class MethodologyForm(DistrictForm):
    """What it is, whom it is about, what has approved it. A district's account writes for its own district alone."""

    class Meta(RecordForm.Meta):
        model = Methodology
        fields = [
            "municipality", "title", "kind", "subject", "code", "purpose", "order", "approved_on", "version_note",
        ]  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if user.municipality_id:
            del self.fields["municipality"]
        if self.instance.version == 1:
            del self.fields["version_note"]
        else:
            self.fields["code"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind"):
            self.instance.kind = cleaned["kind"]
            if not self.instance.may_rank:
                self.instance.places = Methodology.Places.NONE
        return cleaned


class CalculationForm(DistrictForm):
    """How points become a total, a level and a place, and from where on a deficit is proposed."""

    second_key = forms.ChoiceField(label="Второй показатель", required=False)

    class Meta(RecordForm.Meta):
        model = Methodology
        formfield_callback = figures
        fields = [
            "total", "rounded", "rounding", "digits", "declared_most", "levels_on", "places", "second_key",
            "ranks_groups_apart", "least_coverage", "norm_percent", "strong_percent", "gap_steps", "jump_percent",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [(item.code, str(item)) for item in self.instance.items.all()]
        self.fields["second_key"].choices = [("", "нет"), *codes]
        if not self.instance.may_rank:
            for name in ("places", "second_key", "ranks_groups_apart", "least_coverage"):
                del self.fields[name]


class SectionForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Section
        formfield_callback = figures
        fields = ["title", "code", "explanation", "weight"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weight"].help_text = "учитывается, когда итог – среднее по разделам"


class LevelForm(forms.ModelForm):
    class Meta:
        model = Level
        formfield_callback = figures
        fields = ["title", "lower", "tone"]


class _Levels(forms.BaseInlineFormSet):
    """Titles and bounds are each other's: no two levels begin at one, none but the lowest is without."""

    def clean(self) -> None:
        super().clean()
        rows = [form.cleaned_data for form in self.forms if form.has_changed() or form.instance.pk]
        rows = [row for row in rows if row and not row.get("DELETE")]
        titles = [row.get("title") for row in rows]
        lowers = [row.get("lower") for row in rows]
        if len(set(titles)) < len(titles):
            raise ValidationError("Два уровня названы одинаково.")
        if lowers.count(None) > 1:
            raise ValidationError("Без нижней границы может быть только один уровень – самый низкий.")
        if len(set(lowers)) < len(lowers):
            raise ValidationError("Два уровня начинаются с одного значения.")


LevelFormSet = forms.inlineformset_factory(
    Methodology, Level, form=LevelForm, formset=_Levels, extra=5, can_delete=True
)


class MethodologyFileForm(WorkbookForm):
    replaces = forms.BooleanField(
        label="Если есть черновик этой методики – заменить его содержание", required=False,
        help_text="применявшиеся версии не изменятся: рядом с ними появится следующая",
    )  # fmt: skip
