"""The frame of every page: six sections, their pages, the years of the project, the banner."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from mentoring import access as mentoring
from monitoring import access as monitoring
from schools import access as schools
from schools.models import Municipality

from . import access as project
from .models import Project


@dataclass(frozen=True)
class Page:
    """A page of the menu; `also` names the other routes that belong under it."""

    route: str
    label: str
    may: Callable[[Any], bool]
    also: tuple[str, ...] = ()

    def holds(self, route: str) -> bool:
        return route == self.route or route in self.also


@dataclass(frozen=True)
class Section:
    label: str
    pages: tuple[Page, ...]


def _record(room: str, record: str) -> tuple[str, ...]:
    return tuple(f"{room}:{verb}_{record}" for verb in ("add", "edit", "remove"))


SECTIONS = (
    Section("Главная", (Page("home", "Главная", lambda user: True),)),
    Section(
        "Проект",
        (
            Page(
                "project:passport", "Паспорт", project.sees_project,
                ("project:edit_passport", "project:edit_part", "project:load_passport"),
            ),
            Page(
                "project:plan", "План", project.sees_project,
                (
                    "project:measure", "project:edit_measure", "project:edit_row",
                    "project:add_occurrence", "project:close_occurrence", "project:edit_occurrence",
                    "project:remove_occurrence",
                ),
            ),
            Page(
                "project:indicators", "Индикаторы", project.sees_project,
                ("project:indicator", "project:edit_indicator"),
            ),
            Page("project:amendments", "Изменения паспорта", project.sees_amendments),
        ),
    ),
    Section(
        "Школы и люди",
        (
            Page(
                "schools:schools", "Школы", schools.sees_registers,
                ("schools:school", "schools:set_schools", *_record("schools", "school"), "project:handover"),
            ),
            Page(
                "schools:school_years", "Показатели школ", schools.sees_school_records,
                ("schools:edit_school_years", "schools:set_school_years", *_record("schools", "school_year")),
            ),
            Page(
                "schools:heads", "Руководители", schools.sees_registers,
                ("schools:set_heads", *_record("schools", "appointment")),
            ),
            Page(
                "schools:people", "Люди", schools.sees_registers,
                (
                    "schools:person", "schools:erase_person",
                    *_record("schools", "person"), *_record("schools", "consent"),
                ),
            ),
            Page(
                "schools:trainings", "Аттестация и обучение", schools.sees_careers,
                (
                    "schools:attestations", "schools:educations", "schools:awards", "schools:professional_contests",
                    *_record("schools", "training"), *_record("schools", "attestation"),
                    *_record("schools", "education"), *_record("schools", "award"),
                    *_record("schools", "professional_contest"),
                ),
            ),
            Page(
                "schools:reserve", "Резерв", schools.sees_reserve,
                (
                    "schools:reserve_entry", "schools:vacancies", *_record("schools", "reserve_entry"),
                    *_record("schools", "reserve_step"), *_record("schools", "reserve_review"),
                ),
            ),
            Page(
                "schools:memberships", "Ассоциация", schools.sees_memberships,
                ("schools:set_memberships", *_record("schools", "membership")),
            ),
            Page(
                "schools:transition_programmes", "Программы перевода", schools.sees_school_records,
                _record("schools", "transition_programme"),
            ),
            Page(
                "schools:contest_entries", "Конкурсы", schools.sees_school_records,
                (*_record("schools", "contest_entry"), *_record("schools", "contest")),
            ),
            Page(
                "schools:innovation_participations", "РИП-ИнКО", schools.sees_school_records,
                ("schools:set_innovation_participations", *_record("schools", "innovation_participation")),
            ),
            Page(
                "schools:imports", "Загрузка из Excel", schools.edits_registers,
                ("schools:bring", "schools:import", "schools:drop_import"),
            ),
            Page("journal", "Журнал обращений", schools.reads_journal, ("record_journal",)),
            Page("schools:municipality", "Район", schools.sees_registers, ("schools:edit_municipality",)),
        ),
    ),
    Section(
        "Оценка",
        (
            Page(
                "monitoring:campaigns", "Кампании", monitoring.sees_campaigns,
                (
                    "monitoring:campaign", "monitoring:preparation", "monitoring:move", "monitoring:responses",
                    "monitoring:remind", "monitoring:objections", "monitoring:participant", "monitoring:assign",
                    "monitoring:add_objection", "monitoring:answer_objection", "monitoring:response",
                    "monitoring:give_back", "monitoring:step", "monitoring:bring_answers",
                    *_record("monitoring", "campaign"),
                ),
            ),
            Page(
                "monitoring:standings", "Итоги кампаний", monitoring.sees_standings,
                (
                    "monitoring:standing", "monitoring:matrix", "monitoring:dynamics", "monitoring:calculations",
                    "monitoring:add_calculation", "monitoring:calculation", "monitoring:approve_calculation",
                ),
            ),
            Page(
                "monitoring:results", "Результаты", monitoring.sees_results,
                ("monitoring:result", "monitoring:edit_result"),
            ),
            Page(
                "monitoring:findings", "Дефициты", monitoring.sees_findings,
                (
                    "monitoring:proposals", "monitoring:confirm_findings", "monitoring:confirm_finding",
                    "monitoring:dismiss_finding", "monitoring:finding", "monitoring:sides",
                    *_record("monitoring", "finding"),
                ),
            ),
            Page(
                "monitoring:recommendations", "Рекомендации", monitoring.sees_recommendations,
                (
                    "monitoring:recommendation", "monitoring:recommend", "monitoring:send_recommendations",
                    "monitoring:advices", *_record("monitoring", "recommendation"), *_record("monitoring", "advice"),
                ),
            ),
            Page(
                "monitoring:surveys", "Опросы", monitoring.sees_surveys,
                (
                    "monitoring:open_survey", "monitoring:survey", "monitoring:edit_survey",
                    "monitoring:remove_survey", "monitoring:survey_codes", "monitoring:close_survey",
                    "monitoring:survey_results", "monitoring:survey_texts",
                ),
            ),
            Page(
                "monitoring:interviews", "Собеседования", monitoring.sees_interviews,
                (
                    "monitoring:open_interviews", "monitoring:interview", "monitoring:edit_interview",
                    "monitoring:fill_interview", "monitoring:reopen_interview", "monitoring:remove_interview",
                ),
            ),
            Page(
                "monitoring:methodologies", "Методики", monitoring.sees_methodologies,
                (
                    "monitoring:methodology", "monitoring:item", "monitoring:methodology_changes",
                    "monitoring:bring_methodology", "monitoring:methodology_samples", "monitoring:next_methodology",
                    "monitoring:edit_calculation", "monitoring:edit_levels", *_record("monitoring", "methodology"),
                    *_record("monitoring", "section"), *_record("monitoring", "item"),
                ),
            ),
            Page(
                "monitoring:competences", "Компетенции", monitoring.sees_findings,
                _record("monitoring", "competence"),
            ),
        ),
    ),
    Section(
        "Развитие",
        (
            Page(
                "mentoring:programmes", "ИППР", mentoring.sees_development,
                ("mentoring:programme", *_record("mentoring", "programme"), *_record("mentoring", "activity")),
            ),
            Page(
                "mentoring:teams", "Годичные команды", mentoring.sees_development,
                ("mentoring:team", *_record("mentoring", "team"), *_record("mentoring", "pairing")),
            ),
            Page("mentoring:courses", "Курсы", mentoring.sees_development, _record("mentoring", "course")),
            Page("mentoring:enrolments", "Обучение", mentoring.sees_development, _record("mentoring", "enrolment")),
            Page(
                "mentoring:projects", "Управленческие проекты", mentoring.sees_development,
                _record("mentoring", "project"),
            ),
            Page(
                "mentoring:management_trials", "Пробы", mentoring.sees_development,
                _record("mentoring", "management_trial"),
            ),
            Page(
                "mentoring:simulator_trials", "Тренажёр", mentoring.sees_development,
                _record("mentoring", "simulator_trial"),
            ),
        ),
    ),
    Section(
        "Отчёты",
        (Page("project:papers", "Отчёты", project.prints_papers, ("project:paper", "project:prepared")),),
    ),
)  # fmt: skip


def frame(request):
    """The context processor: nothing for a stranger but the banner."""
    shown = {"demonstration": getattr(request, "shows_demonstration", False)}
    if not getattr(request, "user", None) or not request.user.is_authenticated or not hasattr(request, "as_of"):
        return {"frame": shown}
    match = request.resolver_match
    sections, pages = _menu(request.user, match.view_name if match else "")
    shown |= {
        "sections": sections,
        "pages": pages,
        "municipality": request.municipality or "",
        "districts": _districts(request.user),
        "years": _years(request.project, request.as_of),
        "today": timezone.localdate(),
        "is_today": request.as_of == timezone.localdate(),
    }
    return {"frame": shown}


def _districts(user) -> list[Municipality]:
    """What a regional account chooses from; a single district never notices."""
    if user.municipality_id or not project.sees_project(user):
        return []
    districts = list(Municipality.objects.visible_to(user))
    return districts if len(districts) > 1 else []


def _menu(user, route: str) -> tuple[list[dict], list[dict]]:
    """Sections this user has pages in, and the pages of the section one is in."""
    sections, current = [], []
    for section in SECTIONS:
        pages = [page for page in section.pages if page.may(user)]
        if not pages:
            continue
        is_current = any(page.holds(route) for page in pages)
        sections.append({"label": section.label, "url": reverse(pages[0].route), "is_current": is_current})
        if is_current and len(pages) > 1:
            current = [
                {"label": page.label, "url": reverse(page.route), "is_current": page.holds(route)} for page in pages
            ]
    return sections, current


def _years(project: Project | None, chosen: date) -> list[dict]:
    """The years of the project, each looked at from its last day."""
    if project is None:
        return []
    ends = [
        min(date(year, 12, 31), project.ends_on) for year in range(project.starts_on.year, project.ends_on.year + 1)
    ]
    return [{"number": day.year, "ends_on": day, "is_chosen": day == chosen} for day in ends]
