"""Several forms of one role – experts, colleagues – as one: their mean, and nobody's own mark."""

from collections.abc import Sequence
from fractions import Fraction

from leadership.core import russian

from .rounding import rounded
from .scheme import Line, Scheme
from .values import NO_DATA, NOT_APPLICABLE, Given, State, said_points


def together(scheme: Scheme, lines: Sequence[Line]) -> Line:
    """The lines of one item in several forms: the mean of the points of those that have any, to four places."""
    item = lines[0].item
    if len(lines) == 1:
        return lines[0]
    counted = [line for line in lines if line.points is not None]
    if not counted:
        is_applicable = any(line.given.state is not State.NOT_APPLICABLE for line in lines)
        return scheme.line(item, NO_DATA if is_applicable else NOT_APPLICABLE)
    mean = rounded(Fraction(sum(Fraction(line.points or 0) for line in counted), len(counted)))
    forms = russian.counted(len(counted), "форме", "формам", "формам")
    given = Given(State.VALUE, f"среднее по {forms}")
    return scheme.worth(item, given, mean, counted[0].most, f"среднее по {forms} – {said_points(mean)}")
