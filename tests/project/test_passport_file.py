from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadership.project import terms
from leadership.project.passport_file import (
    DEFAULT,
    Cadence,
    Comparison,
    Level,
    Link,
    NumberedText,
    PassportError,
    Unit,
    read,
)

TEXT = DEFAULT.read_text(encoding="utf-8")
PASSPORT = read(TEXT, DEFAULT.name)
MEASURES = {measure.number: measure for measure in PASSPORT.measures}


# What the document says


def test_counts():
    assert [task.number for task in PASSPORT.tasks] == [1, 2, 3, 4, 5, 6]
    assert [result.number for result in PASSPORT.expected_results] == [1, 2, 3]
    assert [risk.number for risk in PASSPORT.risks] == [1, 2, 3, 4]
    assert [stage.number for stage in PASSPORT.stages] == [1, 2, 3]
    assert [indicator.number for indicator in PASSPORT.indicators] == list(range(1, 9))
    assert [measure.number for measure in PASSPORT.measures] == list(range(1, 21))
    assert sum(len(measure.rows) for measure in PASSPORT.measures) == 22
    assert [number for number, measure in MEASURES.items() if len(measure.rows) == 2] == [7, 14]


def test_schools_stand_as_listed():
    assert [school.name for school in PASSPORT.schools] == [
        "МБОУ «Золотонивская СШ»",
        "МБОУ «Сергеевская СШ»",
        "МБОУ «Маяковская СШ»",
        "МБОУ «Крестинская СШ»",
        "МБОУ «Красовская СШ»",
        "МБОУ «Куломзинская СШ»",
        "МБОУ «Любимовская СШ»",
        "МБОУ «Чистовская СШ»",
        "МБОУ «Оконешниковская СШ»",
    ]
    for school in PASSPORT.schools:
        assert school.name == f"МБОУ «{school.short_name}»"


def test_general_information():
    project = PASSPORT.project
    assert project.title == "«Лидерство в образовании»"
    assert project.kind == "Муниципальный"
    assert (project.starts_on, project.ends_on) == (date(2021, 1, 1), date(2024, 12, 30))
    assert project.term_as_printed == "01.01.2021 по 30.12.2024"
    assert project.approved_on == date(2021, 1, 1)
    assert project.approved_on_as_printed == "01.01.2021 года"
    assert project.approved_by_name == "Е.Н. Совенко"
    assert project.coordinator == (
        "Совенко Елена Николаевна, начальник Управления образования Администрации Оконешниковского МР"
    )
    assert project.manager == (
        "Кривошея Лариса Георгиевна, главный специалист Управления образования Администрации Оконешниковского МР"
    )
    assert project.relations == (
        "Региональный проект «Лидерство в образовании», федеральными проектами «Современная школа» и «Учитель будущего»"
    )
    assert project.links == (
        Link(Level.REGIONAL, "«Лидерство в образовании»"),
        Link(Level.FEDERAL, "«Современная школа»"),
        Link(Level.FEDERAL, "«Учитель будущего»"),
    )


def test_printed_cells_are_their_parts_put_together():
    project = PASSPORT.project
    assert project.participants == (
        f"Руководители образовательных учреждений ({', '.join(school.name for school in PASSPORT.schools)})."
    )
    assert project.participants_as_printed == project.participants.replace(
        "«Сергеевская СШ», МБОУ", "«Сергеевская СШ», , МБОУ"
    )
    assert project.goal_as_printed == f"1. {project.goal}"
    assert project.tasks_as_printed == (";\n".join(f"{task.number}. {task.text}" for task in PASSPORT.tasks) + ".")
    assert project.expected_results_as_printed == " ".join(result.text for result in PASSPORT.expected_results)
    assert project.risks_as_printed == "- " + ", ".join(risk.text for risk in PASSPORT.risks)


def test_tasks():
    assert [task.text for task in PASSPORT.tasks] == [
        "Формирование навыков по управлению проектами у руководителей общеобразовательных учреждений",
        "Внедрение технологии формирования индивидуальных программ профессионального развития "
        "руководителей общеобразовательных учреждений",
        "Обеспечение повышения квалификации и профессиональной переподготовки управленческих кадров, "
        "направленных на формирование и развитие профессиональных компетенций",
        "Развитие системы наставничества в сообществе руководителей образовательных учреждений "
        "по обмену эффективными практиками управления",
        "Проведение ежегодной оценки эффективности деятельности руководителей общеобразовательных учреждений",
        "Формирование у руководителей общеобразовательных учреждений навыков управления изменениями "
        "(преобразованиями) в образовательной организации",
    ]


