"""Telling of an error in a card, and answering."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from ..models import ErrorReport


def report_error(report: ErrorReport, *, at: datetime) -> ErrorReport:
    report.reported_at = at
    report.save()
    return report


def answer_error(report: ErrorReport, *, by: Any, at: datetime) -> ErrorReport:
    """Raises `ValidationError` where nothing is said: whoever asked waits for words."""
    if not report.answer.strip():
        raise ValidationError({"answer": "Ответьте словами: что исправлено или почему оставлено."})
    report.answered_by, report.answered_at = by, at
    report.save()
    return report
