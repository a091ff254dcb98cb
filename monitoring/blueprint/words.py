"""The codes of a methodology and the words for them, and which go together. The models say the same (a test)."""

import re

CODE = re.compile(r"[^\W\d_]\w{0,19}")

KINDS = {
    "competence": "оценка компетенций",
    "effectiveness": "мониторинг эффективности руководителей",
    "rating": "рейтинг школ",
    "survey": "анкетирование",
    "interview": "собеседование",
    "review": "экспертиза проектов",
}
#: What people say of themselves, of others and in an interview never becomes a place.
RANKED_KINDS = frozenset({"effectiveness", "rating", "review"})
#: They ask and count answers: not one of their items has to give points.
KINDS_WITHOUT_POINTS = frozenset({"survey", "interview"})
SUBJECTS = {"head": "руководитель", "school": "школа", "project": "управленческий проект"}
TOTALS = {
    "sum": "сумма баллов",
    "weighted": "сумма баллов с весами",
    "percent": "процент от применимого максимума",
    "sections": "среднее по разделам",
}
ROUNDINGS = {"half_up": "половина – вверх", "half_even": "половина – к чётному", "down": "отбрасывание"}
ROUNDED = {"parts": "каждое слагаемое", "total": "итог"}
PLACES = {
    "dense": "равным – одно место, следующее не пропускается",
    "gaps": "равным – одно место, следующие пропускаются",
    "key": "равных разделяет второй показатель",
    "none": "места не присваиваются",
}
LEVELS_ON = {"total": "по итогу в баллах", "percent": "по проценту от применимого максимума"}
TONES = {"best": "лучший", "good": "хороший", "middle": "средний", "weak": "слабый", "worst": "худший"}

FUNCTIONS = {
    "education": "управление образовательной деятельностью",
    "administration": "администрирование деятельности",
    "development": "управление развитием",
    "partnership": "взаимодействие с участниками и партнёрами",
    "leadership": "лидерская позиция",
}
ANSWERS = {
    "number": "число",
    "percent": "процент",
    "count": "количество",
    "yes_no": "да или нет",
    "choice": "выбор одного",
    "levels": "количество по уровням",
    "points": "баллы эксперта",
    "text": "текст",
}
DIRECTIONS = {"up": "больше – лучше", "down": "меньше – лучше", "none": "не оценивается"}
CALCULATIONS = {"asked": "спрашивают", "formula": "считают по формуле", "two_shares": "доля по двум слагаемым"}
RULES = {
    "none": "баллов не даёт",
    "bands": "диапазоны значений",
    "yes_no": "да или нет",
    "choice": "баллы выбранного ответа",
    "cumulative": "накопительно по уровням",
    "highest": "только высший уровень",
    "penalty": "штраф за каждый случай",
    "assessor": "баллы ставит эксперт",
    "value": "значение и есть балл",
    "best": "лучший получает наибольший балл",
}

_OF_A_FIGURE = ("none", "bands", "penalty", "value", "best")
RULES_OF = {
    "number": _OF_A_FIGURE,
    "percent": _OF_A_FIGURE,
    "count": _OF_A_FIGURE,
    "yes_no": ("none", "yes_no"),
    "choice": ("none", "choice"),
    "levels": ("none", "cumulative", "highest"),
    "points": ("none", "assessor", "value", "bands"),
    "text": ("none",),
}
FIGURES = frozenset({"number", "percent", "count", "points"})
#: Amounts each rule works with; those it cannot do without come first.
AMOUNTS_OF = {
    "none": ((), ()),
    "bands": ((), ()),
    "yes_no": (("yes_points", "no_points"), ()),
    "choice": ((), ()),
    "cumulative": ((), ("most_points",)),
    "highest": ((), ()),
    "penalty": (("start_points", "case_points"), ("least_points",)),
    "assessor": (("most_points",), ("least_points",)),
    "value": ((), ("most_points", "least_points")),
    "best": (("most_points",), ()),
}
AMOUNTS = ("yes_points", "no_points", "start_points", "case_points", "least_points", "most_points")
#: Answers that are chosen or counted by name: their steps have a code and a label, those of bands have bounds.
NAMED = frozenset({"choice", "levels"})


def has_bands(rule: str) -> bool:
    return rule == "bands"


def has_steps(answer: str, rule: str) -> bool:
    return answer in NAMED or has_bands(rule)
