from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..files import ACCEPTED, ENDINGS, JPEG, LARGEST, MEGABYTE, PDF, PNG, Unfit, media_type
from ..forms import RecordForm
from ..models import Document
from .photographs import without_traces

#: What a telephone sends: a photograph larger than this is of no more use.
LARGEST_PICTURE = 10 * MEGABYTE


class DocumentForm(RecordForm):
    """A file or a link, and what stands on the paper; without a title the file's own name is taken."""

    happened = ("dated_on",)

    file = forms.FileField(
        label="Файл",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    link = forms.URLField(
        label="Ссылка", required=False, assume_scheme="https", help_text="если документ опубликован на сайте"
    )

    class Meta(RecordForm.Meta):
        model = Document
        fields = ["kind", "title", "number", "dated_on", "file", "link"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].label = "Название (необязательно)"
        self.fields["title"].help_text = "пусто – по имени файла"
        limits = f"{ACCEPTED} Не больше {LARGEST // MEGABYTE} МБ."
        kept = f" Сейчас: {self.instance.file_name}; новый файл заменит его." if self.instance.stored_id else ""
        self.fields["file"].help_text = f"{limits}{kept}"

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file:
            try:
                media_type(file)
            except Unfit as refusal:
                raise ValidationError(str(refusal)) from refusal
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        has_file = cleaned.get("file") or self.instance.stored_id or "file" in self.errors
        if not has_file and not cleaned.get("link") and "link" not in self.errors:
            raise ValidationError("Приложите файл или укажите ссылку.")
        if not cleaned.get("title"):
            cleaned["title"] = self.instance.title if self.instance.stored_id else ""
            if not has_file:
                self.add_error("title", "Назовите документ: у ссылки имени файла нет.")
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The file is stored after the form is checked: whether there is one is asked in `clean`."""
        return super()._get_validation_exclusions() | {"stored", "link"}


class EvidenceForm(RecordForm):
    """A photograph or a PDF by whom the record concerns: from the camera or from the telephone's files."""

    photo = forms.FileField(
        label="Снять камерой",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    file = forms.FileField(
        label="Или выбрать готовый снимок, PDF",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,.pdf"}),
        help_text=f"JPG, PNG или PDF, не больше {LARGEST_PICTURE // MEGABYTE} МБ. Место съёмки из снимка убирается.",
    )

    class Meta(RecordForm.Meta):
        model = Document
        fields = ["photo", "file", "kind", "title"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].label, self.fields["file"].label = "Снять камерой", "Или выбрать готовый снимок, PDF"
        self.initial["kind"] = Document.Kind.CERTIFICATE
        self.fields["title"].required = False
        self.fields["title"].label = "Что это (необязательно)"
        self.fields["title"].help_text = "например, удостоверение о повышении квалификации"

    def clean_photo(self) -> Any:
        return self._fit(self.cleaned_data["photo"])

    def clean_file(self) -> Any:
        return self._fit(self.cleaned_data["file"])

    def _fit(self, file: Any) -> Any:
        """Judged by content; a photograph leaves without the place and the device it was taken with."""
        if not file:
            return file
        try:
            if file.size > LARGEST_PICTURE:
                raise Unfit(f"Файл больше {LARGEST_PICTURE // MEGABYTE} МБ. Снимите ещё раз с меньшим качеством.")
            kind = media_type(file)
            if kind not in (JPEG, PNG, PDF):
                raise Unfit("Здесь принимаются снимки JPG, PNG и файлы PDF.")
            return file if kind is PDF else without_traces(file, kind)
        except Unfit as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        brought = [name for name in ("photo", "file") if cleaned.get(name)]
        if len(brought) > 1:
            raise ValidationError("Выбраны два файла. Приложите их по одному.")
        if not brought and not self.errors:
            raise ValidationError("Снимите документ камерой или выберите файл.")
        cleaned["file"] = cleaned[brought[0]] if brought else None
        if not cleaned.get("title"):
            cleaned["title"] = Document.Kind(cleaned["kind"]).label.capitalize() if cleaned.get("kind") else ""
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The file is stored after the form is checked."""
        return super()._get_validation_exclusions() | {"stored", "link"}