def test_expected_results_and_risks():
    assert PASSPORT.expected_results == (
        NumberedText(
            1,
            "Изменение на муниципальном уровне практики работы с руководителями образовательных организаций "
            "как лидерами в образовании (адресная поддержка по «западающим компетенциям», разработка "
            "механизмов оценки эффективности деятельности, отработка управленческого цикла)",
        ),
        NumberedText(2, "Обеспечение профессионального роста руководителей образовательных учреждений района"),
        NumberedText(3, "Формирование лидерской позиции руководителей образовательных учреждений района"),
    )
    assert [risk.text for risk in PASSPORT.risks] == [
        "психологическая неготовность руководителей",
        "низкая мотивация участия в проекте",
        "отсутствие практики разработки управленческих проектов в образовательной организации",
        "низкое качество управленческих проектов",
    ]


def test_stages():
    assert [
        (stage.title, stage.starts_on, stage.starts_as_printed, stage.ends_on, stage.ends_as_printed)
        for stage in PASSPORT.stages
    ] == [
        (
            "Определение и создание условий, необходимых для реализации проекта",
            date(2021, 2, 1),
            "Февраль 2021",
            date(2021, 3, 31),
            "Март 2021",
        ),
        ("Реализация проекта", date(2021, 3, 1), "Март 2021", date(2024, 5, 31), "Май 2024"),
        ("Рефлексивно-оценочный", date(2024, 4, 1), "Апрель 2024", date(2024, 12, 31), "Декабрь 2024"),
    ]
    assert [stage.heading_as_printed for stage in PASSPORT.stages] == [
        "Определение и создание условий, необходимых для реализации муниципального проекта.",
        "",
        "",
    ]
    assert [measure.stage for measure in PASSPORT.measures] == [1] * 11 + [2] * 5 + [3] * 4


INDICATORS = [
    (
        "Реализация управленческих проектов руководителями ОУ, с учетом результатов защиты на курсах "
        "повышения квалификации «Эффективный руководитель», «Хочу стать лидером»",
        "Не менее 45% руководителей, прошедших обучение на курсах повышения квалификации «Эффективный "
        "руководитель», «Хочу стать лидером», реализовали представленные на защите управленческие проекты",
    ),
    (
        "Количество образовательных учреждений, разработавших программы перевода образовательной "
        "организации в эффективный режим развития",
        "100% образовательных организаций",
    ),
    (
        "Доля образовательных учреждений, принявших участие в муниципальном конкурсе преобразования "
        "образовательной среды",
        "100% образовательных учреждений",
    ),
    (
        "Количество участников годичных управленческих команд «Наставник - наставляемый»",
        "Ежегодно не менее 50% руководителей образовательных учреждений",
    ),
    (
        "Количество участников, включенных в региональный банк данных по итогам управленческих проб "
        "«Один день с эффективным руководителем»",
        "Не менее 1 руководителя образовательного учреждения района",
    ),
    (
        "Количество членов Ассоциации лидеров Оконешниковского образования и советов руководителей при Ассоциации",
        "Не менее 1 руководителя",
    ),
    (
        "Количество руководителей, участвующих в апробации регионального управленческого тренажера",
        "Не менее 50% руководителей образовательных учреждений - участники РИП-ИнКО",
    ),
    (
        "Количество разработанных индивидуальных программ профессионального развития руководителей",
        "100% руководителей образовательных учреждений, участвующих в апробации управленческого тренажера",
    ),
]


def test_indicators_are_worded_as_printed():
    assert [(each.title, each.promise) for each in PASSPORT.indicators] == INDICATORS


