from leadership.core.forms import RecordForm

from ..models import ErrorReport


class ErrorReportForm(RecordForm):
    class Meta(RecordForm.Meta):
        model = ErrorReport
        fields = ["text"]


class ErrorAnswerForm(RecordForm):
    class Meta(RecordForm.Meta):
        model = ErrorReport
        fields = ["answer"]
        labels = {"answer": "Что исправлено или почему оставлено"}
