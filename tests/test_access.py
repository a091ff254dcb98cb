"""Every address of the project × every role × reading and writing, against a table a person can read.

The table is `access.txt` beside this file. A line names a route; each role's column holds what it meets,
reading (GET) and writing (POST with an empty form):

    +   may enter (a page, a file, a form that asks for more)
    -   may not (403)
    .   does not exist for this role (404)
    v   sent to sign in
    x   no such method (405)

A new address without a line fails the test; so does a line without an address.
To see what is met now, route by route: `pytest tests/test_access.py --print-access -s`.
"""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from openpyxl import Workbook

from leadership.core import codes
from leadership.core.calendars import links
from monitoring import models as monitoring
from tests import factories as make

TABLE = Path(__file__).with_name("access.txt")
ROLES = ("nobody", "administrator", "specialist", "methodist", "coordinator", "director", "expert", "observer")
SIGNS = {403: "-", 404: ".", 405: "x"}
#: Django's own: its addresses follow one rule, tested apart.
ELSEWHERE = ("admin",)
#: What their addresses name is no record of a district.
OF_NO_RECORD = (
    "answer_by_code", "calendar_feed", "enter_by_code", "project:paper", "project:paper_file", "schools:bring",
    "answer_by_code", "enter_by_code", "project:paper", "project:paper_file", "schools:bring",
    "schools:import_template",
)  # fmt: skip