def test_indicators_are_computed_so():
    percent, people = Unit.PERCENT, Unit.PEOPLE
    cumulative, yearly, on_date = Cadence.CUMULATIVE, Cadence.YEARLY, Cadence.ON_DATE
    assert [(each.target, each.unit, each.cadence, each.source) for each in PASSPORT.indicators] == [
        (45, percent, cumulative, "projects_implemented"),
        (100, percent, cumulative, "schools_with_transition_programme"),
        (100, percent, cumulative, "schools_in_contest"),
        (50, percent, yearly, "heads_in_teams"),
        (1, people, cumulative, "heads_in_trial_bank"),
        (1, people, on_date, "association_members"),
        (50, percent, cumulative, "heads_in_simulator_trial"),
        (100, percent, cumulative, "programmes_of_simulator_heads"),
    ]
    assert {each.comparison for each in PASSPORT.indicators} == {Comparison.AT_LEAST}
    assert {each.number: each.parameters for each in PASSPORT.indicators if each.parameters} == {
        1: {"audience": "everyone", "courses": ["effective_head", "future_leader"]},
        3: {"counting": "cumulative"},
        7: {"denominator": "rip_inko_heads"},
    }


TITLES = {
    1: "Формирование и ведение банка данных руководителей образовательных организаций, резерва управленческих кадров",
    2: "Обеспечение участия руководителей образовательных учреждений в апробации региональной модели "
    "оценки профессиональных компетентностей",
    3: "Создание годичных управленческих команд «Наставник - наставляемый» на основе оценки "
    "компетентности руководителей школ",
    4: "Разработка индивидуальной программы развития руководителя образовательного учреждения на основе "
    "индикативного подхода",
    5: "Разработка и утверждение муниципальной Концепции сопровождения руководителей образовательных "
    "организаций Оконешниковского муниципального района, плана реализации Концепции",
    6: "Обеспечение прохождения курсов повышения квалификации для руководителей образовательных "
    "учреждений по программе «Эффективный руководитель»",
    7: "Обеспечение прохождения курсов повышения квалификации для кадрового резерва образовательных "
    "учреждений по программе «Хочу стать лидером»",
    8: "Обеспечение прохождения курсов повышения квалификации для руководителей образовательных "
    "учреждений по программе «Перезагрузка образовательной организации за 100 дней»",
    9: "Обеспечение курсов повышения квалификации для вновь назначенных руководителей ОО "
    "Оконешниковского муниципального района по теме «Менеджмент в образовании»",
    10: "Разработка муниципального мониторинга эффективности деятельности руководителей образовательных "
    "учреждений, регламента его проведения",
    11: "Разработка муниципального рейтинга оценки деятельности образовательных учреждений",
    12: "Использование материалов заседаний Ассоциации лидеров образовательных учреждений в работе "
    "руководителей района",
    13: "Проведение оценки (самооценки) руководителей образовательных организаций с целью определения "
    "промежуточных результатов и выявления затруднений",
    14: "Реализация планов стажировок руководителей образовательных учреждений по преодолению "
    "профессиональных затруднений в условиях работы управленческой команды (наставник - наставляемый)",
    15: "Апробация и проведение муниципального мониторинга эффективности деятельности руководителей "
    "образовательных учреждений",
    16: "Проведение выездных совещаний с руководителями образовательных учреждений по вопросам "
    "преобразования образовательной среды образовательных организаций, с учетом опыта регионального "
    "подпроекта «Перезагрузка среды образовательной организации Омской области за 100 дней»",
    17: "Анкетирование удовлетворенности участников образовательных отношений (педагогов, руководителей "
    "образовательных учреждений)",
    18: "Собеседование с руководителями образовательных учреждений по результатам реализации проекта",
    19: "Обсуждение результатов мониторинга эффективности деятельности руководителей образовательных "
    "учреждений и рейтинга оценки деятельности образовательных учреждений на аппаратном совещании "
    "Управления образования",
    20: "Экспертно-общественная экспертиза лучших управленческих проектов в рамках муниципального "
    "Августовского совещания",
}


def test_measures_are_named_as_printed():
    assert {number: measure.title for number, measure in MEASURES.items()} == TITLES
    assert {number for number, measure in MEASURES.items() if measure.title_as_printed} == {7}


