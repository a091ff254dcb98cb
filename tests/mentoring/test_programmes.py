"""An ИППР from its draft by findings to its closing; the two standing lists."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.core.papers import registry
from mentoring import supporting
from mentoring.actions import programmes as actions
from mentoring.models import Activity, DevelopmentProgramme
from monitoring.models import Finding

from ..factories import (
    ActivityFactory,
    CompetenceFactory,
    DevelopmentProgrammeFactory,
    FindingFactory,
    MunicipalityFactory,
    PersonFactory,
    RemedyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

YEAR = actions.Term(date(2023, 1, 9), date(2023, 12, 29))


@pytest.fixture
def person(municipality):
    return PersonFactory(municipality=municipality)


@pytest.fixture
def curator(municipality):
    return PersonFactory(municipality=municipality)


def running(person, curator=None, **changed):
    """A programme under way in 2023 with one row still to be done."""
    fields = {
        "started_on": YEAR.started_on, "ended_on": YEAR.ended_on, "curator": curator,
        "agreed_on": date(2023, 1, 9), "curator_agreed_on": date(2023, 1, 9), "approved_on": date(2023, 1, 9),
    } | changed  # fmt: skip
    programme = DevelopmentProgrammeFactory(person=person, **fields)
    row = ActivityFactory(
        programme=programme, finding=FindingFactory(person=person, found_on=date(2022, 11, 18)),
        due_on=date(2023, 6, 30),
    )  # fmt: skip
    return programme, row


class TestDraft:
    def test_every_finding_is_answered_by_the_remedies_taken(self, person, methodist):
        finding = FindingFactory(person=person)
        first, second = RemedyFactory(weeks=10, plan=36), RemedyFactory(weeks=100)
        made = actions.draft_programme(person, {finding: [first, second]}, YEAR, by=methodist)
        rows = list(made.activities.order_by("due_on"))
        assert [row.title for row in rows] == [first.title, second.title]
        assert {row.finding for row in rows} == {finding}
        assert rows[0].due_on == date(2023, 3, 20)  # ten weeks after the ninth of January
        assert rows[1].due_on == YEAR.ended_on  # never past the end
        assert rows[0].plan == 36
        assert made.approved_on is None

    def test_a_finding_without_a_remedy_stays_flagged(self, person, methodist):
        answered, left = FindingFactory(person=person), FindingFactory(person=person)
        made = actions.draft_programme(person, {answered: [RemedyFactory()], left: []}, YEAR, by=methodist)
        assert list(made.findings_without_activity(date(2023, 2, 1))) == [left]

    def test_a_second_programme_in_the_same_days_is_refused(self, person, methodist):
        actions.draft_programme(person, {FindingFactory(person=person): [RemedyFactory()]}, YEAR, by=methodist)
        with pytest.raises(ValidationError, match="На эти дни уже есть программа"):
            actions.draft_programme(person, {FindingFactory(person=person): [RemedyFactory()]}, YEAR, by=methodist)
        assert DevelopmentProgramme.objects.count() == 1

    def test_preparation_of_a_reservist_is_another_programme(self, person, methodist):
        answers = {FindingFactory(person=person): [RemedyFactory()]}
        actions.draft_programme(person, answers, YEAR, by=methodist)
        reserve = DevelopmentProgramme.Purpose.RESERVE
        actions.draft_programme(person, answers, YEAR, by=methodist, purpose=reserve)
        assert DevelopmentProgramme.objects.count() == 2

    def test_the_page_takes_the_first_remedy_of_each_competence(self, methodist_client, person):
        competence = CompetenceFactory()
        finding = FindingFactory(person=person, competence=competence)
        taken = RemedyFactory(municipality=person.municipality, competence=competence, position=1)
        RemedyFactory(municipality=person.municipality, competence=competence, position=2)
        address = reverse("mentoring:draft_programme", args=[person.pk])
        page = methodist_client.get(address).content.decode()
        assert page.count(" checked") == 1
        given = {"started_on": "09.01.2023", "ended_on": "29.12.2023", f"finding_{finding.pk}": [taken.pk]}
        answer = methodist_client.post(address, given)
        made = DevelopmentProgramme.objects.get()
        assert answer.url == made.get_absolute_url()
        assert [row.title for row in made.activities.all()] == [taken.title]

    def test_nothing_marked_is_refused_and_nothing_typed_is_lost(self, methodist_client, person):
        FindingFactory(person=person)
        address = reverse("mentoring:draft_programme", args=[person.pk])
        given = {"started_on": "09.01.2023", "ended_on": "29.12.2023", "goal": "Вести проект"}
        answer = methodist_client.post(address, given)
        assert answer.status_code == 422
        assert "Отметьте хотя бы одно мероприятие." in answer.content.decode()
        assert "Вести проект" in answer.content.decode()
        assert not DevelopmentProgramme.objects.exists()

    def test_remedies_of_another_district_are_not_offered(self, methodist_client, person):
        finding = FindingFactory(person=person)
        foreign = RemedyFactory(
            municipality=MunicipalityFactory(name="Калачинский район"), competence=finding.competence
        )
        page = methodist_client.get(reverse("mentoring:draft_programme", args=[person.pk])).content.decode()
        assert foreign.title not in page
        assert "типовых мероприятий нет" in page

    def test_nobody_without_findings_is_drafted_for(self, methodist_client, person):
        answer = methodist_client.get(reverse("mentoring:draft_programme", args=[person.pk]))
        assert answer.url == f"{reverse('mentoring:add_programme')}?person={person.pk}"

    def test_cards_lead_here_whoever_keeps_programmes_and_a_finding_only_while_it_waits(
        self, methodist_client, observer_client, person
    ):
        address = reverse("mentoring:draft_programme", args=[person.pk])
        finding = FindingFactory(person=person, found_on=date(2022, 11, 18))
        for card in (person, finding):
            page = methodist_client.get(card.get_absolute_url(), {"as_of": "01.03.2023"}).content.decode()
            assert address in page
        assert address not in observer_client.get(person.get_absolute_url()).content.decode()
        _, row = running(person)
        row.finding = finding
        row.save()
        page = methodist_client.get(finding.get_absolute_url(), {"as_of": "01.03.2023"}).content.decode()
        assert address not in page


class TestAgreement:
    @pytest.fixture
    def drafted(self, person, curator):
        programme = DevelopmentProgrammeFactory(
            person=person, curator=curator, approved_on=None, started_on=YEAR.started_on, ended_on=YEAR.ended_on
        )
        ActivityFactory(programme=programme, due_on=date(2023, 6, 30))
        return programme

    def test_both_agree_before_it_is_approved(self, drafted, person, curator, methodist):
        day = date(2023, 1, 10)
        with pytest.raises(ValidationError, match="нет согласия"):
            actions.approve(drafted, on=day, order_number="4", by=methodist)
        actions.agree(drafted, by=UserFactory(person=person), on=day)
        with pytest.raises(ValidationError, match="нет согласия куратора"):
            actions.approve(drafted, on=day, order_number="4", by=methodist)
        actions.agree(drafted, by=UserFactory(person=curator), on=day)
        assert actions.approve(drafted, on=day, order_number="4", by=methodist).approved_on == day

    def test_nobody_else_agrees(self, drafted, methodist):
        with pytest.raises(ValidationError, match="тот, чья она, и её куратор"):
            actions.agree(drafted, by=methodist, on=date(2023, 1, 10))

    def test_an_empty_programme_is_not_agreed_to(self, drafted, person):
        drafted.activities.all().delete()
        with pytest.raises(ValidationError, match="нет мероприятий"):
            actions.agree(drafted, by=UserFactory(person=person), on=date(2023, 1, 10))

    def test_it_is_not_approved_before_it_is_agreed(self, drafted, methodist):
        DevelopmentProgramme.objects.update(agreed_on=date(2023, 1, 10), curator_agreed_on=date(2023, 1, 12))
        with pytest.raises(ValidationError, match="Утверждена раньше, чем согласована"):
            actions.approve(drafted, on=date(2023, 1, 11), order_number="4", by=methodist)

    def test_a_director_agrees_to_his_own_by_one_button(self, director_client, director, drafted):
        own = DevelopmentProgrammeFactory(person=director.person, approved_on=None)
        ActivityFactory(programme=own)
        page = director_client.get(own.get_absolute_url()).content.decode()
        assert "Согласовать" in page
        director_client.post(reverse("mentoring:agree_programme", args=[own.pk]))
        own.refresh_from_db()
        assert own.agreed_on is not None
        assert "Согласовать</button>" not in director_client.get(own.get_absolute_url()).content.decode()
        assert director_client.post(reverse("mentoring:agree_programme", args=[drafted.pk])).status_code == 404

    @pytest.mark.parametrize(
        ("day", "state"),
        [(date(2023, 1, 9), "draft"), (date(2023, 1, 12), "agreed"), (date(2023, 1, 14), "under_way"),
         (date(2023, 12, 30), "ended"), (date(2024, 2, 1), "closed")],
    )  # fmt: skip
    def test_the_state_follows_the_day(self, drafted, day, state):
        DevelopmentProgramme.objects.update(
            agreed_on=date(2023, 1, 10), curator_agreed_on=date(2023, 1, 12), approved_on=date(2023, 1, 14),
            closed_on=date(2024, 2, 1), conclusion="Цель достигнута",
        )  # fmt: skip
        assert DevelopmentProgramme.objects.with_state(day).get().state == state


class TestTerm:
    def test_a_row_outside_the_term_is_refused_at_the_field(self, person):
        programme, _ = running(person)
        late = ActivityFactory.build(programme=programme, due_on=date(2023, 12, 30))
        with pytest.raises(ValidationError) as refusal:
            late.full_clean()
        assert refusal.value.message_dict == {"due_on": ["Срок программы – с 09.01.2023 по 29.12.2023."]}

    def test_extending_keeps_the_former_end_and_the_reason(self, person, methodist):
        programme, _ = running(person)
        actions.extend(
            programme, new_end=date(2024, 6, 28), reason="Стажировка перенесена", on=date(2023, 12, 20), by=methodist
        )
        programme.refresh_from_db()
        extension = programme.extensions.get()
        assert (programme.ended_on, extension.former_end) == (date(2024, 6, 28), date(2023, 12, 29))

    def test_an_earlier_end_is_no_extension(self, methodist_client, person):
        programme, _ = running(person)
        address = reverse("mentoring:extend_programme", args=[programme.pk])
        answer = methodist_client.post(address, {"new_end": "01.12.2023", "reason": "Ошибка"})
        assert answer.status_code == 422
        assert "Новый срок позже прежнего: 29.12.2023." in answer.content.decode()

    def test_the_term_is_not_cut_over_its_rows(self, person):
        programme, row = running(person)
        programme.ended_on = row.due_on - timedelta(days=1)
        with pytest.raises(ValidationError, match="мероприятия со сроком вне этих дат"):
            programme.full_clean()


class TestDropping:
    def test_wants_a_reason_even_past_the_form(self, person):
        _, row = running(person)
        with pytest.raises(IntegrityError, match="mentoring_activity_dropped_with_a_reason"):
            Activity.objects.filter(pk=row.pk).update(dropped_on=date(2023, 5, 5))

    def test_what_is_done_is_not_dropped(self, person, methodist):
        _, row = running(person)
        row.done_on, row.proof = date(2023, 5, 5), "отчёт № 1"
        with pytest.raises(ValidationError, match="невыполненное"):
            actions.drop(row, reason="Не нужно", on=date(2023, 6, 1), by=methodist)

    def test_is_not_counted_among_the_planned(self, person, methodist):
        _, row = running(person)
        actions.drop(row, reason="Курс отменён", on=date(2023, 6, 1), by=methodist)
        counted = DevelopmentProgramme.objects.with_progress(date(2023, 7, 1)).get()
        assert (counted.planned, counted.overdue) == (0, 0)
        before = DevelopmentProgramme.objects.with_progress(date(2023, 5, 31)).get()
        assert before.planned == 1

    def test_the_page_asks_for_the_reason(self, methodist_client, person):
        _, row = running(person)
        address = reverse("mentoring:drop_activity", args=[row.pk])
        assert methodist_client.post(address, {"reason": ""}).status_code == 422
        methodist_client.post(address, {"reason": "Курс отменён"})
        row.refresh_from_db()
        assert row.drop_reason == "Курс отменён"
        assert methodist_client.get(address).status_code == 404


class TestClosing:
    def test_every_unfinished_row_is_decided_on(self, person, methodist):
        programme, _ = running(person)
        with pytest.raises(ValidationError, match="с каждым невыполненным"):
            actions.close(programme, [], conclusion="Готово", on=date(2023, 12, 29), by=methodist)
        programme.refresh_from_db()
        assert programme.closed_on is None

    def test_unfinished_rows_go_over_to_the_next_year(self, person, methodist):
        programme, row = running(person)
        following = actions.close(
            programme, [actions.Left(row, goes_over=True)], conclusion="Продолжить", on=date(2023, 12, 29), by=methodist
        )
        assert following.follows_id == programme.pk
        assert following.started_on == date(2023, 12, 30)
        moved = following.activities.get()
        assert (moved.finding, moved.continues, moved.plan) == (row.finding, row, row.plan)
        row = Activity.objects.select_related("continued_by").get(pk=row.pk)
        assert row.state_on(date(2023, 12, 29)) == Activity.State.MOVED
        assert row.state_on(date(2023, 12, 28)) == Activity.State.OVERDUE

    def test_or_are_dropped_with_a_reason(self, methodist_client, person):
        programme, row = running(person)
        address = reverse("mentoring:close_programme", args=[programme.pk])
        given = {"closed_on": "29.12.2023", "conclusion": "Цель достигнута", f"what_{row.pk}": "drop"}
        answer = methodist_client.post(address, given)
        assert "Напишите, почему мероприятие снимают." in answer.content.decode()
        methodist_client.post(address, given | {f"why_{row.pk}": "Курс отменён"})
        programme.refresh_from_db()
        row.refresh_from_db()
        assert (programme.closed_on, row.drop_reason) == (date(2023, 12, 29), "Курс отменён")
        assert DevelopmentProgramme.objects.count() == 1

    def test_a_draft_is_not_closed(self, person, methodist):
        programme, row = running(person, approved_on=None)
        with pytest.raises(ValidationError, match="Неутверждённую программу не завершают"):
            actions.close(programme, [actions.Left(row, True)], conclusion="x", on=date(2023, 12, 29), by=methodist)

    def test_closing_says_what_was_reached_even_past_the_form(self, person):
        programme, _ = running(person)
        with pytest.raises(IntegrityError, match="mentoring_programme_closed_with_a_conclusion"):
            DevelopmentProgramme.objects.filter(pk=programme.pk).update(closed_on=date(2023, 12, 29))


class TestStandingLists:
    DAY = date(2023, 3, 1)

    def wanting(self, day=DAY):
        return list(supporting.without_support(Finding.objects.found_by(day), day))

    def test_an_activity_removes_the_line_and_its_end_returns_it(self, person):
        _, row = running(person)
        assert self.wanting() == []
        row.done_on, row.proof = date(2023, 3, 1), "отчёт № 1"
        row.save()
        assert self.wanting() == [row.finding]
        assert self.wanting(date(2023, 2, 28)) == []

    def test_a_dropped_row_supports_nobody(self, person, methodist):
        _, row = running(person)
        actions.drop(row, reason="Курс отменён", on=date(2023, 2, 1), by=methodist)
        assert self.wanting() == [row.finding]

    def test_a_programme_past_its_term_supports_nobody(self, person):
        _, row = running(person)
        assert self.wanting(date(2023, 12, 29)) == []
        assert self.wanting(date(2023, 12, 30)) == [row.finding]

    def test_days_are_counted_from_the_finding(self, methodist_client, person):
        FindingFactory(person=person, found_on=date(2023, 2, 1))
        page = methodist_client.get(reverse("mentoring:wanting_support"), {"as_of": "01.03.2023"}).content.decode()
        assert ">28<" in page.replace("\n", "").replace(" ", "")

    def test_support_without_a_deficit_is_listed(self, methodist_client, person):
        programme, row = running(person)
        aimless = ActivityFactory(programme=programme, finding=None, title="Чтение книг", due_on=date(2023, 6, 30))
        page = methodist_client.get(reverse("mentoring:aimless_support"), {"as_of": "01.03.2023"}).content.decode()
        assert aimless.title in page
        assert row.title not in page

    @pytest.mark.parametrize("route", ["mentoring:wanting_support", "mentoring:aimless_support"])
    def test_a_longer_list_asks_no_more(self, methodist_client, municipality, route, known_kinds):
        def ask():
            with CaptureQueriesContext(connection) as queries:
                assert methodist_client.get(reverse(route), {"as_of": "01.03.2023"}).status_code == 200
            return len(queries)

        def more():
            person = PersonFactory(municipality=municipality)
            programme, _ = running(person)
            ActivityFactory(programme=programme, finding=None, due_on=date(2023, 6, 30))
            FindingFactory(person=person, found_on=date(2023, 2, 1))

        more()
        few = ask()
        for _ in range(4):
            more()
        assert ask() == few


class TestPaper:
    def report(self, programme, user, day=date(2023, 7, 1)):
        context = registry.PaperContext(
            programme.person.municipality, day, user, filters={"programme": str(programme.pk)}
        )
        return registry.find("programme").build(context)

    def test_says_what_was_found_planned_and_done(self, person, curator, methodist):
        programme, row = running(person, curator)
        row.fact, row.done_on, row.proof = Decimal(3), date(2023, 6, 20), "отзыв от 20.06.2023"
        row.save()
        report = self.report(programme, methodist)
        found, planned = report.tables()
        assert found.rows[0][1] == row.finding.what
        assert planned.rows[0][3] == row.title
        assert planned.rows[0][-1] == "выполнено 20.06.2023, отзыв от 20.06.2023"
        words = " ".join(block.text for block in report.blocks if hasattr(block, "text"))
        assert "Выполнено 1 из 1 мероприятия." in words.replace("\u00a0", " ")

    def test_is_not_printed_for_another_district(self, person, curator):
        programme, _ = running(person, curator)
        stranger = UserFactory(role="methodist", municipality=MunicipalityFactory(name="Калачинский район"))
        with pytest.raises(registry.NoRecord):
            self.report(programme, stranger)
