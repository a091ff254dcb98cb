"""What somebody typed, or put into a cell, as an answer of the item's own type. Knows no Django."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from leadership.core import russian

State = Literal["value", "no_data", "not_applicable"]

HUNDRED = Decimal(100)
#: As many digits as the database keeps: twenty, four of them after the comma.
WHOLE_DIGITS, PLACES = 16, 4
LONGEST_TEXT = 5_000
MOST_CASES = 1_000_000

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
_MINUSES = str.maketrans("\u2212\u2013\u2014", "---")
_GROUPED = re.compile(r"-?\d{1,3}( \d{3})+([.,]\d+)?")
_PLAIN = re.compile(r"-?\d+([.,]\d+)?")
_LETTER = re.compile(r"[^\W\d_]")
_PAIR = re.compile(r"(.+?)\s*[=:\u2013\u2014-]\s*(\d+)$")

_NO_DATA = frozenset({"нет данных", "н/д", "нет сведений"})
_NOT_APPLICABLE = frozenset({"не применяется", "неприменимо", "не применимо", "н/п"})
_YES = frozenset({"да", "1", "+", "есть", "true", "истина", "yes"})
_NO = frozenset({"нет", "0", "-", "false", "ложь", "no"})


class NotRead(ValueError):
    """What was typed is no answer to the item; the text says why in Russian."""


@dataclass(frozen=True)
class Asked:
    """How an item is answered: its kind as `Item.Answer` names it, the bounds, the answers to choose from."""

    kind: str
    least: Decimal | None = None
    most: Decimal | None = None
    steps: Mapping[str, str] = field(default_factory=dict)  # code → label
    may_be_inapplicable: bool = False

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """A percent lies between 0 and 100, a count is not negative, unless the item itself says otherwise."""
        if self.kind == "percent":
            return (Decimal(0) if self.least is None else self.least), (HUNDRED if self.most is None else self.most)
        if self.kind == "count" and self.least is None:
            return Decimal(0), self.most
        return self.least, self.most


@dataclass(frozen=True)
class Given:
    """An answer ready to be kept."""

    state: State = "value"
    number: Decimal | None = None
    choice: str = ""
    counts: Mapping[str, int] | None = None
    text: str = ""


NO_DATA = Given("no_data")
NOT_APPLICABLE = Given("not_applicable")


def read(asked: Asked, typed: str) -> Given | None:
    """The answer, or nothing where nothing is typed; raises `NotRead`."""
    text = typed.strip()
    if not text:
        return None
    folded = " ".join(text.casefold().split())
    if asked.kind != "text" and folded in _NO_DATA:
        return NO_DATA
    if asked.kind != "text" and folded in _NOT_APPLICABLE:
        return inapplicable(asked)
    match asked.kind:
        case "yes_no":
            return Given(number=_truth(text, folded))
        case "choice":
            return Given(choice=_chosen(asked, text))
        case "levels":
            return Given(counts=_pairs(asked, text))
        case "text":
            return Given(text=_text(text))
        case _:
            return Given(number=_within(asked, _whole(asked, number(text))))


def read_levels(asked: Asked, typed: Mapping[str, str]) -> Given | None:
    """How many at each level, typed level by level; an empty one beside filled ones is none."""
    written = {code: typed.get(code, "").strip() for code in asked.steps}
    if not any(written.values()):
        return None
    return Given(counts={code: _cases(said) if said else 0 for code, said in written.items()})


def inapplicable(asked: Asked) -> Given:
    if not asked.may_be_inapplicable:
        raise NotRead("«Не применяется» здесь ответить нельзя: поставьте значение или «нет данных».")
    return NOT_APPLICABLE


def number(typed: str) -> Decimal:
    """«1 234,5», «1234.5», «98 %»: a comma or a point, spaces between thousands, nothing else."""
    text = _SPACES.sub(" ", typed.strip().translate(_MINUSES)).removesuffix("%").strip()
    text = re.sub(r"^- ", "-", text)
    if _LETTER.search(text):
        raise NotRead(f"«{_short(typed)}» – не число: здесь пишут цифрами, например 20 или 20,5.")
    if len(re.findall("[.,]", text)) > 1:
        raise NotRead(f"«{_short(typed)}» – непонятно, где дробная часть: оставьте одну запятую.")
    if " " in text and not _GROUPED.fullmatch(text):
        raise NotRead(f"«{_short(typed)}» – в поле два числа или лишний пробел. Напишите одно число.")
    plain = text.replace(" ", "")
    if not plain.isascii() or not _PLAIN.fullmatch(plain):
        raise NotRead(f"«{_short(typed)}» – не число: здесь пишут цифрами, например 20 или 20,5.")
    return _kept(Decimal(plain.replace(",", ".")))


def is_jump(former: Decimal | None, now: Decimal | None, limit: int | None) -> bool:
    """Whether the change since last time is beyond the limit, in per cent of the former value; from zero any is."""
    if former is None or now is None or limit is None or former == now:
        return False
    return former == 0 or abs(now - former) * HUNDRED > abs(former) * limit


def _kept(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > PLACES:
        raise NotRead("После запятой не больше четырёх знаков.")
    if abs(value) >= Decimal(10) ** WHOLE_DIGITS:
        raise NotRead("Число слишком большое: проверьте, нет ли лишних цифр.")
    return value


def _whole(asked: Asked, value: Decimal) -> Decimal:
    if asked.kind == "count" and value != value.to_integral_value():
        raise NotRead(f"Количество – целое число, а не {russian.number(value)}.")
    return value


def _within(asked: Asked, value: Decimal) -> Decimal:
    least, most = asked.bounds
    sign = "\u00a0%" if asked.kind == "percent" else ""
    if most is not None and value > most:
        raise NotRead(f"{russian.number(value)}{sign} – слишком много: здесь не больше {russian.number(most)}{sign}.")
    if least is not None and value < least:
        raise NotRead(f"{russian.number(value)}{sign} – слишком мало: здесь не меньше {russian.number(least)}{sign}.")
    return value


def _truth(text: str, folded: str) -> Decimal:
    if folded in _YES:
        return Decimal(1)
    if folded in _NO:
        return Decimal(0)
    raise NotRead(f"«{_short(text)}» – ответьте «да» или «нет».")


def _chosen(asked: Asked, text: str) -> str:
    """The code of the answer, written as the code or as the words beside it."""
    if text in asked.steps:
        return text
    said = {" ".join(label.casefold().split()): code for code, label in asked.steps.items()}
    said |= {code.casefold(): code for code in asked.steps}
    found = said.get(" ".join(text.casefold().split()))
    if found is None:
        raise NotRead(f"«{_short(text)}» – нет такого ответа. Есть: {_listed(asked)}.")
    return found


def _pairs(asked: Asked, text: str) -> dict[str, int]:
    """«муниципальный – 2; региональный – 1», by label or by code."""
    counts = dict.fromkeys(asked.steps, 0)
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]|,\s", text))):
        pair = _PAIR.fullmatch(part)
        if pair is None:
            raise NotRead(f"«{_short(part)}» – напишите уровень и количество: «{_example(asked)}».")
        counts[_chosen(asked, pair[1].strip())] += _cases(pair[2])
    return counts


def _cases(typed: str) -> int:
    value = number(typed)
    if value != value.to_integral_value() or not 0 <= value <= MOST_CASES:
        raise NotRead(f"«{_short(typed)}» – здесь пишут количество: целое число, не меньше нуля.")
    return int(value)


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise NotRead(f"Текст длиннее {russian.number(LONGEST_TEXT)} знаков: сократите его.")
    return text


def _listed(asked: Asked) -> str:
    return ", ".join(f"«{label}»" for label in asked.steps.values())


def _example(asked: Asked) -> str:
    return "; ".join(f"{label} – 0" for label in list(asked.steps.values())[:2])


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