TERMS = {
    1: ["Февраль-март 2021 года Далее - ежегодно"],
    2: ["2021-2024 годы"],
    3: ["Декабрь 2021, далее - ежегодно"],
    4: ["2021 год"],
    5: ["Июнь 2021 года"],
    6: ["2021 год"],
    7: ["2021 год", "2022 год"],
    8: ["С 2022 года"],
    9: ["С 2021 по 2022 годы"],
    10: ["2021 год"],
    11: ["2021"],
    12: ["С 2020 года"],
    13: ["Ноябрь 2022, 2023 годов"],
    14: ["С 2021 года", "Апробация 2022 год"],
    15: ["2022, 2024 годы"],
    16: ["По отдельному графику"],
    17: ["Февраль-март 2024"],
    18: ["Февраль 2024"],
    19: ["С 2021 года"],
    20: ["2021-2024 годы"],
}


def test_terms_are_as_printed():
    assert {number: [row.term for row in measure.rows] for number, measure in MEASURES.items()} == TERMS


@pytest.mark.parametrize(
    ("number", "occurrences"),
    [
        (
            1,
            [
                "февраль – март 2021 г.",
                "февраль – март 2022 г.",
                "февраль – март 2023 г.",
                "февраль – март 2024 г.",
            ],
        ),
        (2, ["2021 г.", "2022 г.", "2023 г.", "2024 г."]),
        (3, ["декабрь 2021 г.", "декабрь 2022 г.", "декабрь 2023 г.", "декабрь 2024 г."]),
        (4, ["2021 г."]),
        (5, ["июнь 2021 г."]),
        (6, ["2021 г."]),
        (7, ["2021 г.", "2022 г."]),
        (8, ["2022 г.", "2023 г.", "2024 г."]),
        (9, ["2021 г.", "2022 г."]),
        (10, ["2021 г."]),
        (11, ["2021 г."]),
        (12, ["2020 г.", "2021 г.", "2022 г.", "2023 г.", "2024 г."]),
        (13, ["ноябрь 2022 г.", "ноябрь 2023 г."]),
        (14, ["2021 г.", "2022 г.", "2023 г.", "2024 г.", "2022 г."]),
        (15, ["2022 г.", "2024 г."]),
        (16, []),
        (17, ["февраль – март 2024 г."]),
        (18, ["февраль 2024 г."]),
        (19, ["2021 г.", "2022 г.", "2023 г.", "2024 г."]),
        (20, ["август 2021 г.", "август 2022 г.", "август 2023 г.", "август 2024 г."]),
    ],
)
def test_terms_give_these_occurrences(number, occurrences):
    given_by_rules = [terms.label(each) for row in MEASURES[number].rows for each in row.occurrences]
    assert given_by_rules == occurrences


def test_measure_5_keeps_its_whole_result():
    (row,) = MEASURES[5].rows
    assert row.result == (
        "Разработана и утверждена муниципальная Концепция сопровождения руководителей образовательных "
        "организаций Оконешниковского муниципального района, направленная на внедрение проектного управления "
        "как механизма обеспечения лидерства в образовании, план реализации Концепции"
    )


def test_measure_7_has_two_rows_and_a_name_broken_by_the_page():
    assert MEASURES[7].title_as_printed == (
        "Обеспечение прохождения курсов повышения квалификации\n"
        "Обеспечение прохождения курсов квалификации для кадрового резерва образовательных учреждений "
        "по программе «Хочу стать лидером»"
    )
    first, second = MEASURES[7].rows
    assert first.result == "Прошли повышение квалификации"
    assert first.executors == "Управление образования"
    assert second.result == (
        "Планируют в 2022 году пройти курсы повышения квалификации по программе «Хочу стать лидером» "
        "3 педагога из 3 ОО (кадровый резерв)"
    )
    assert second.executors == "Управление образования, образовательные организации"


def test_measure_13_names_heads_of_schools_and_keeps_the_printed_slip():
    (row,) = MEASURES[13].rows
    assert row.executors == "Управление образования, методическая служба, руководители ОУ"
    assert row.executors_as_printed == "Управление образования, методическая служба, руководители УО»,"
    assert row.result == (
        "Аналитическая справка на основе результатов оценки (самооценки) руководителей образовательных "
        "организаций, формирование годичных управленческих команд для преодоления профессиональных "
        "затруднений"
    )


def test_measure_14_has_one_result_over_two_rows_with_different_executors():
    first, second = MEASURES[14].rows
    assert first.result == (
        "Осуществление сопровождения руководителей образовательных учреждений, имеющих профессиональные затруднения"
    )
    assert first.result_as_printed == (
        "Осуществление сопровождения руководителей образовательные учреждений, имеющих профессиональные затруднения"
    )
    assert first.executors == "Управление образования, руководители ОУ"
    assert first.executors_as_printed == "Управление образования, руководители УО"
    assert (second.result, second.result_as_printed) == ("", "")
    assert second.executors == "Управление образования, методическая служба, руководители ОУ"