def routes(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    """Names of all addresses, with their namespaces."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace not in ELSEWHERE:
            yield from routes(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


@pytest.fixture
def world(request, passport, director, settings, tmp_path):
    """One record of every kind, each concerning the director's own school or himself."""
    settings.MEDIA_ROOT = tmp_path
    person = director.person
    school = person.appointments.get().school
    team = make.TeamFactory(municipality=passport.municipality, ended_on=date(2999, 12, 31))
    pairing = make.PairingFactory(team=team, mentor=person)
    project = make.ManagementProjectFactory(person=person)
    diary = {"pairing": pairing, "written_by": director, "held_on": date(2022, 12, 14)}
    programme = make.DevelopmentProgrammeFactory(person=person)
    row = passport.measures.get(number=5).rows.get()
    entry = make.ReserveEntryFactory(person=person)
    methodology = make.MethodologyFactory(municipality=passport.municipality)
    item = make.ItemFactory(section__methodology=methodology)
    return {
        "school": school,
        "person": person,
        "appointment": person.appointments.get(),
        "consent": make.ConsentFactory(person=person),
        "error_report": make.ErrorReportFactory(person=person),
        "membership": make.MembershipFactory(person=person),
        "education": make.EducationFactory(person=person),
        "training": make.TrainingFactory(person=person),
        "attestation": make.AttestationFactory(person=person),
        "award": make.AwardFactory(person=person),
        "professional_contest": make.ProfessionalContestEntryFactory(person=person),
        "transition_programme": make.TransitionProgrammeFactory(school=school),
        "reserve_entry": entry,
        "reserve_step": make.ReserveStepFactory(entry=entry),
        "reserve_review": make.ReserveReviewFactory(entry=entry),
        "contest": make.ContestFactory(),
        "contest_entry": make.ContestEntryFactory(school=school),
        "innovation_participation": make.InnovationParticipationFactory(school=school),
        "school_year": make.SchoolYearFactory(school=school),
        "competence": make.CompetenceFactory(),
        "finding": make.FindingFactory(person=person),
        "proposal": make.ProposalFactory(person=person),
        "recommendation": make.RecommendationFactory(person=person, sent_on=date(2023, 12, 21)),
        "published": make.ParticipantFactory(campaign__state="published", person=person),
        "unsent": make.RecommendationFactory(person=person),
        "advice": make.AdviceFactory(municipality=passport.municipality),
        "methodology": methodology,
        "section": item.section,
        "item": item,
        "result": published_result(person, school),
        **surveyed(school, person),
        **entered(school.municipality),
        "course": make.CourseFactory(),
        "enrolment": make.EnrolmentFactory(person=person),
        "project": project,
        "assignment": make.ExpertAssignmentFactory(project=project, expert=request.getfixturevalue("expert")),
        "team": team,
        "pairing": pairing,
        "share": make.ProfileShareFactory(pairing=pairing),
        "led": make.PairingFactory(team=team, mentee=person),
        "consultation": make.ConsultationFactory(**diary),
        "management_trial": make.ManagementTrialFactory(person=person),
        "simulator_trial": make.SimulatorTrialFactory(person=person),
        "programme": programme,
        "activity": make.ActivityFactory(programme=programme),
        "remedy": make.RemedyFactory(municipality=passport.municipality),
        "measure": row.measure,
        "row": row,
        "occurrence": row.occurrences.get(),
        "unscheduled": passport.measures.get(number=16).rows.get(),
        "indicator": passport.indicators.get(number=4),
        "task": passport.tasks.get(number=1),
        "document": make.DocumentFactory(owner=school, stored=make.StoredFileFactory(), file_name="Приказ.pdf"),
        "notice": make.NoticeFactory(recipient=director),
        "feed": make.SubscriptionFactory(account=director, feed_issue=1, is_feed_open=True),
        "import": brought_by(request.getfixturevalue("specialist")),
        **campaign_of(person, school),
        "prepared": make.PreparedPaperFactory(
            asked_by=request.getfixturevalue("coordinator"),
            made_at=datetime(2023, 12, 1, tzinfo=UTC),
            file=ContentFile(b"PK", "list.xlsx"),
        ),
    }


def published_result(person, school):
    """Of a published campaign, calculated once."""
    campaign = make.CampaignFactory(state="published")
    participant = make.ParticipantFactory(campaign=campaign, person=person, school=school)
    done_at = datetime(2023, 12, 21, tzinfo=UTC)
    calculation = make.CalculationFactory(campaign=campaign, state="calculated", done_at=done_at)
    return make.ResultFactory(calculation=calculation, participant=participant)


#: A code that lets into the survey of the world.
CODE = "0123456789ABCDEF"


def surveyed(school, person):
    """A closed survey of the director's school, an open one with a code, an interview about him."""
    kinds = monitoring.Methodology.Kind
    shared = {"municipality": school.municipality, "methodology__places": "none", "as_of": date(2023, 10, 1)}
    closed, going = (
        make.ParticipantFactory(
            campaign=make.CampaignFactory(methodology__kind=kinds.SURVEY, state=state, is_anonymous=True, **shared),
            school=school, person=person,
        )
        for state in (monitoring.CampaignState.CLOSED, monitoring.CampaignState.FILLING)
    )  # fmt: skip
    for one in (closed, going):
        make.PhaseFactory(campaign=one.campaign, starts_on=date(2023, 10, 1), ends_on=date(2999, 12, 31))
    make.BallotFactory.create_batch(5, participant=closed)
    make.InvitationFactory(participant=going, digest=codes.digest(CODE))
    talk = make.InterviewFactory(
        response__participant__person=person, response__participant__campaign__municipality=school.municipality
    )
    return {"survey": going.campaign, "closed_survey": closed.campaign, "interview": talk}


def entered(municipality):
    """The account of somebody of the district, invited and signed in."""
    account = make.UserFactory(role="expert", municipality=municipality)
    make.EntryPassFactory(account=account, digest=codes.digest(CODE), expires_at=datetime(2999, 1, 1, tzinfo=UTC))
    return {"account": account, "visit": make.VisitFactory(account=account)}


def campaign_of(person, school):
    """A campaign being filled in, with the director's own form, a step of it and an objection."""
    campaign = make.CampaignFactory(municipality=school.municipality, state="filling", asks=["subject", "mentor"])
    make.thaw(campaign.methodology)
    make.ItemFactory(section__methodology=campaign.methodology)
    participant = make.ParticipantFactory(campaign=campaign, school=school, person=person)
    response = make.ResponseFactory(participant=participant)
    return {
        "campaign": campaign,
        "participant": participant,
        "response": response,
        "step": make.ResponseStepFactory(response=response),
        "objection": make.ObjectionFactory(participant=participant),
    }


def brought_by(specialist):
    """A workbook of the register of heads, checked."""
    file = BytesIO()
    workbook = Workbook()
    workbook.active.append(["Руководитель", "Школа"])
    workbook.save(file)
    return make.ImportFactory(
        brought_by=specialist,
        municipality=specialist.municipality,
        workbook=ContentFile(file.getvalue(), "workbook.xlsx"),
        state="checked",
        outcome={"counts": {}, "details": {}, "columns": {}, "sheet": "", "digest": ""},
    )


def address(route: str, world: dict) -> str:
    """The route with the arguments it needs, taken from the world by the noun in its name."""
    person = world["person"].pk
    special = {
        "answer_by_code": (CODE,),
        "calendar_feed": (links.secret_of(world["feed"]),),
        "open_notice": (world["notice"].pk,),
        "read_notice": (world["notice"].pk,),
        "enter_by_code": (CODE,),
        "end_visit": (world["visit"].pk,),
        **{f"schools:{page}": (world["account"].pk,) for page in ("change_role", "take_off_factor")},
        "monitoring:survey_results": (world["closed_survey"].pk,),
        "monitoring:survey_texts": (world["closed_survey"].pk,),
        "monitoring:fix_survey": (world["closed_survey"].pk,),
        "monitoring:survey_codes": (world["survey"].pk,),
        "schools:add_school_year": (world["school"].pk,),
        "schools:edit_school_years": (2023,),
        "history": ("schools", "school", world["school"].pk),
        "documents": ("schools", "school", world["school"].pk),
        "record_journal": ("schools", "person", world["person"].pk),
        "monitoring:confirm_finding": (world["proposal"].pk,),
        "monitoring:dismiss_finding": (world["proposal"].pk,),
        "monitoring:recommend": (world["finding"].pk,),
        "monitoring:send_recommendation": (world["unsent"].pk,),
        "monitoring:acknowledge_recommendation": (world["recommendation"].pk,),
        "monitoring:edit_recommendation": (world["unsent"].pk,),
        "monitoring:sides": (world["published"].pk,),
        "project:edit_part": ("task", world["task"].pk),
        "project:paper": ("plan",),
        "project:paper_file": ("plan", "xlsx"),
        "project:handover": (world["school"].pk,),
        "project:add_occurrence": (world["unscheduled"].pk,),
        **{
            f"monitoring:{page}": (world["campaign"].pk,)
            for page in (
                "preparation",
                "responses",
                "remind",
                "objections",
                "bring_answers",
                "answers_template",
                "campaign_blanks",
            )
        },
        "monitoring:accept_responses": (world["campaign"].pk,),
        "monitoring:move": (world["campaign"].pk, "check"),
        **{f"monitoring:{page}": (world["participant"].pk,) for page in ("take_back", "assign", "add_objection")},
        **{
            f"monitoring:{page}": (world["response"].pk,)
            for page in (
                "accept",
                "give_back",
                "blank",
                "form_book",
                "bring_form_book",
                "whole_form",
                "save_answer",
                "check_answers",
                "handed_in",
            )
        },
        "monitoring:methodology_blank": (world["methodology"].pk,),
        "monitoring:question": (world["response"].pk, 1),
        "monitoring:answer_objection": (world["objection"].pk,),
        "schools:add_reserve_step": (world["reserve_entry"].pk,),
        "schools:add_reserve_review": (world["reserve_entry"].pk,),
        "schools:add_consent": (world["person"].pk,),
        "schools:answer_error_report": (world["error_report"].pk,),
        "schools:erase_person": (world["person"].pk,),
        "schools:bring": ("heads",),
        "schools:import_template": ("heads",),
        "schools:import_marked": (world["import"].pk,),
        "schools:drop_import": (world["import"].pk,),
        "monitoring:add_section": (world["methodology"].pk,),
        "monitoring:edit_calculation": (world["methodology"].pk,),
        "monitoring:edit_levels": (world["methodology"].pk,),
        "monitoring:next_methodology": (world["methodology"].pk,),
        "monitoring:methodology_changes": (world["methodology"].pk,),
        "monitoring:methodology_workbook": (world["methodology"].pk,),
        "monitoring:add_item": (world["section"].pk,),
        "monitoring:settle_bands": (world["item"].pk,),
        "monitoring:move_section": (world["section"].pk,),
        "monitoring:move_item": (world["item"].pk,),
        **{
            f"monitoring:{page}": (world["result"].calculation.campaign.pk,)
            for page in ("standing", "matrix", "dynamics", "calculations", "add_calculation")
        },
        "monitoring:calculation": (world["result"].calculation.pk,),
        "monitoring:approve_calculation": (world["result"].calculation.pk,),
        "mentoring:add_activity": (world["programme"].pk,),
        "mentoring:add_pairing": (world["team"].pk,),
        "mentoring:draft_programme": (person,),
        **{f"mentoring:{verb}_programme": (world["programme"].pk,) for verb in ("agree", "approve", "extend")},
        "mentoring:drop_activity": (world["activity"].pk,),
        "mentoring:add_assignment": (world["project"].pk,),
        "mentoring:diary": (world["pairing"].pk,),
        "mentoring:add_consultation": (world["pairing"].pk,),
        "mentoring:edit_sharing": (world["led"].pk,),
        "mentoring:shared": (world["pairing"].pk, "profile"),
        "monitoring:profile": (person,),
        **{f"mentoring:{page}": (world["team"].pk,) for page in ("matching", "district_pairs")},
        "mentoring:match": (world["team"].pk, world["person"].pk),
        "mentoring:decline_pair": (world["team"].pk, world["person"].pk, world["pairing"].mentee_id),
        **{
            f"schools:add_{part}": (person,)
            for part in ("education", "training", "attestation", "award", "professional_contest")
        },
    }
    if route in special:
        return reverse(route, args=special[route])
    noun = route.split(":")[-1]
    for verb in ("edit_", "remove_", "close_", "fill_", "reopen_"):
        noun = noun.removeprefix(verb)
    noun = noun.removesuffix("_file")
    record = world.get(noun)
    asks = next(iter(get_resolver_args(route)), None)
    return reverse(route, args=[record.pk] if asks else [])


def get_resolver_args(route: str) -> list[str]:
    *spaces, name = route.split(":")
    resolver = get_resolver()
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    return resolver.reverse_dict.getlist(name)[0][0][0][1]


def met(client: Client, method: str, target: str) -> str:
    """What a visitor meets there; whatever it changed is undone."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(target)
        transaction.set_rollback(True)
    client.cookies = cookies
    if answer.status_code == 302 and answer["Location"].startswith("/login/?next="):
        return "v"
    return SIGNS.get(answer.status_code, "+" if answer.status_code < 500 else "!")


def visitor_of(role: str, request) -> Client:
    return Client() if role == "nobody" else request.getfixturevalue(f"{role}_client")


def written() -> dict[str, dict[str, str]]:
    """route → role → what it meets, as the table says."""
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return {route: dict(zip(ROLES, cells, strict=True)) for route, *cells in lines}


def test_every_address_has_its_line_in_the_table():
    assert sorted(set(routes())) == sorted(written())


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_everybody_meets_what_the_table_says(role, request, world, pytestconfig):
    visitor = visitor_of(role, request)
    expected = written()
    wrong = []
    for route in sorted(set(routes())):
        seen = "".join(met(visitor, method, address(route, world)) for method in ("get", "post"))
        said = expected.get(route, {}).get(role)
        if pytestconfig.getoption("--print-access"):
            print(f"{role} {route} {seen}")  # noqa: T201
        if seen != said:
            wrong.append(f"{route}: {seen}, the table says {said}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_the_admin_opens_to_the_administrator_alone(role, request):
    visitor = visitor_of(role, request)
    lists = [f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist" for model in admin.site._registry]
    targets = ["admin:index", *lists]
    for target in targets:
        status = visitor.get(reverse(target)).status_code
        assert status == (200 if role == "administrator" else 302), target


@pytest.mark.django_db
def test_the_admin_holds_accounts_and_technical_tables_alone():
    rooms = {model._meta.label for model in admin.site._registry}
    assert {label for label in rooms if label.split(".")[0] in ("schools", "monitoring", "mentoring", "project")} == {
        "schools.User"
    }


@pytest.mark.django_db
def test_a_foreign_district_does_not_exist(foreigner_client, world):
    """The specialist of another district asks for every record by its number."""
    for route in sorted(set(routes())):
        if get_resolver_args(route) and route not in OF_NO_RECORD:
            if route in ("monitoring:edit_competence", "monitoring:remove_competence"):
                continue  # competences are shared by all districts
            if route == "schools:edit_school_years":
                continue  # a year of one's own district
            for method in ("get", "post"):
                assert met(foreigner_client, method, address(route, world)) in (".", "x"), (route, method)
