"""Arithmetic of measuring: values → points → total → level → place, each with its reason. Knows no Django."""

from .bands import Band, Bands, Emptiness, Gap, Overlap, Undecided
from .checking import problems
from .formula import Formula, FormulaError, TwoShares
from .places import Interval, places
from .relative import Against, Best
from .rounding import Mode, rounded
from .rules import AsIs, Assessor, Choice, Cumulative, Highest, Penalty, Scale, Step, YesNo
from .scheme import Item, Lacking, Level, Line, Outcome, Scheme, Section, Subtotal, Total
from .together import together
from .trials import Firmness, Trials
from .values import NO_DATA, NOT_APPLICABLE, Given, State, Value, given, said, said_points

__all__ = [
    "NOT_APPLICABLE",
    "NO_DATA",
    "Against",
    "AsIs",
    "Assessor",
    "Band",
    "Bands",
    "Best",
    "Choice",
    "Cumulative",
    "Emptiness",
    "Firmness",
    "Formula",
    "FormulaError",
    "Gap",
    "Given",
    "Highest",
    "Interval",
    "Item",
    "Lacking",
    "Level",
    "Line",
    "Mode",
    "Outcome",
    "Overlap",
    "Penalty",
    "Scale",
    "Scheme",
    "Section",
    "State",
    "Step",
    "Subtotal",
    "Total",
    "Trials",
    "TwoShares",
    "Undecided",
    "Value",
    "YesNo",
    "given",
    "places",
    "problems",
    "rounded",
    "said",
    "said_points",
    "together",
]