def test_measures_16_and_20_are_complete():
    (visits,), (review,) = MEASURES[16].rows, MEASURES[20].rows
    assert visits.result == "Представление практики реализации подпроекта"
    assert visits.executors == "Управление образования, методическая служба"
    assert review.result == (
        "Получение экспертно-общественной экспертизы лучших управленческих проектов в рамках "
        "муниципального Августовского совещания"
    )
    assert review.executors == "Управление образования, методическая служба, руководители ОУ"


def test_slips_of_the_document_are_corrected_nowhere_else():
    corrected = {
        (number, position)
        for number, measure in MEASURES.items()
        for position, row in enumerate(measure.rows, start=1)
        if row.result_as_printed or row.executors_as_printed
    }
    assert corrected == {(13, 1), (14, 1)}


# What a faulty file is told


def faults_of(text):
    with pytest.raises(PassportError) as caught:
        read(text, "район.toml")
    assert str(caught.value) == "\n".join(caught.value.faults)
    return list(caught.value.faults)


def altered(was, becomes, after=""):
    """The good text with one change, in the first place that follows `after`."""
    head, mark, tail = TEXT.partition(after) if after else ("", "", TEXT)
    assert was in tail
    return head + mark + tail.replace(was, becomes, 1)


SECOND_ROW_OF_7 = 'term = "2022 год"'
MEASURE_13 = "[[measures]]\nnumber = 13"
MEASURE_20 = "[[measures]]\nnumber = 20"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(
            altered("result = ", "# result = ", after=SECOND_ROW_OF_7),
            "мероприятие 7, строка 2: нет поля „result“",
            id="no-result",
        ),
        pytest.param(
            altered('result = "Осуществление', 'result = "" # "'),
            "мероприятие 14, строка 1: поле „result“ пустое",
            id="empty-result-in-the-first-row",
        ),
        pytest.param(altered('rule = "06.2021"\n', ""), "мероприятие 5, строка 1: нет поля „rule“", id="no-rule"),
        pytest.param(
            altered('rule = "06.2021"', 'rule = "13.2021"'),
            "мероприятие 5, строка 1: поле „rule“: «13.2021»: нет месяца 13",
            id="bad-rule",
        ),
        pytest.param(
            altered("executors = ", "executor = ", after=MEASURE_20),
            "мероприятие 20, строка 1: нет поля „executors“",
            id="misnamed-key-is-missing",
        ),
        pytest.param(
            altered("stage = 2", "stage = 4", after=MEASURE_13),
            "мероприятие 13: поле „stage“: нет этапа 4",
            id="no-such-stage",
        ),
        pytest.param(
            altered("tasks = [4, 5]", "tasks = [4, 7]", after=MEASURE_13),
            "мероприятие 13: поле „tasks“: нет задачи 7",
            id="no-such-task",
        ),
        pytest.param(
            altered("indicators = [4]", "indicators = [9]", after=MEASURE_13),
            "мероприятие 13: поле „indicators“: нет индикатора 9",
            id="no-such-indicator",
        ),
        pytest.param(
            altered("tasks = [4, 5]", "tasks = [4, 4]", after=MEASURE_13),
            "мероприятие 13: поле „tasks“: номера повторяются",
            id="link-twice",
        ),
        pytest.param(
            altered("tasks = [4, 5]", 'tasks = [4, "5"]', after=MEASURE_13),
            "мероприятие 13: поле „tasks“: нужен список целых чисел",
            id="link-is-no-number",
        ),
        pytest.param(
            altered("tasks = [4, 5]", "tasks = 4", after=MEASURE_13),
            "мероприятие 13: поле „tasks“: нужен список",
            id="links-are-no-list",
        ),
        pytest.param(
            altered("tasks = [6]", "tasks = [0]", after='source = "schools_in_contest"'),
            "индикатор 3: поле „tasks“: нет задачи 0",
            id="indicator-of-no-such-task",
        ),
        pytest.param(
            altered("number = 13", "number = 12", after="[[measures]]\nnumber = 12"),
            "мероприятие 12: номер повторяется",
            id="measure-twice",
        ),
        pytest.param(
            altered("number = 2", "number = 1", after="[[risks]]\nnumber = 1"),
            "риск 1: номер повторяется",
            id="risk-twice",
        ),
        pytest.param(
            altered("number = 20", "number = true"),
            "мероприятие 20: поле „number“: нужно целое число",
            id="truth-is-no-number",
        ),
        pytest.param(
            altered("number = 20", "number = -1"),
            "мероприятие -1: поле „number“: -1 меньше 1",
            id="negative-number",
        ),
        pytest.param(altered("number = 20", ""), "мероприятие 20: нет поля „number“", id="no-number"),
        pytest.param(
            altered("ends_on = 2021-03-31", "ends_on = 2021-01-31"),
            "этап 1: дата „ends_on“ раньше даты „starts_on“",
            id="stage-reversed",
        ),
        pytest.param(
            altered("ends_on = 2024-12-30", "ends_on = 2020-12-30"),
            "раздел [project]: дата „ends_on“ раньше даты „starts_on“",
            id="project-reversed",
        ),
        pytest.param(
            altered("starts_on = 2021-01-01", 'starts_on = "01.01.2021"'),
            "раздел [project]: поле „starts_on“: нужна дата вида 2021-01-31",
            id="text-is-no-date",
        ),
        pytest.param(
            altered("approved_on = 2021-01-01", "approved_on = 2021-01-01T10:00:00"),
            "раздел [project]: поле „approved_on“: нужна дата вида 2021-01-31",
            id="moment-is-no-date",
        ),
        pytest.param(
            altered('comparison = "at_least"', 'comparison = "about"'),
            "индикатор 1: поле „comparison“: неизвестное значение „about“, известны: at_least",
            id="comparison",
        ),
        pytest.param(
            altered('unit = "people"', 'unit = "schools"'),
            "индикатор 5: поле „unit“: неизвестное значение „schools“, известны: percent, people",
            id="unit",
        ),
        pytest.param(
            altered('cadence = "yearly"', 'cadence = "monthly"'),
            "индикатор 4: поле „cadence“: неизвестное значение „monthly“, известны: cumulative, yearly, on_date",
            id="cadence",
        ),
        pytest.param(
            altered('level = "federal"', 'level = "global"'),
            "раздел [project], связь 2: поле „level“: неизвестное значение „global“, известны: regional, federal",
            id="level",
        ),
        pytest.param(
            altered("target = 45", "target = 145"),
            "индикатор 1: поле „target“: 145 больше 100 процентов",
            id="more-than-all",
        ),
        pytest.param(
            altered("target = 45", 'target = "45%"'),
            "индикатор 1: поле „target“: нужно целое число",
            id="text-is-no-target",
        ),
        pytest.param(
            altered('audience = "everyone"', "audience = 1"),
            "индикатор 1: поле „parameters.audience“: нужен текст или список текстов",
            id="parameter",
        ),
        pytest.param(
            altered('short_name = "Маяковская СШ"', 'short_name = "Маяковская СШ"\nshort = "Маяк"'),
            "школа 3: неизвестное поле „short“",
            id="unknown-field",
        ),
        pytest.param(
            altered("[municipality]", 'author = "?"\n[municipality]'),
            "неизвестное поле „author“",
            id="unknown-top",
        ),
        pytest.param(
            altered('manager = "', "manager = 1 # "),
            "раздел [project]: поле „manager“: нужен текст в кавычках",
            id="number-is-no-text",
        ),
        pytest.param(
            altered('head_patronymic = "Николаевна"', 'head_patronymic = " "'),
            "раздел [municipality]: поле „head_patronymic“ пустое",
            id="blank",
        ),
        pytest.param(
            altered("[[measures.rows]]", "[measures.row]", after=MEASURE_20),
            "мероприятие 20: нет раздела [[rows]]",
            id="measure-without-rows",
        ),
    ],
)
def test_fault_is_named_with_file_and_place(text, fault):
    assert f"район.toml: {fault}" in faults_of(text)


