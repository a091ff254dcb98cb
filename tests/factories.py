"""The dullest valid records; a test names what matters."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

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


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = schools.Membership

    person = factory.SubFactory(PersonFactory)
    started_on = date(2021, 2, 1)
    basis = "протокол № 1 от 01.02.2021"


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
