"""The menu: six sections and their pages, each with who may open it and what else belongs under it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mentoring import access as mentoring
from monitoring import access as monitoring
from schools import access as schools

from . import access as project


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


def _accounts(may: Callable[[Any], bool]) -> Page:
    """The administrator has them in a section of their own, the specialist beside the registers."""
    return Page(
        "schools:accounts", "Учётные записи", may,
        (
            "schools:account", "schools:change_role", "schools:take_off_factor", "schools:print_slips",
            "schools:reset_accounts", "schools:disable_accounts", "schools:enable_accounts",
        ),
    )  # fmt: skip


def _candidates(may: Callable[[Any], bool]) -> Page:
    return Page("schools:candidates", "Без учётной записи", may, ("schools:make_accounts", "schools:add_account"))


SECTIONS = (
    Section(
        "Главная",
        (
            Page("home", "Главная", lambda user: not project.has_cabinet(user)),
            Page("home", "Мой кабинет", project.has_cabinet),
            Page("cabinet:profile", "Мой профиль", project.has_cabinet),
            Page("cabinet:results", "Мои результаты", project.has_cabinet),
            Page(
                "cabinet:mentoring", "Наставничество", project.has_cabinet,
                (
                    "mentoring:diary", "mentoring:edit_sharing", "mentoring:shared",
                    *_record("mentoring", "consultation"),
                ),
            ),
            Page("cabinet:mine", "Мои данные", project.has_cabinet, ("cabinet:report_error",)),
        ),
    ),
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
            _accounts(schools.edits_registers),
            _candidates(schools.edits_registers),
            Page(
                "schools:error_reports", "Ошибки в карточках", schools.edits_registers, ("schools:answer_error_report",)
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
                    "monitoring:whole_form", "monitoring:accept_responses", "monitoring:give_back", "monitoring:step",
                    "monitoring:bring_answers", *_record("monitoring", "campaign"),
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
                    "monitoring:dismiss_finding", "monitoring:finding", "monitoring:sides", "monitoring:profile",
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
                    "monitoring:survey_results", "monitoring:survey_texts", "monitoring:fix_survey",
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
                (
                    "mentoring:programme", "mentoring:draft_programme", "mentoring:approve_programme",
                    "mentoring:extend_programme", "mentoring:close_programme", "mentoring:drop_activity",
                    "mentoring:remedies", *_record("mentoring", "remedy"), *_record("mentoring", "programme"),
                    *_record("mentoring", "activity"),
                ),
            ),
            Page(
                "mentoring:wanting_support", "Дефициты и поддержка", mentoring.sees_support,
                ("mentoring:aimless_support",),
            ),
            Page(
                "mentoring:teams", "Годичные команды", mentoring.sees_development,
                ("mentoring:team", *_record("mentoring", "team"), *_record("mentoring", "pairing")),
            ),
            Page("mentoring:courses", "Курсы", mentoring.sees_development, _record("mentoring", "course")),
            Page("mentoring:enrolments", "Обучение", mentoring.sees_development, _record("mentoring", "enrolment")),
            Page(
                "mentoring:projects", "Управленческие проекты", mentoring.sees_development,
                ("mentoring:project", *_record("mentoring", "project"), *_record("mentoring", "assignment")),
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
    Section("Доступ", (_accounts(schools.keeps_rights), _candidates(schools.keeps_rights))),
    Section(
        "Отчёты",
        (Page("project:papers", "Отчёты", project.prints_papers, ("project:paper", "project:prepared")),),
    ),
)  # fmt: skip
