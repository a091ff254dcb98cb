"""A plain formula over other items: numbers, codes, + − × ÷ and brackets; nothing else is executed."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from .rounding import rounded
from .values import NO_DATA, NOT_APPLICABLE, Given, State

#: Brackets within brackets, no deeper.
DEEPEST = 20
LONGEST = 500
_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:[.,]\d+)?)|(?P<code>[^\W\d]\w*)|(?P<sign>[-+*/()×·:÷−]))")
_SIGNS = {"×": "*", "·": "*", ":": "/", "÷": "/", "−": "-"}


class FormulaError(ValueError):
    """What is wrong with the formula, in Russian."""


@dataclass(frozen=True)
class Result:
    """An exact value, and the least number it was divided by."""

    value: Fraction
    divisor: Fraction | None = None


Node = Callable[[Mapping[str, Fraction]], Result]


@dataclass(frozen=True)
class Formula:
    """Raises `FormulaError` when made from anything but arithmetic over item codes."""

    text: str
    codes: frozenset[str] = field(init=False, compare=False)
    _node: Node = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parser = _Parser(self.text)
        object.__setattr__(self, "_node", parser.parsed())
        object.__setattr__(self, "codes", frozenset(parser.codes))

    def value(self, given: Mapping[str, Given]) -> Given:
        """Exact to four places; what cannot be known, or would divide by zero, is «нет данных»."""
        answers = [given.get(code, NO_DATA) for code in self.codes]
        if any(answer.state is State.NOT_APPLICABLE for answer in answers):
            return NOT_APPLICABLE
        numbers = {code: given.get(code, NO_DATA).number for code in self.codes}
        if None in numbers.values():
            return NO_DATA
        try:
            found = self._node({code: Fraction(number) for code, number in numbers.items() if number is not None})
        except ZeroDivisionError:
            return NO_DATA
        return Given(State.VALUE, rounded(found.value), rounded(found.divisor) if found.divisor is not None else None)

    @property
    def words(self) -> str:
        return self.text


@dataclass(frozen=True)
class TwoShares:
    """Доля по двум слагаемым: 0,5 × (a/A + b/B) × 100, neither share above one (НОК УООД)."""

    part: str
    whole: str
    other_part: str
    other_whole: str

    @classmethod
    def read(cls, text: str) -> "TwoShares":
        """From «а / А; б / Б»; raises `FormulaError`."""
        found = re.fullmatch(r"\s*(\w+)\s*[/:]\s*(\w+)\s*;\s*(\w+)\s*[/:]\s*(\w+)\s*", text)
        if not found:
            raise FormulaError("Напишите две доли через точку с запятой: «а / А; б / Б».")
        return cls(*found.groups())

    @property
    def codes(self) -> frozenset[str]:
        return frozenset({self.part, self.whole, self.other_part, self.other_whole})

    def value(self, given: Mapping[str, Given]) -> Given:
        halves = [Formula(f"{part} / {whole}").value(given) for part, whole in self._pairs()]
        if any(half.state is State.NOT_APPLICABLE for half in halves):
            return NOT_APPLICABLE
        if any(half.state is State.NO_DATA for half in halves):
            return NO_DATA
        shares = [
            min(self._exact(given, part) / self._exact(given, whole), Fraction(1)) for part, whole in self._pairs()
        ]
        divisors = [half.divisor for half in halves if half.divisor is not None]
        return Given(State.VALUE, rounded(50 * sum(shares, Fraction(0))), min(divisors))

    @property
    def words(self) -> str:
        (part, whole), (other, other_whole) = self._pairs()
        return f"0,5 × ({part} : {whole} + {other} : {other_whole}) × 100, каждая доля не больше 1"

    def _pairs(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return (self.part, self.whole), (self.other_part, self.other_whole)

    @staticmethod
    def _exact(given: Mapping[str, Given], code: str) -> Fraction:
        number = given[code].number
        assert number is not None
        return Fraction(number)


class _Parser:
    """By descent: sum → product → unary → atom."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise FormulaError(f"Формула длиннее {LONGEST} знаков.")
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0
        self.codes: set[str] = set()

    def parsed(self) -> Node:
        if not self.tokens:
            raise FormulaError("Формула пуста.")
        node = self._sum()
        if self.at < len(self.tokens):
            raise FormulaError(f"Лишнее в формуле: «{self.tokens[self.at][1]}».")
        return node

    def _sum(self) -> Node:
        node = self._product()
        while sign := self._sign("+-"):
            node = _added(node, self._product(), 1 if sign == "+" else -1)
        return node

    def _product(self) -> Node:
        node = self._unary()
        while sign := self._sign("*/"):
            node = _multiplied(node, self._unary()) if sign == "*" else _divided(node, self._unary())
        return node

    def _unary(self) -> Node:
        if self._sign("-"):
            return _negated(self._atom())
        self._sign("+")
        return self._atom()

    def _atom(self) -> Node:
        kind, text = self._next()
        if kind == "number":
            constant = Fraction(text.replace(",", "."))
            return lambda numbers: Result(constant)
        if kind == "code":
            self.codes.add(text)
            return lambda numbers: Result(numbers[text])
        if text != "(":
            raise FormulaError(f"Здесь ждали число, код или скобку, а стоит «{text}».")
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError(f"Скобок внутри скобок больше {DEEPEST}.")
        node = self._sum()
        if not self._sign(")"):
            raise FormulaError("Скобка не закрыта.")
        self.depth -= 1
        return node

    def _next(self) -> tuple[str, str]:
        if self.at == len(self.tokens):
            raise FormulaError("Формула оборвана: после знака ничего нет.")
        self.at += 1
        return self.tokens[self.at - 1]

    def _sign(self, wanted: str) -> str:
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "sign" and self.tokens[self.at][1] in wanted:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return ""


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at, text = 0, text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found or found.lastgroup is None:
            raise FormulaError(f"В формуле нельзя: «{text[at:].strip()[:20]}». Только числа, коды, + - * / и скобки.")
        token = found[found.lastgroup]
        yield found.lastgroup, _SIGNS.get(token, token)
        at = found.end()


def _smaller(*divisors: Fraction | None) -> Fraction | None:
    return min((divisor for divisor in divisors if divisor is not None), default=None)


def _added(one: Node, other: Node, sign: int) -> Node:
    def node(numbers: Mapping[str, Fraction]) -> Result:
        left, right = one(numbers), other(numbers)
        return Result(left.value + sign * right.value, _smaller(left.divisor, right.divisor))

    return node


def _multiplied(one: Node, other: Node) -> Node:
    def node(numbers: Mapping[str, Fraction]) -> Result:
        left, right = one(numbers), other(numbers)
        return Result(left.value * right.value, _smaller(left.divisor, right.divisor))

    return node


def _divided(one: Node, other: Node) -> Node:
    def node(numbers: Mapping[str, Fraction]) -> Result:
        left, right = one(numbers), other(numbers)
        return Result(left.value / right.value, _smaller(left.divisor, right.divisor, abs(right.value)))

    return node


def _negated(one: Node) -> Node:
    def node(numbers: Mapping[str, Fraction]) -> Result:
        found = one(numbers)
        return Result(-found.value, found.divisor)

    return node
