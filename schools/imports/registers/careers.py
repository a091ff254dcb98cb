"""What people have learned, been certified for and honoured with."""

from ...models import Attestation, Award, Education, ProfessionalContestEntry, Training
from ..register import Kind, Of, Register
from .columns import BASIS, born, choice, column, day, person, where

TRAININGS = Register(
    slug="trainings",
    title="Обучение (ДПО)",
    listed="schools:trainings",
    model=Training,
    owner="person",
    key=("title", "completed_on"),
    locked=lambda it, values: (
        "Внесено по записи о курсе: измените его в «Развитие» – «Обучение»." if it.is_from_course else ""
    ),
    columns=(
        *person(title="Человек"),
        choice(
            "kind", "Вид", Training.Kind.choices,
            synonyms={"кпк": Training.Kind.FURTHER, "пк": Training.Kind.FURTHER, "пп": Training.Kind.RETRAINING,
                      "переподготовка": Training.Kind.RETRAINING},
        ),
        column("title", ("Программа", "Название программы", "Тема"), required=True, example="Менеджмент"),
        column("is_management", "По управлению", Kind.TRUTH, example="да", note="да или нет"),
        column("organisation", ("Организация", "Место обучения"), example="ИРООО"),
        column("hours", ("Часов", "Количество часов", "Объём, часов"), Kind.NUMBER, example="72"),
        choice("form", "Форма", Training.Form.choices),
        day("started_on", "Начало", "С"),
        day("completed_on", "Окончено", "Окончание", "По", "Дата окончания", required=True, happened=True),
        column("document", ("Документ", "Удостоверение"), example="удостоверение № 552 от 20.05.2022"),
        column("funding", "Источник финансирования"),
        born(Of.HINT),
        where(),
    ),
)  # fmt: skip

ATTESTATIONS = Register(
    slug="attestations",
    title="Аттестация",
    listed="schools:attestations",
    model=Attestation,
    owner="person",
    key=("held_on", "purpose"),
    columns=(
        *person(title="Человек"),
        day("held_on", "Дата", "Дата аттестации", required=True, happened=True),
        choice(
            "purpose",
            "Цель",
            Attestation.Purpose.choices,
            required=True,
            synonyms={
                "соответствие": Attestation.Purpose.POST,
                "сзд": Attestation.Purpose.POST,
                "кандидат": Attestation.Purpose.CANDIDATE,
            },
        ),
        choice("result", "Результат", Attestation.Result.choices),
        day("valid_until", "Действует по", "Действует до", "Срок действия"),
        column("protocol", ("Протокол", "Протокол комиссии"), example="протокол № 2 от 15.04.2021"),
        born(Of.HINT),
        where(),
    ),
)

AWARDS = Register(
    slug="awards",
    title="Награды",
    listed="schools:awards",
    model=Award,
    owner="person",
    key=("title", "awarded_on"),
    columns=(
        *person(title="Человек"),
        column("title", ("Награда", "Название"), required=True, example="Почётная грамота"),
        choice("level", "Уровень", Award.Level.choices),
        day("awarded_on", "Дата", "Дата награждения", required=True, happened=True),
        column("basis", BASIS, example="приказ № 77 от 05.10.2021"),
        born(Of.HINT),
        where(),
    ),
)

EDUCATIONS = Register(
    slug="educations",
    title="Образование",
    listed="schools:educations",
    model=Education,
    owner="person",
    key=("institution", "graduated_in"),
    columns=(
        *person(title="Человек"),
        choice("level", "Уровень", Education.Level.choices),
        column("institution", ("Учебное заведение", "ВУЗ", "Где учился"), required=True, example="ОмГПУ"),
        column("graduated_in", ("Год окончания", "Год"), Kind.NUMBER, example="2000"),
        column("speciality", "Специальность", example="математика"),
        column("qualification", "Квалификация", example="учитель математики"),
        born(Of.HINT),
        where(),
    ),
)

PROFESSIONAL_CONTESTS = Register(
    slug="professional-contests",
    title="Профессиональные конкурсы",
    listed="schools:professional_contests",
    model=ProfessionalContestEntry,
    owner="person",
    key=("title", "held_on"),
    columns=(
        *person(title="Человек"),
        column("title", ("Конкурс", "Название"), required=True, example="Лидер в образовании"),
        choice("level", "Уровень", ProfessionalContestEntry.Level.choices),
        day("held_on", "Итоги", "Дата", "Дата итогов", required=True, happened=True),
        column("result", ("Результат", "Место"), example="лауреат"),
        column("basis", ("Подтверждение", "Диплом"), example="диплом № 14 от 22.04.2022"),
        born(Of.HINT),
        where(),
    ),
)
