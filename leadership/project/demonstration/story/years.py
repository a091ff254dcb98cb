"""The nine schools in figures: the district loses pupils year by year, two of its schools are малокомплектные."""

from schools.models import SchoolKind, SchoolYear

BASE, SMALL = SchoolYear.Group.BASE, SchoolYear.Group.SMALL
SECONDARY = SchoolKind.SECONDARY

#: The school years told of, as they begin.
FIRST, LAST = 2021, 2024

# fmt: off
# school, kind, group; then a year each: pupils, teachers, staff (None: nobody counted)
YEARS = (
    ("Золотонивская", SECONDARY, BASE, ((184, 19, 41), (181, 19, 40), (176, 18, 39), (172, 18, 39))),
    ("Сергеевская", SECONDARY, BASE, ((143, 17, 36), (139, 17, 36), (136, 16, 34), (131, 16, 34))),
    ("Маяковская", SECONDARY, BASE, ((121, 15, 31), (118, 14, 30), (122, 15, 30), (125, 15, 31))),
    ("Крестинская", SECONDARY, BASE, ((167, 18, 38), (169, 18, 38), (171, 19, 39), (174, 19, 39))),
    ("Красовская", SECONDARY, BASE, ((114, 14, 29), (111, 14, 29), (108, 13, 28), (104, 13, 28))),
    ("Куломзинская", SECONDARY, BASE, ((158, 17, 35), (153, 17, 35), (151, 16, 34), (147, 16, None))),
    ("Любимовская", SECONDARY, SMALL, ((71, 12, 24), (68, 12, 24), (64, 11, 23), (61, 11, 22))),
    ("Чистовская", SECONDARY, SMALL, ((86, 13, 26), (83, 13, 26), (79, 12, 25), (77, 12, 25))),
    ("Оконешниковская", SECONDARY, BASE, ((642, 46, 88), (651, 47, 89), (648, 46, 88), (655, 47, 90))),
)
# fmt: on
