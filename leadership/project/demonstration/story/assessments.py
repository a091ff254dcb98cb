"""How the heads were assessed two years running, by themselves and from outside, on the scale from 0 to 3."""

from monitoring.models import FindingState

PROPOSED, CONFIRMED, DISMISSED = FindingState.PROPOSED, FindingState.CONFIRMED, FindingState.DISMISSED

#: «Применяю», «учу других»; what a finding of the story by self-assessment says: himself, from outside.
USUAL, STRONG = 2, 3
WANTING = (1, 2)
#: Out of sixteen competences so many are a strength in the first year, and so many more in each that follows.
STRENGTHS, MORE = 3, 2
#: Those who have more or fewer of them to begin with.
OTHERWISE = {"Рябинина": 9, "Калинина": 5, "Мартынова": 5, "Никифоров": 0, "Орехова": -2, "Прохоров": 1}

# fmt: off
# year → head, competence, own mark, external mark, what became of the proposal, why it was dismissed
MARKS = {
    2022: (
        ("Никифоров", "контроль", 3, 1, CONFIRMED, ""),
        ("Никифоров", "родители", 1, 1, CONFIRMED, ""),
        ("Никифоров", "проекты", 1, 0, CONFIRMED, ""),
        ("Никифоров", "среда", 1, 1, DISMISSED, "Срок полномочий истекает, развитие среды начнёт преемник."),
        ("Никифоров", "оценка", 2, 1, CONFIRMED, ""),
        ("Ветрова", "финансы", 2, 1, CONFIRMED, ""),
        ("Калинина", "финансы", 2, 1, CONFIRMED, ""),
        ("Калинина", "делегирование", 3, 2, DISMISSED, "Работа по делегированию уже идёт: программа 2022–2023 годов."),
        ("Прохоров", "проекты", 2, 1, CONFIRMED, ""),
        ("Мартынова", "оценка", 3, 2, DISMISSED, "Внешняя оценка дана до выхода нового положения о ВСОКО."),
        ("Лаптев", "команда", 2, 1, CONFIRMED, ""),
        ("Гладышев", "право", 1, 2, CONFIRMED, ""),
    ),
    2023: (
        ("Ветрова", "команда", 3, 2, PROPOSED, ""),
        ("Гладышев", "делегирование", 2, 1, PROPOSED, ""),
        ("Жданов", "кадры", 1, 1, CONFIRMED, ""),
        ("Калинина", "финансы", 3, 2, PROPOSED, ""),
        ("Калинина", "родители", 2, 3, PROPOSED, ""),
        ("Лаптев", "контроль", 3, 1, CONFIRMED, ""),
        ("Мартынова", "кадры", 2, 1, PROPOSED, ""),
        ("Орехова", "контроль", 2, 1, PROPOSED, ""),
        ("Орехова", "стратегия", 1, 1, PROPOSED, ""),
        ("Орехова", "проекты", 1, 1, PROPOSED, ""),
        ("Орехова", "изменения", 2, 1, PROPOSED, ""),
        ("Орехова", "команда", 1, 2, PROPOSED, ""),
        ("Прохоров", "результаты", 3, 2, DISMISSED,
         "Опыт подтверждён стажировкой весной 2023 года; внешняя оценка её не учла."),
        ("Прохоров", "право", 1, 1, PROPOSED, ""),
    ),
}
# fmt: on
