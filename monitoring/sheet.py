"""«Почему столько баллов»: one result line by line, as the page and the paper tell it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leadership.core import russian

from . import scoring, standing
from .models import AnswerState, Methodology, Result, Score
from .scheme import scheme_of


@dataclass(frozen=True)
class SheetLine:
    """Value → rule in words → points → weight → contribution, and what it was the time before."""

    code: str
    title: str
    said: str
    rule: str
    reason: str
    points: Decimal | None
    most: Decimal | None
    weight: Decimal
    contribution: Decimal | None
    state: str
    said_before: str = ""
    points_before: Decimal | None = None

    @property
    def is_scored(self) -> bool:
        return bool(self.rule)


@dataclass(frozen=True)
class SheetSection:
    title: str
    lines: tuple[SheetLine, ...]
    subtotal: scoring.Subtotal


@dataclass(frozen=True)
class Sheet:
    result: Result
    sections: tuple[SheetSection, ...]
    place: int | None
    rivals: int
    lacking: scoring.Lacking | None
    on_percent: bool
    weighs: bool
    former: Result | None
    comparable: bool

    @property
    def lacks(self) -> str:
        """«До уровня «высокий» не хватает 5 процентных пунктов; ближайшие показатели: …»"""
        if self.lacking is None:
            return ""
        by = self.lacking.by
        if self.on_percent:
            missing = f"{russian.number(by)}{russian.NBSP}{russian.plural(by, *POINTS_OF_PERCENT)}"
        else:
            missing = scoring.said_points(by)
        nearest = "; ".join(
            f"«{line.item.title or line.item.code}» – ещё до {scoring.said_points(room)}"
            for line, room in self.lacking.nearest
        )
        said = f"До уровня «{self.lacking.level.title}» не хватает {missing}."
        return f"{said} Ближайшие показатели: {nearest}." if nearest else said


POINTS_OF_PERCENT = ("процентного пункта", "процентных пунктов", "процентных пунктов")


def former_result(result: Result, day: date) -> Result | None:
    """What the same subject had in the same role the period before."""
    calculation = standing.former_of(result.calculation.campaign, day)
    if calculation is None:
        return None
    same = calculation.results.filter(
        participant__content_type=result.participant.content_type_id,
        participant__object_id=result.participant.object_id,
        role=result.role,
    )
    return same.select_related("calculation__campaign__methodology", "level").first()


def sheet_of(result: Result, former: Result | None) -> Sheet:
    """Of a result taken with its calculation, campaign, methodology and participant."""
    methodology: Methodology = result.calculation.campaign.methodology
    scheme = scheme_of(methodology)
    scores = {score.item.code: score for score in result.scores.select_related("item")}
    before = {score.item.code: score for score in former.scores.select_related("item")} if former else {}
    lines = {code: _line(scheme, scheme.by_code[code], score) for code, score in scores.items()}
    sections = tuple(
        SheetSection(
            section.title,
            tuple(
                _told(lines[item.code], scores[item.code], before.get(item.code))
                for item in scheme.items
                if item.section == section.code and item.code in lines
            ),
            scheme.subtotal(section, lines.values()),
        )
        for section in scheme.sections
    )
    place, rivals = standing.place_of(result)
    is_same = former is not None and former.calculation.campaign.methodology_id == methodology.pk
    return Sheet(
        result=result,
        sections=tuple(section for section in sections if section.lines),
        place=place,
        rivals=rivals,
        lacking=scheme.lacking(_outcome(result, lines)),
        on_percent=scheme.levels_on_percent,
        weighs=scheme.total is not scoring.Total.SUM,
        former=former,
        comparable=is_same,
    )


def _line(scheme: scoring.Scheme, item: scoring.Item, score: Score) -> scoring.Line:
    """The line as it was counted that day: points are read, not counted again."""
    given = scoring.Given(scoring.State(score.state), score.said or None)
    line = scoring.Line(item, given, score.points, score.most, score.contribution, score.reason)
    return scheme.weighed(line)


def _outcome(result: Result, lines: dict[str, scoring.Line]) -> scoring.Outcome:
    return scoring.Outcome(
        tuple(lines.values()), (), result.total, result.most, result.percent, result.rounding,
        result.answered, result.applicable, None, result.is_ranked,
    )  # fmt: skip


def _told(line: scoring.Line, score: Score, before: Score | None) -> SheetLine:
    rule = line.item.rule
    return SheetLine(
        code=line.item.code,
        title=line.item.title,
        said=score.said or AnswerState(score.state).label,
        rule=rule.words if rule else "",
        reason=score.reason,
        points=score.points,
        most=score.most,
        weight=line.item.weight,
        contribution=score.contribution,
        state=score.state,
        said_before=before.said if before else "",
        points_before=before.points if before else None,
    )
