"""What closing a campaign costs, beside plain SQL for the same work; and reading its standing afterwards.

    DATABASE_URL=postgres://… python benchmarks/campaign.py [--subjects 40000] [--items 30]

Use a database of its own: it makes a district, schools, a methodology of bands and percentages, a campaign with
an accepted form of every school. Closing makes a result of every subject and a line of every item with its
explanation, totals, levels, places and the interval of every place. The plain SQL scores the same answers by the
same bands, adds up, ranks and writes totals and points, then copies the explained lines into a table with the same
indexes and keys: what the database alone takes for the same rows. It tries no weights. Shortfalls are proposed
from results and measured by themselves: closing proposes none here, for the campaign is still being filled in.
"""

import argparse
import os
import resource
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadership.settings")
os.environ.setdefault("SECOND_FACTOR", "off")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from leadership.core import rows  # noqa: E402
from monitoring import models  # noqa: E402
from monitoring.actions.calculating import calculate  # noqa: E402
from monitoring.actions.findings import propose_findings  # noqa: E402
from schools.models import Municipality, Role, School, User  # noqa: E402

AT = datetime(2023, 12, 21, tzinfo=UTC)
#: Choice, text, note, origin, mark and remark of an answer.
UNSAID = ("", "", "", "entered", False, "")
#: Every third item gives its value as points, the others by ten bands.
PLAIN = """
CREATE TABLE plain_points AS
SELECT answers.participant_id, answers.item_id,
       CASE WHEN items.rule = 'value' THEN CAST(answers.number * 10000 AS BIGINT) ELSE steps.points END AS points
  FROM (SELECT response.participant_id, answer.item_id, answer.number
          FROM monitoring_answer answer JOIN monitoring_response response ON response.id = answer.response_id
               JOIN monitoring_participant participant ON participant.id = response.participant_id
         WHERE response.state = 'accepted' AND participant.campaign_id = %s) answers
  JOIN monitoring_item items ON items.id = answers.item_id
  LEFT JOIN monitoring_scalestep steps ON steps.item_id = items.id
       AND answers.number >= steps.lower AND (steps.upper IS NULL OR answers.number < steps.upper)
"""
TOTALS = """
CREATE TABLE plain_totals AS
SELECT participant_id, SUM(points) AS total, DENSE_RANK() OVER (ORDER BY SUM(points) DESC) AS place
  FROM plain_points GROUP BY participant_id
"""


def made(subjects: int, items: int) -> models.Campaign:
    """The campaign of a former run, or a new one."""
    code = f"B{subjects}x{items}"
    known = models.Campaign.objects.filter(methodology__code=code).first()
    campaign = known or build(code, subjects, items)
    models.Campaign.objects.filter(pk=campaign.pk).update(state="filling")
    campaign.refresh_from_db()
    return campaign


@transaction.atomic
def build(code: str, subjects: int, items: int) -> models.Campaign:
    district = Municipality.objects.create(
        name=code, name_genitive=code, region="–", region_genitive="–", department="–", department_genitive="–",
        head_post="–", head_name="–",
    )  # fmt: skip
    methodology = models.Methodology.objects.create(
        municipality=district, code=code, title="Замер", kind="effectiveness", subject="school"
    )
    section = models.Section.objects.create(methodology=methodology, position=1, code="S", title="Раздел")
    listed = [
        models.Item(
            methodology=methodology, section=section, position=number, code=f"P{number}", title=f"Показатель {number}",
            answer="percent", unit="%", rule="value" if number % 3 == 0 else "bands", most_points=100,
        )
        for number in range(items)
    ]  # fmt: skip
    models.Item.objects.bulk_create(listed)
    models.ScaleStep.objects.bulk_create(
        models.ScaleStep(
            item=item, position=band, points=band, lower=10 * band, upper=None if band == 9 else 10 * band + 10
        )
        for item in listed
        if item.rule == "bands"
        for band in range(10)
    )  # fmt: skip
    for title, lower in (("высокий", 60), ("средний", 40), ("низкий", None)):
        models.Level.objects.create(methodology=methodology, title=title, lower=lower, tone="middle")
    campaign = models.Campaign.objects.create(
        municipality=district, methodology=methodology, title="Замер", year=2023, as_of=date(2023, 12, 1),
        state="checking",
    )  # fmt: skip
    fill(campaign, listed, subjects)
    return campaign


def fill(campaign: models.Campaign, items: list[models.Item], subjects: int) -> None:
    district, kind = campaign.municipality, ContentType.objects.get_for_model(School).pk
    names = (f"Школа {number}" for number in range(subjects))
    schools = School.objects.bulk_create(
        (School(municipality=district, name=name, short_name=name) for name in names), batch_size=2000
    )
    participants = models.Participant.objects.bulk_create(
        (
            models.Participant(
                campaign=campaign, content_type_id=kind, object_id=it.pk, municipality=district, school=it,
                label=it.short_name,
            )
            for it in schools
        ),
        batch_size=2000,
    )  # fmt: skip
    responses = models.Response.objects.bulk_create(
        (models.Response(participant=it, state="accepted") for it in participants), batch_size=2000
    )
    columns = ("response_id", "item_id", "state", "number", "choice", "text", "note", "origin", "is_marked", "remark")
    answers = (
        ((response.pk,), rows.prepared((item.pk, "value", f"{(number * 37 + place * 101) % 1001 / 10:.1f}", *UNSAID)))
        for number, response in enumerate(responses)
        for place, item in enumerate(items)
    )
    rows.insert(models.Answer, columns, answers)


