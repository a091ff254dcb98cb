from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from leadership.core.spreadsheets.faults import MEGABYTE

MOST = 10 * MEGABYTE


class WorkbookForm(forms.Form):
    """A workbook to be checked; what it is, its content says, not its name."""

    file = forms.FileField(
        label="Книга Excel (.xlsx)",
        help_text=f"не больше {MOST // MEGABYTE} МБ",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Выберите файл.", "empty": "Файл пустой. Проверьте, тот ли файл выбран."},
    )

    def clean_file(self) -> Any:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > MOST:
            raise ValidationError(f"Файл больше {MOST // MEGABYTE} МБ. Разделите таблицу на несколько файлов.")
        return file
