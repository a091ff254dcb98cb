from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..files import ACCEPTED, ENDINGS, LARGEST, MEGABYTE, Unfit, media_type
from ..forms import RecordForm
from ..models import Document


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