def plainly(campaign: models.Campaign) -> float:
    with connection.cursor() as cursor:
        for table in ("plain_points", "plain_totals"):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
        began = time.perf_counter()
        cursor.execute(PLAIN, [campaign.pk])
        cursor.execute(TOTALS)
        return time.perf_counter() - began


def written(calculation: models.Calculation) -> float:
    """The same explained lines put into a table with the same indexes and keys by one INSERT."""
    table = models.Score._meta.db_table
    named = "result_id, item_id, state, number, said, points, most, contribution, reason"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS plain_scores")
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE TABLE plain_scores (LIKE {table} INCLUDING ALL)")
            for key, other in (("result_id", "monitoring_result"), ("item_id", "monitoring_item")):
                cursor.execute(
                    f"ALTER TABLE plain_scores ADD FOREIGN KEY ({key}) REFERENCES {other} DEFERRABLE INITIALLY DEFERRED"
                )
        else:
            cursor.execute(
                "CREATE TABLE plain_scores (id INTEGER PRIMARY KEY AUTOINCREMENT, "
                "result_id BIGINT REFERENCES monitoring_result, item_id BIGINT REFERENCES monitoring_item, state, "
                "number DECIMAL, said, points BIGINT, most BIGINT, contribution BIGINT, reason, "
                "UNIQUE(result_id, item_id))"
            )
            cursor.execute("CREATE INDEX plain_scores_item ON plain_scores (item_id)")
        began = time.perf_counter()
        cursor.execute(
            f"INSERT INTO plain_scores ({named}) SELECT {named} FROM {table} "
            "WHERE result_id IN (SELECT id FROM monitoring_result WHERE calculation_id = %s)",
            [calculation.pk],
        )
        spent = time.perf_counter() - began
        cursor.execute("DROP TABLE plain_scores")
    return spent


def differing() -> int:
    """Places that our calculation and the plain SQL see otherwise."""
    current = models.Calculation.objects.order_by("-pk").first()
    ranked = current.results.ranked(current.campaign.methodology).order_by()
    ours = dict(ranked.values_list("participant", "counted_place"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT participant_id, place FROM plain_totals")
        return sum(ours.get(participant) != place for participant, place in cursor.fetchall())


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Worked:
    """Seconds of the processor that Python and the database server took; of the latter where it is on this machine."""

    def __init__(self) -> None:
        self.process = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.process = Path(f"/proc/{cursor.fetchone()[0]}/stat")
        self.began = self.now()

    def now(self) -> tuple[float, float]:
        served = 0.0
        if self.process and self.process.exists():
            user, system = self.process.read_text().rpartition(")")[2].split()[11:13]
            served = (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        return time.process_time(), served

    @property
    def said(self) -> str:
        own, served = (now - before for now, before in zip(self.now(), self.began, strict=True))
        return f"процессор: Python {own:.1f} с, сервер базы {served:.1f} с"


def page(campaign: models.Campaign, route: str) -> tuple[float, int]:
    """Median of nine, with the number of questions."""
    user, _ = User.objects.get_or_create(
        username="benchmark", defaults={"role": Role.SPECIALIST, "municipality": campaign.municipality}
    )
    User.objects.filter(pk=user.pk).update(municipality=campaign.municipality)
    settings.SECOND_FACTOR = "off"
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse(f"monitoring:{route}", args=[campaign.pk])
    times, asked = [], 0
    for _ in range(9):
        with CaptureQueriesContext(connection) as found:
            began = time.perf_counter()
            answer = client.get(address)
            times.append(time.perf_counter() - began)
        assert answer.status_code == 200, (answer.status_code, answer.headers.get("Location"))
        asked = len(found)
    return sorted(times)[4], asked


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--subjects", type=int, default=40_000)
    asked.add_argument("--items", type=int, default=30)
    options = asked.parse_args()
    campaign = made(options.subjects, options.items)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    worked = Worked()
    print(f"{connection.vendor}, участников {options.subjects}, показателей {options.items}")
    print(f"простой SQL: баллы, итоги и места {plainly(campaign):.1f} с; {worked.said}")
    before = memory()
    began, worked = time.perf_counter(), Worked()
    calculation = calculate(campaign, by=None, at=AT, reason="замер")
    ours = time.perf_counter() - began
    assert not calculation.fault, calculation.fault
    print(f"расчёт: {ours:.1f} с; {worked.said}; память +{memory() - before:.0f} МБ")
    for what in ("дефициты предложены", "… ещё раз, ничего не изменилось"):
        began, worked = time.perf_counter(), Worked()
        proposed = propose_findings(calculation, on=AT.date())
        spent = time.perf_counter() - began
        print(f"{what}: {proposed.new + proposed.kept} за {spent:.1f} с; {worked.said}")
    worked = Worked()
    print(f"простой SQL: запись тех же строк с объяснениями {written(calculation):.1f} с; {worked.said}")
    print(f"мест, которые различаются: {differing()}")
    for route in ("standing", "matrix", "dynamics"):
        seconds, questions = page(campaign, route)
        print(f"{route}: {1000 * seconds:.0f} мс, запросов {questions}")


if __name__ == "__main__":
    main()