@pytest.mark.parametrize(
    ("section", "fault"),
    [
        ("municipality", "нет раздела [municipality]"),
        ("project", "нет раздела [project]"),
    ],
)
def test_a_missing_section_is_one_fault(section, fault):
    start = TEXT.index(f"[{section}]\n")
    end = TEXT.index("[[", start) if section == "municipality" else TEXT.index("[[tasks]]")
    assert faults_of(TEXT[:start] + TEXT[end:]) == [f"район.toml: {fault}"]


def test_missing_stages_are_one_fault_and_not_one_for_each_measure():
    start, end = TEXT.index("[[stages]]"), TEXT.index("[[indicators]]")
    assert faults_of(TEXT[:start] + TEXT[end:]) == ["район.toml: нет раздела [[stages]]"]


def test_empty_lists():
    start, end = TEXT.index("[[schools]]"), TEXT.index("[project]")
    assert faults_of("schools = []\n" + TEXT[:start] + TEXT[end:]) == ["район.toml: раздел [[schools]] пуст"]
    assert faults_of('schools = ["МБОУ"]\n' + TEXT[:start] + TEXT[end:]) == [
        "район.toml: поле „schools“: нужен раздел с полями"
    ]


def test_risks_and_links_may_be_absent():
    risks, stages = TEXT.index("[[risks]]"), TEXT.index("[[stages]]")
    links, tasks = TEXT.index("[[project.links]]"), TEXT.index("[[tasks]]")
    passport = read(TEXT[:links] + TEXT[tasks:risks] + TEXT[stages:], "район.toml")
    assert (passport.risks, passport.project.links) == ((), ())


