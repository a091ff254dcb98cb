from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy

from leadership.core.access import may
from leadership.core.records import PartKind, RecordKind
from schools.access import sees_history

from .. import access
from ..filters import TeamFilter
from ..forms import PairingForm, TeamForm
from ..models import Pairing, Team
from ..tables import TeamTable
from .base import DevelopmentList


class Teams(DevelopmentList):
    title = "Годичные команды"
    lead = "Управленческие команды «Наставник – наставляемый», начавшие работу к выбранной дате."
    table_class, filterset_class = TeamTable, TeamFilter
    create_url = reverse_lazy("mentoring:add_team")
    create_label = "Новая команда"
    empty = "К этой дате команд нет. Создайте команду года, затем добавьте в неё пары."

    def rows(self, user, as_of):
        return Team.objects.visible_to(user).begun_by(as_of).with_pairs(as_of)


@may(access.sees_development)
def team(request, pk):
    shown = get_object_or_404(Team.objects.visible_to(request.user), pk=pk)
    pairings = shown.pairings.visible_to(request.user).with_meetings(request.as_of).select_related("mentor", "mentee")
    return render(
        request,
        "mentoring/team.html",
        {
            "title": shown.title,
            "team": shown,
            "pairings": pairings,
            "own": request.user.person_id if access.is_of_a_pair(request.user) else None,
            "opens_cards": access.opens_cards(request.user),
            "may_edit": access.edits_development(request.user),
            "decides": access.decides_pairs(request.user),
            "may_match": access.decides_pairs(request.user) and request.as_of <= shown.ended_on,
            "sees_history": sees_history(request.user),
        },
    )


TEAM = RecordKind(
    route="mentoring:team",
    model=Team,
    form=TeamForm,
    title="Годичная команда",
    listed="mentoring:teams",
    may=access.edits_development,
)
PAIRING = PartKind(
    route="mentoring:pairing",
    model=Pairing,
    form=PairingForm,
    title="Наставническая пара",
    whole="team",
    may=access.edits_development,
    note="Чтобы закончить работу пары раньше команды, укажите дату окончания.",
)
