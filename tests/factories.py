"""The dullest valid records; a test names what matters."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from factory.django import DjangoModelFactory

from leadership.core import models as core
from leadership.project import models as passport
from mentoring import models as mentoring
from monitoring import models as monitoring
from schools import models as schools

PASSWORD = "проверка-2024"


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = schools.Municipality
        django_get_or_create = ("name",)

    name = "Оконешниковский муниципальный район"
    name_genitive = "Оконешниковского муниципального района"
    region = "Омская область"
    region_genitive = "Омской области"
    department = "Управление образования"
    department_genitive = "Управления образования"
    head_post = "Начальник Управления образования"
    head_name = "Е.Н. Совенко"


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = schools.School
        django_get_or_create = ("municipality", "name")

    municipality = factory.SubFactory(MunicipalityFactory)
    name = factory.Sequence(lambda n: f"МБОУ «Школа № {n}»")
    short_name = factory.Sequence(lambda n: f"Школа № {n}")


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = schools.Person

    municipality = factory.SubFactory(MunicipalityFactory)
    last_name = factory.Sequence(lambda n: f"Иванова{n}")
    first_name = "Анна"
    patronymic = "Петровна"


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = schools.Appointment

    municipality = factory.SubFactory(MunicipalityFactory)
    school = factory.SubFactory(SchoolFactory, municipality=factory.SelfAttribute("..municipality"))
    person = factory.SubFactory(PersonFactory, municipality=factory.SelfAttribute("..municipality"))
    post = schools.Post.DIRECTOR
    started_on = date(2020, 9, 1)

    @classmethod
    def _create(cls, model_class, *args, municipality, **kwargs):
        return super()._create(model_class, *args, **kwargs)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = schools.User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    role = schools.Role.OBSERVER
    municipality = factory.SubFactory(MunicipalityFactory)

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        if extracted:
            self.set_password(extracted)
            self.save()


class EntryPassFactory(DjangoModelFactory):
    class Meta:
        model = schools.EntryPass

    account = factory.SubFactory(UserFactory)
    way = schools.EntryPass.Way.SLIP
    digest = factory.Sequence(lambda n: f"{n:064}")
    made_at = datetime(2024, 2, 1, 9, tzinfo=UTC)
    expires_at = datetime(2024, 2, 4, 9, tzinfo=UTC)


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = schools.Visit

    account = factory.SubFactory(UserFactory)
    session_key = factory.Sequence(lambda n: f"{n:032}")
    began_at = datetime(2024, 2, 1, 9, tzinfo=UTC)
    device = "компьютер Windows, Firefox"


class AccountChangeFactory(DjangoModelFactory):
    class Meta:
        model = schools.AccountChange

    account = factory.SubFactory(UserFactory)
    kind = schools.AccountChange.Kind.MADE


class FormerNameFactory(DjangoModelFactory):
    class Meta:
        model = schools.FormerName

    person = factory.SubFactory(PersonFactory)
    last_name = "Девичья"
    first_name = "Анна"
    patronymic = "Петровна"
    changed_on = date(2022, 6, 1)


class EducationFactory(DjangoModelFactory):
    class Meta:
        model = schools.Education

    person = factory.SubFactory(PersonFactory)
    institution = "Омский государственный педагогический университет"
    graduated_in = 2000


class TrainingFactory(DjangoModelFactory):
    class Meta:
        model = schools.Training

    person = factory.SubFactory(PersonFactory)
    title = "Менеджмент в образовании"
    completed_on = date(2022, 5, 20)


class AttestationFactory(DjangoModelFactory):
    class Meta:
        model = schools.Attestation

    person = factory.SubFactory(PersonFactory)
    held_on = date(2021, 4, 15)
    protocol = "протокол № 2 от 15.04.2021"


class AwardFactory(DjangoModelFactory):
    class Meta:
        model = schools.Award

    person = factory.SubFactory(PersonFactory)
    title = "Почётная грамота Управления образования"
    awarded_on = date(2021, 10, 5)


class ProfessionalContestEntryFactory(DjangoModelFactory):
    class Meta:
        model = schools.ProfessionalContestEntry

    person = factory.SubFactory(PersonFactory)
    title = "Лидер в образовании"
    held_on = date(2022, 4, 20)


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = schools.Consent

    person = factory.SubFactory(PersonFactory)
    kind = schools.Consent.Kind.PROCESSING
    given_on = date(2021, 2, 1)


class ErasureFactory(DjangoModelFactory):
    class Meta:
        model = schools.Erasure

    person = factory.SubFactory(PersonFactory)
    erased_by = "Журавлёва Галина"
    basis = "заявление от 10.01.2024"
    what = "имя, телефон, почта"


class ReserveEntryFactory(DjangoModelFactory):
    class Meta:
        model = schools.ReserveEntry

    person = factory.SubFactory(PersonFactory)


class ReserveStepFactory(DjangoModelFactory):
    class Meta:
        model = schools.ReserveStep

    entry = factory.SubFactory(ReserveEntryFactory)
    state = schools.ReserveState.INCLUDED
    taken_on = date(2022, 2, 1)
    basis = "приказ № 15 от 01.02.2022"


class ReserveReviewFactory(DjangoModelFactory):
    class Meta:
        model = schools.ReserveReview

    entry = factory.SubFactory(ReserveEntryFactory)
    held_on = date(2023, 2, 1)
    conclusion = "Подготовка идёт по плану."
    basis = "протокол № 1 от 01.02.2023"


class SchoolYearFactory(DjangoModelFactory):
    class Meta:
        model = schools.SchoolYear

    school = factory.SubFactory(SchoolFactory)
    year = 2023


class ImportFactory(DjangoModelFactory):
    class Meta:
        model = schools.Import

    register = "heads"
    municipality = factory.SubFactory(MunicipalityFactory)
    brought_by = factory.SubFactory(UserFactory)
    file_name = "Руководители.xlsx"


class StoredFileFactory(DjangoModelFactory):
    class Meta:
        model = core.StoredFile

    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    file = factory.django.FileField(filename="order.pdf", data=b"%PDF-1.4 %%EOF")
    size = 14
    media_type = "application/pdf"


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = core.Document

    owner = factory.SubFactory(PersonFactory)
    title = "Приказ о назначении"
    link = "https://example.org/order.pdf"


class JournalEntryFactory(DjangoModelFactory):
    class Meta:
        model = core.JournalEntry

    act = core.JournalEntry.Act.VIEWED


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = core.Notice

    recipient = factory.SubFactory("tests.factories.UserFactory")
    occasion = "form_opened"
    key = factory.Sequence(str)
    text = "Открыта форма: «Самооценка»"
    made_at = datetime(2023, 12, 1, 4, tzinfo=UTC)


class SubscriptionFactory(DjangoModelFactory):
    class Meta:
        model = core.Subscription

    account = factory.SubFactory("tests.factories.UserFactory")


class SearchEntryFactory(DjangoModelFactory):
    class Meta:
        model = core.SearchEntry

    content_type = factory.LazyFunction(lambda: ContentType.objects.get_for_model(schools.Person))
    object_id = factory.Sequence(lambda n: n + 1)
    title = "Калинина Ирина Владимировна"


class SearchWordFactory(DjangoModelFactory):
    class Meta:
        model = core.SearchWord

    entry = factory.SubFactory(SearchEntryFactory)
    content_type = factory.SelfAttribute("entry.content_type")
    word = "калинин"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = schools.Membership

    person = factory.SubFactory(PersonFactory)
    started_on = date(2021, 2, 1)
    basis = "протокол № 1 от 01.02.2021"


class ErrorReportFactory(DjangoModelFactory):
    class Meta:
        model = schools.ErrorReport

    person = factory.SubFactory(PersonFactory)
    text = "Курсы 2022 года – 72 часа, а не 36."
    reported_at = datetime(2023, 12, 4, 12, tzinfo=UTC)


class TransitionProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = schools.TransitionProgramme

    school = factory.SubFactory(SchoolFactory)
    title = "Программа перевода"
    approved_on = date(2022, 1, 10)


class ContestFactory(DjangoModelFactory):
    class Meta:
        model = schools.Contest

    municipality = factory.SubFactory(MunicipalityFactory)
    title = factory.Sequence(lambda n: f"Конкурс {n}")
    held_on = date(2022, 5, 20)


class ContestEntryFactory(DjangoModelFactory):
    class Meta:
        model = schools.ContestEntry

    contest = factory.SubFactory(ContestFactory)
    school = factory.SubFactory(SchoolFactory)
    entered_on = date(2022, 4, 1)
    basis = "протокол жюри № 2"


class InnovationParticipationFactory(DjangoModelFactory):
    class Meta:
        model = schools.InnovationParticipation

    school = factory.SubFactory(SchoolFactory)
    started_on = date(2021, 1, 1)
    basis = "распоряжение № 5"


class CompetenceFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Competence

    title = factory.Sequence(lambda n: f"Компетенция {n}")
    function = monitoring.Competence.Function.DEVELOPMENT


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Finding

    person = factory.SubFactory(PersonFactory)
    competence = factory.SubFactory(CompetenceFactory)
    found_on = date(2022, 11, 15)
    basis = monitoring.Finding.Basis.SELF_ASSESSMENT


class ProposalFactory(FindingFactory):
    """What the thresholds of a methodology propose."""

    state = monitoring.FindingState.PROPOSED
    basis = monitoring.Finding.Basis.MONITORING
    item = factory.SubFactory("tests.factories.ItemFactory")
    participant = factory.SubFactory(
        "tests.factories.ParticipantFactory",
        campaign__methodology=factory.SelfAttribute("...item.methodology"),
        campaign__municipality=factory.SelfAttribute("...item.methodology.municipality"),
    )
    explanation = "92 % – ниже нормы 95 %"


class MethodologyFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Methodology

    municipality = factory.SubFactory(MunicipalityFactory)
    code = factory.Sequence(lambda n: f"M{n}")
    title = "Мониторинг эффективности руководителей"
    kind = monitoring.Methodology.Kind.EFFECTIVENESS
    subject = monitoring.Methodology.Subject.SCHOOL


def thaw(methodology: monitoring.Methodology) -> None:
    """A test adds to a version that is in use already; the product never does."""
    QuerySet(monitoring.Methodology).filter(pk=methodology.pk).update(frozen_on=None)


def freeze(methodology: monitoring.Methodology, on: date) -> monitoring.Methodology:
    """In use from the day, once its content is made."""
    monitoring.Methodology.objects.filter(pk=methodology.pk).update(frozen_on=on)
    methodology.refresh_from_db()
    return methodology


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Section

    methodology = factory.SubFactory(MethodologyFactory)
    position = factory.Sequence(lambda n: n)
    code = factory.Sequence(lambda n: f"S{n}")
    title = "Качество управленческой деятельности"


class ItemFactory(DjangoModelFactory):
    """A percent that is worth as many points as it is."""

    class Meta:
        model = monitoring.Item

    section = factory.SubFactory(SectionFactory)
    methodology = factory.SelfAttribute("section.methodology")
    position = factory.Sequence(lambda n: n)
    code = factory.Sequence(lambda n: f"P{n}")
    title = "Выполнение муниципального задания"
    answer = monitoring.Item.Answer.PERCENT
    unit = "%"
    rule = monitoring.Item.Rule.VALUE
    most_points = Decimal(100)


class ScaleStepFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.ScaleStep

    item = factory.SubFactory(ItemFactory)
    position = factory.Sequence(lambda n: n)


class LevelFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Level

    methodology = factory.SubFactory(MethodologyFactory)
    title = "высокий"
    lower = Decimal(80)
    tone = monitoring.Level.Tone.BEST


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Campaign

    municipality = factory.SubFactory(MunicipalityFactory)
    methodology = factory.SubFactory(MethodologyFactory, municipality=factory.SelfAttribute("..municipality"))
    title = "Мониторинг эффективности за 2023 год"
    year = 2023
    as_of = date(2023, 12, 1)


class ParticipantFactory(DjangoModelFactory):
    """A school with its head."""

    class Meta:
        model = monitoring.Participant

    campaign = factory.SubFactory(CampaignFactory)
    municipality = factory.SelfAttribute("campaign.municipality")
    school = factory.SubFactory(SchoolFactory, municipality=factory.SelfAttribute("..municipality"))
    person = factory.SubFactory(PersonFactory, municipality=factory.SelfAttribute("..municipality"))
    content_type = factory.LazyFunction(lambda: ContentType.objects.get_for_model(schools.School))
    object_id = factory.SelfAttribute("school.pk")
    label = factory.LazyAttribute(lambda it: str(it.school))
    group = schools.SchoolYear.Group.BASE


class ResponseFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Response

    participant = factory.SubFactory(ParticipantFactory)


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Answer

    response = factory.SubFactory(ResponseFactory)
    item = factory.SubFactory(
        ItemFactory, section__methodology=factory.SelfAttribute("...response.participant.campaign.methodology")
    )
    number = Decimal(92)


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Recommendation

    person = factory.SubFactory(PersonFactory)
    text = "Пройти курсы по управлению изменениями."
    made_on = date(2023, 12, 20)


class PhaseFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Phase

    campaign = factory.SubFactory(CampaignFactory)
    state = monitoring.CampaignState.FILLING
    starts_on = date(2023, 12, 1)
    ends_on = date(2023, 12, 20)


class OpeningFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Opening

    campaign = factory.SubFactory(CampaignFactory)
    on = date(2023, 12, 1)
    asked_at = datetime(2023, 12, 1, 9, tzinfo=UTC)


class ResponseStepFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.ResponseStep

    response = factory.SubFactory(ResponseFactory)
    state = monitoring.ResponseState.HANDED_IN
    at = datetime(2023, 12, 15, 12, tzinfo=UTC)


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Reminder

    response = factory.SubFactory(ResponseFactory)
    at = datetime(2023, 12, 18, 12, tzinfo=UTC)


class ObjectionFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Objection

    participant = factory.SubFactory(ParticipantFactory)
    text = "Задание выполнено на 98 %."
    raised_at = datetime(2023, 12, 22, 12, tzinfo=UTC)
    raised_by = factory.SubFactory("tests.factories.UserFactory")


class ConclusionFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Conclusion

    response = factory.SubFactory(ResponseFactory)
    section = factory.SubFactory(SectionFactory)
    text = "Видит цели школы, не хватает навыка делегирования."


class CalculationFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Calculation

    campaign = factory.SubFactory(CampaignFactory)
    number = 1
    is_current = True
    begun_at = datetime(2023, 12, 21, 12, tzinfo=UTC)


class ResultFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Result

    calculation = factory.SubFactory(CalculationFactory)
    participant = factory.SubFactory(ParticipantFactory, campaign=factory.SelfAttribute("..calculation.campaign"))
    total = Decimal(70)
    most = Decimal(100)
    percent = Decimal(70)
    answered = 7
    applicable = 9
    is_ranked = True


class ScoreFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Score

    result = factory.SubFactory(ResultFactory)
    item = factory.SubFactory(
        ItemFactory, section__methodology=factory.SelfAttribute("...result.calculation.campaign.methodology")
    )
    state = monitoring.AnswerState.VALUE
    number = Decimal(92)
    said = "92 %"
    points = Decimal(92)
    most = Decimal(100)
    contribution = Decimal(92)


class AdviceFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Advice

    competence = factory.SubFactory(CompetenceFactory)
    text = "Пройти курсы по управлению изменениями."


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Invitation

    digest = factory.Sequence(lambda n: f"{n:064x}")
    participant = factory.SubFactory(ParticipantFactory)


class BallotFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Ballot

    participant = factory.SubFactory(ParticipantFactory)


class SurveyRecordFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.SurveyRecord

    campaign = factory.SubFactory(CampaignFactory, is_anonymous=True)
    document = "справка № 3 от 20.11.2023"
    fixed_on = date(2023, 11, 20)


class BallotAnswerFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.BallotAnswer

    ballot = factory.SubFactory(BallotFactory)
    item = factory.SubFactory(
        ItemFactory, section__methodology=factory.SelfAttribute("...ballot.participant.campaign.methodology")
    )
    number = Decimal(4)


class InterviewFactory(DjangoModelFactory):
    class Meta:
        model = monitoring.Interview

    response = factory.SubFactory(ResponseFactory, role=monitoring.ResponseRole.INTERVIEWER)
    planned_on = date(2023, 12, 10)


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.Course

    municipality = factory.SubFactory(MunicipalityFactory)
    programme = mentoring.Course.Programme.EFFECTIVE_HEAD
    title = "Эффективный руководитель"
    started_on = date(2021, 3, 1)
    ended_on = date(2021, 5, 31)


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.Enrolment

    course = factory.SubFactory(CourseFactory)
    person = factory.SubFactory(PersonFactory)


class ManagementProjectFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.ManagementProject

    person = factory.SubFactory(PersonFactory)
    title = "Школа полного дня"


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.Team

    municipality = factory.SubFactory(MunicipalityFactory)
    title = factory.Sequence(lambda n: f"Команда {n}")
    started_on = date(2022, 12, 1)
    ended_on = date(2023, 11, 30)


class PairingFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.Pairing

    team = factory.SubFactory(TeamFactory)
    mentor = factory.SubFactory(PersonFactory)
    mentee = factory.SubFactory(PersonFactory)
    started_on = date(2022, 12, 1)


class ProfileShareFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.ProfileShare

    pairing = factory.SubFactory(PairingFactory)
    what = mentoring.ProfileShare.What.PROFILE
    given_on = date(2022, 12, 5)


class ConsultationFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.Consultation

    pairing = factory.SubFactory(PairingFactory)
    held_on = date(2022, 12, 14)
    topic = "Журнал контроля решений"
    agreed = "Завести такой же журнал."


class ExpertAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.ExpertAssignment

    project = factory.SubFactory(ManagementProjectFactory)
    expert = factory.SubFactory("tests.factories.UserFactory", role=schools.Role.EXPERT)
    assigned_on = date(2022, 5, 10)


class DeclinedPairFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.DeclinedPair

    team = factory.SubFactory(TeamFactory)
    mentor = factory.SubFactory(PersonFactory)
    mentee = factory.SubFactory(PersonFactory)
    reason = "Далеко ехать"
    declined_on = date(2022, 12, 1)


class ManagementTrialFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.ManagementTrial

    person = factory.SubFactory(PersonFactory)
    host = "Лицей № 1"
    held_on = date(2022, 3, 15)


class SimulatorTrialFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.SimulatorTrial

    person = factory.SubFactory(PersonFactory)
    started_on = date(2022, 2, 1)
    basis = "список участников № 3"


class DevelopmentProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.DevelopmentProgramme

    person = factory.SubFactory(PersonFactory)
    started_on = date(2022, 1, 1)
    ended_on = date(2022, 12, 31)


class ExtensionFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.Extension

    programme = factory.SubFactory(DevelopmentProgrammeFactory)
    former_end = date(2022, 12, 30)
    new_end = date(2023, 6, 30)
    extended_on = date(2022, 12, 20)
    reason = "Стажировка перенесена"


class RemedyFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.Remedy

    municipality = factory.SubFactory(MunicipalityFactory)
    competence = factory.SubFactory(CompetenceFactory)
    title = factory.Sequence(lambda n: f"Стажировка {n}")
    form = mentoring.Activity.Form.INTERNSHIP
    indicator = "дней"
    plan = Decimal(3)
    weeks = 20


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = mentoring.Activity

    programme = factory.SubFactory(DevelopmentProgrammeFactory)
    title = "Стажировка в лицее"
    form = mentoring.Activity.Form.INTERNSHIP
    due_on = date(2022, 6, 30)
    indicator = "часов"
    plan = Decimal(16)


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = passport.Project

    municipality = factory.SubFactory(MunicipalityFactory)
    code = factory.Sequence(lambda n: f"project-{n}")
    title = "«Лидерство в образовании»"
    kind = "Муниципальный"
    starts_on = date(2021, 1, 1)
    ends_on = date(2024, 12, 30)
    coordinator = "Совенко Елена Николаевна"
    manager = "Кривошея Лариса Георгиевна"
    participants = "Руководители образовательных учреждений"
    goal = "Совершенствование системы сопровождения"


class TaskFactory(DjangoModelFactory):
    class Meta:
        model = passport.Task

    project = factory.SubFactory(ProjectFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = "Развитие системы наставничества"


class StageFactory(DjangoModelFactory):
    class Meta:
        model = passport.Stage

    project = factory.SubFactory(ProjectFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "Реализация проекта"
    starts_on = date(2021, 3, 1)
    ends_on = date(2024, 5, 31)


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = passport.Measure

    project = factory.SubFactory(ProjectFactory)
    stage = factory.SubFactory(StageFactory, project=factory.SelfAttribute("..project"))
    number = factory.Sequence(lambda n: n + 1)
    title = "Проведение самооценки"


class MeasureRowFactory(DjangoModelFactory):
    class Meta:
        model = passport.MeasureRow

    measure = factory.SubFactory(MeasureFactory)
    number = 1
    term = "Ноябрь 2022"
    rule = "11.2022"
    result = "Аналитическая справка"


class OccurrenceFactory(DjangoModelFactory):
    class Meta:
        model = passport.Occurrence

    row = factory.SubFactory(MeasureRowFactory)
    starts_on = date(2022, 11, 1)
    ends_on = date(2022, 11, 30)
    precision = passport.Occurrence.Precision.MONTH


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = passport.Indicator

    unit = passport.Indicator.Unit.PERCENT
    cadence = passport.Indicator.Cadence.YEARLY
    project = factory.SubFactory(ProjectFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "Участники годичных команд"
    promise = "Ежегодно не менее 50% руководителей"
    target = 50
    source = "heads_in_teams"


class PreparedPaperFactory(DjangoModelFactory):
    class Meta:
        model = passport.PreparedPaper

    kind = "directors"
    face = "xlsx"
    as_of = date(2023, 12, 1)
    municipality = factory.SubFactory(MunicipalityFactory)
    asked_by = factory.SubFactory(UserFactory)
