from django.urls import reverse_lazy

from leadership.core.records import RecordKind

from .. import access
from ..filters import ManagementTrialFilter, SimulatorTrialFilter
from ..forms import ManagementTrialForm, SimulatorTrialForm
from ..models import ManagementTrial, SimulatorTrial
from ..tables import ManagementTrialTable, SimulatorTrialTable
from .base import DevelopmentList


class ManagementTrials(DevelopmentList):
    title = "Управленческие пробы"
    lead = "«Один день с эффективным руководителем»: кто прошёл пробу к выбранной дате и кто включён в банк."
    table_class, filterset_class = ManagementTrialTable, ManagementTrialFilter
    create_url = reverse_lazy("mentoring:add_management_trial")
    create_label = "Записать пробу"
    empty = "К этой дате проб не записано. Запишите прошедшую пробу и её участника."

    def rows(self, user, as_of):
        return ManagementTrial.objects.visible_to(user).held_by(as_of).select_related("person")


class SimulatorTrials(DevelopmentList):
    title = "Апробация управленческого тренажёра"
    lead = "Кто участвует в апробации регионального тренажёра с даты не позже выбранной."
    table_class, filterset_class = SimulatorTrialTable, SimulatorTrialFilter
    create_url = reverse_lazy("mentoring:add_simulator_trial")
    create_label = "Записать участие"
    empty = "К этой дате участников апробации нет. Запишите участие по списку или справке."

    def rows(self, user, as_of):
        return SimulatorTrial.objects.visible_to(user).begun_by(as_of).select_related("person")


MANAGEMENT_TRIAL = RecordKind(
    route="mentoring:management_trial",
    model=ManagementTrial,
    form=ManagementTrialForm,
    title="Управленческая проба",
    listed="mentoring:management_trials",
    may=access.edits_development,
    note="В региональный банк включают по письму: без него дату включения не ставят.",
)
SIMULATOR_TRIAL = RecordKind(
    route="mentoring:simulator_trial",
    model=SimulatorTrial,
    form=SimulatorTrialForm,
    title="Апробация тренажёра",
    listed="mentoring:simulator_trials",
    may=access.edits_development,
)
