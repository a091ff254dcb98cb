from django.urls import path

from .views import handover, indicators, papers, passport, plan

app_name = "project"

urlpatterns = [
    path("passport/", passport.passport, name="passport"),
    path("passport/load/", passport.load_passport, name="load_passport"),
    path("passport/edit/", passport.edit_passport, name="edit_passport"),
    path("passport/<slug:part>/<int:pk>/edit/", passport.edit_part, name="edit_part"),
    path("amendments/", passport.amendments, name="amendments"),
    path("plan/", plan.plan, name="plan"),
    path("plan/<int:pk>/", plan.measure, name="measure"),
    path("plan/<int:pk>/edit/", plan.edit_measure, name="edit_measure"),
    path("plan/rows/<int:pk>/edit/", plan.edit_row, name="edit_row"),
    path("plan/rows/<int:row>/schedule/", plan.add_occurrence, name="add_occurrence"),
    path("plan/dates/<int:pk>/close/", plan.close_occurrence, name="close_occurrence"),
    path("plan/dates/<int:pk>/move/", plan.edit_occurrence, name="edit_occurrence"),
    path("plan/dates/<int:pk>/drop/", plan.remove_occurrence, name="remove_occurrence"),
    path("handover/<int:school>/", handover.handover, name="handover"),
    path("indicators/", indicators.list_indicators, name="indicators"),
    path("indicators/<int:pk>/", indicators.indicator, name="indicator"),
    path("indicators/<int:pk>/edit/", indicators.edit_indicator, name="edit_indicator"),
    path("papers/", papers.papers, name="papers"),
    path("papers/prepared/<int:pk>/", papers.prepared, name="prepared"),
    path("papers/prepared/<int:pk>/file/", papers.prepared_file, name="prepared_file"),
    path("papers/<slug:kind>/", papers.paper, name="paper"),
    path("papers/<slug:kind>/<slug:face>/", papers.paper_file, name="paper_file"),
]
