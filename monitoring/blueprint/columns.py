"""The fields of a methodology, sheet by sheet, in the order they stand there."""

from . import words
from .fields import Field, Kind

LONG = 20_000


def _choice(name: str, title: str, choices: dict[str, str], default: str = "", note: str = "") -> Field:
    return Field(name, title, Kind.CHOICE, not default, default, choices, note=note)


def _whole(name: str, title: str, default: int, *, least: int = 0, most: int = 32_767, note: str = "") -> Field:
    return Field(name, title, Kind.WHOLE, default=default, least=least, most=most, note=note)


def _figure(name: str, title: str, note: str = "") -> Field:
    return Field(name, title, Kind.DECIMAL, default=None, note=note)


METHODOLOGY = (
    Field("code", "Код", Kind.CODE, True, note="один у всех версий; с буквы, до 20 знаков"),
    _whole("version", "Версия", 1, least=1, note="при загрузке номер даёт система"),
    Field("title", "Название", is_required=True, most=300),
    _choice("kind", "Вид", words.KINDS),
    _choice("subject", "Кого или что оценивают", words.SUBJECTS),
    Field("purpose", "Назначение", most=LONG, note="видит тот, кто отвечает"),
    Field("order", "Утверждена (документ, №)", most=200),
    Field("approved_on", "Дата утверждения", Kind.DAY, default=None),
    Field("version_note", "Что изменено в этой версии", most=LONG),
    _choice("total", "Как считают итог", words.TOTALS, "sum"),
    _choice("rounding", "Округление", words.ROUNDINGS, "half_up"),
    _choice("rounded", "Что округляют", words.ROUNDED, "parts"),
    Field("digits", "Знаков после запятой", Kind.WHOLE, default=2, least=0, most=4),
    _figure("declared_most", "Объявленный максимум"),
    _whole("least_coverage", "Место – при полноте данных не ниже, %", 70, most=100),
    _choice("places", "Места", words.PLACES, "dense"),
    Field("second_key", "Второй показатель (код)", most=20, note="когда равных разделяет второй показатель"),
    Field("ranks_groups_apart", "Места – внутри групп сравнения", Kind.TRUTH, default=False),
    _choice("levels_on", "Уровни считают", words.LEVELS_ON, "percent"),
    _whole("norm_percent", "Дефицит – ниже, % шкалы", 60, most=100, note="пусто – не выявлять"),
    _whole("gap_steps", "Завышенная самооценка – на ступеней шкалы и больше", 1, least=1),
    _whole("strong_percent", "Сильная сторона – от, % шкалы", 80, most=100),
    _whole("jump_percent", "Пояснение – при изменении за год больше, %", 30),
)

SECTION = (
    Field("code", "Код", Kind.CODE, True),
    Field("title", "Название", is_required=True, most=300),
    Field("explanation", "Пояснение", most=LONG),
    Field("weight", "Вес", Kind.DECIMAL, default=1, least=0),
)

ITEM = (
    Field("code", "Код", Kind.CODE, True, note="слово формулы: с буквы, до 20 знаков"),
    Field("title", "Название", is_required=True, most=LONG, note="вопрос или показатель"),
    Field("hint", "Пояснение", most=LONG),
    Field("weight", "Вес", Kind.DECIMAL, default=1, least=0),
    _choice("answer", "Ответ", words.ANSWERS),
    Field("unit", "Единица", most=40),
    _choice("direction", "Направленность", words.DIRECTIONS, "up"),
    _figure("least", "Наименьшее значение"),
    _figure("most", "Наибольшее значение"),
    _figure("norm", "Норма", "хуже нормы – дефицит"),
    _choice("calculation", "Значение", words.CALCULATIONS, "asked"),
    Field("formula", "Формула", most=500, note="числа, коды, + - * / и скобки; для двух слагаемых: «а / А; б / Б»"),
    _choice("rule", "Правило баллов", words.RULES, "none"),
    _figure("most_points", "Не больше, баллов"),
    _figure("least_points", "Не меньше, баллов"),
    _figure("yes_points", "За «да», баллов"),
    _figure("no_points", "За «нет», баллов"),
    _figure("start_points", "Без случаев, баллов"),
    _figure("case_points", "За каждый случай снимают, баллов"),
    Field("competence", "Компетенция", most=200, note="из общего перечня; новая будет в него добавлена"),
    Field("competence_function", "Функция компетенции", Kind.CHOICE, choices=words.FUNCTIONS, note="для новой"),
    Field("source", "Источник данных", most=300),
    Field("known_as", "Берётся из данных системы", most=60),
    Field("is_required", "Ответ обязателен", Kind.TRUTH, default=True),
    Field("needs_evidence", "Нужен подтверждающий документ", Kind.TRUTH, default=False),
    Field("may_be_inapplicable", "Может не применяться", Kind.TRUTH, default=False),
)

STEP = (
    Field("code", "Код", most=20, note="у ответов и уровней"),
    Field("label", "Название", most=300),
    Field("description", "Описание", most=LONG),
    _figure("lower", "От", "у диапазонов; пусто – без границы"),
    Field("lower_included", "«От» включается", Kind.TRUTH, default=True),
    _figure("upper", "До"),
    Field("upper_included", "«До» включается", Kind.TRUTH, default=False),
    _figure("points", "Баллов"),
    Field("is_positive", "Положительный ответ", Kind.TRUTH, default=False),
)

LEVEL = (
    Field("title", "Название", is_required=True, most=100),
    _figure("lower", "От", "включается; пусто – без границы"),
    _choice("tone", "Тон", words.TONES),
)
