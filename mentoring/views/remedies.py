from django.urls import reverse_lazy

from leadership.core.lists import ListPage
from leadership.core.records import SharedKind

from .. import access
from ..filters import RemedyFilter
from ..forms import RemedyForm
from ..models import Remedy
from ..tables import RemedyTable


class Remedies(ListPage):
    title = "Типовые мероприятия"
    lead = "Чем отвечают на дефицит каждой компетенции: отсюда составляют ИППР."
    table_class, filterset_class = RemedyTable, RemedyFilter
    allowed = staticmethod(access.sees_support)
    may_edit = staticmethod(access.edits_development)
    create_url = reverse_lazy("mentoring:add_remedy")
    create_label = "Добавить мероприятие"
    empty = "Типовых мероприятий нет. Добавьте их к компетенциям, и ИППР будет составляться по дефицитам сама."

    def rows(self, user, as_of):
        return Remedy.objects.visible_to(user).select_related("competence")


REMEDY = SharedKind(
    route="mentoring:remedy",
    model=Remedy,
    form=RemedyForm,
    title="Типовое мероприятие",
    listed="mentoring:remedies",
    may=access.edits_development,
)