def test_all_faults_are_told_at_once():
    text = altered('rule = "06.2021"', 'rule = "06.20"')
    text = text.replace('unit = "people"', 'unit = "чел."').replace("stage = 3\n", "", 1)
    assert faults_of(text) == [
        "район.toml: индикатор 5: поле „unit“: неизвестное значение „чел.“, известны: percent, people",
        "район.toml: индикатор 6: поле „unit“: неизвестное значение „чел.“, известны: percent, people",
        "район.toml: мероприятие 5, строка 1: поле „rule“: «06.20»: непонятный срок; напишите, например, "
        "2021, 06.2021, 15.06.2021, 02.2021-03.2021 или 2021-2024 ежегодно",
        "район.toml: мероприятие 17: нет поля „stage“",
    ]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('[project]\ncode = "a\n', "строка 2, столбец 10"),
        ("[project]\n\ncode = liderstvo\n", "строка 3, столбец 8"),
        ("[project]\ncode = 1\ncode = 2\n", "строка 3, столбец 9"),
        ('[project]\ngoal = """', "конец файла"),
    ],
)
def test_broken_toml_is_told_by_file_and_line(text, where):
    assert faults_of(text) == [
        f"район.toml: {where}: запись не разобрать; проверьте кавычки и скобки и не повторяется ли поле"
    ]


def test_an_empty_file_lacks_every_section():
    assert faults_of("") == [
        "район.toml: нет раздела [project]",
        "район.toml: нет раздела [[tasks]]",
        "район.toml: нет раздела [[stages]]",
        "район.toml: нет раздела [[indicators]]",
        "район.toml: нет раздела [municipality]",
        "район.toml: нет раздела [[schools]]",
        "район.toml: нет раздела [[expected_results]]",
        "район.toml: нет раздела [[measures]]",
    ]


LINES = TEXT.splitlines()
VALUES = [
    "1",
    "-1",
    "true",
    '""',
    '"?"',
    "2021-01-01",
    "[]",
    "[1]",
    "[[]]",
    "{}",
    "{number = []}",
    "1.5",
    "[{}]",
]


@given(st.sampled_from([place for place, line in enumerate(LINES) if " = " in line]), st.sampled_from(VALUES))
def test_any_value_in_any_field_is_read_or_refused(place, value):
    key = LINES[place].split(" = ")[0]
    lines = [*LINES[:place], f"{key} = {value}", *LINES[place + 1 :]]
    try:
        read("\n".join(lines), "район.toml")
    except PassportError as fault:
        assert all(line.startswith("район.toml: ") for line in fault.faults)


@given(st.sampled_from(range(len(LINES))))
def test_any_line_may_be_lost(place):
    try:
        read("\n".join([*LINES[:place], *LINES[place + 1 :]]), "район.toml")
    except PassportError as fault:
        assert fault.faults
