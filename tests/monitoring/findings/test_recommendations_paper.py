from datetime import date

import pytest

from leadership.core.papers.registry import NoRecord, PaperContext, find
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2023, 12, 31)


def paper(person, user=None, day=DAY):
    context = PaperContext(person.municipality, day, user, {"person": str(person.pk)})
    return find("recommendations").build(context)


def rows(report):
    return [tuple(cell.value for _, cell in line.cells) for line in next(report.tables()).body()]


def test_what_was_sent_by_the_day_stands_on_its_ground():
    finding = make.FindingFactory(competence__title="Делегирование", found_on=date(2023, 11, 17))
    make.RecommendationFactory(
        person=finding.person, finding=finding, sent_on=date(2023, 12, 20), due_on=date(2024, 5, 1)
    )
    make.RecommendationFactory(person=finding.person, text="Ещё не направлена")
    assert rows(paper(finding.person)) == [
        (
            1,
            "Делегирование: самооценка, 17.11.2023",
            "Пройти курсы по управлению изменениями.",
            date(2024, 5, 1),
            date(2023, 12, 20),
            None,
        )
    ]


def test_what_came_later_is_not_on_the_paper_of_the_day():
    sent = make.RecommendationFactory(sent_on=date(2023, 12, 20), acknowledged_on=date(2024, 1, 9))
    assert rows(paper(sent.person))[0][-1] is None
    assert rows(paper(sent.person, day=date(2024, 1, 9)))[0][-1] == date(2024, 1, 9)


def test_a_director_prints_his_own_sheet_alone(director):
    assert paper(director.person, director).title == "Адресные рекомендации"
    with pytest.raises(NoRecord):
        paper(make.PersonFactory(), director)
