"""The office structure: what there is, what could be, and what it would mean."""

from django.urls import path

from tospann.structure.views import drawing, lab, rules, runs

app_name = "structure"

_scenarios = [
    path("partnerskap/<slug:slug>/struktur/", lab.lab, name="lab"),
    path("partnerskap/<slug:slug>/struktur/scenarier/ny/", lab.new_scenario, name="new_scenario"),
    path("struktur/scenarier/<uuid:scenario_id>/", lab.scenario, name="scenario"),
    path("struktur/scenarier/<uuid:scenario_id>/navn/", lab.naming, name="naming"),
    path("struktur/scenarier/<uuid:scenario_id>/kopi/", lab.copy, name="copy"),
    path("struktur/scenarier/<uuid:scenario_id>/legg-bort/", lab.drop, name="drop"),
    path("struktur/scenarier/<uuid:scenario_id>/ta-fram/", lab.take_back, name="take_back"),
    path("struktur/scenarier/<uuid:scenario_id>/nyeste-tall/", lab.renew, name="renew"),
    path("struktur/scenarier/<uuid:scenario_id>/rediger/", drawing.draw, name="draw"),
    path("struktur/scenarier/<uuid:scenario_id>/rediger/tall/", drawing.live, name="live"),
    path("struktur/scenarier/<uuid:scenario_id>/krav/", rules.rules, name="rules"),
    path("struktur/scenarier/<uuid:scenario_id>/krav/unntak/", rules.exemption, name="exemption"),
    path("struktur/scenarier/<uuid:scenario_id>/krav/vekter/", rules.weights, name="weights"),
    path(
        "struktur/scenarier/<uuid:scenario_id>/krav/ny/<slug:kind>/",
        rules.rule_about,
        name="rule_about",
    ),
    path(
        "struktur/scenarier/<uuid:scenario_id>/krav/<int:index>/fjerning/",
        rules.struck_rule,
        name="struck_rule",
    ),
]

_runs = [
    path("partnerskap/<slug:slug>/struktur/beregninger/", runs.runs, name="runs"),
    path(
        "struktur/scenarier/<uuid:scenario_id>/beregninger/ny/<slug:sort>/", runs.ask, name="ask"
    ),
    path("struktur/beregninger/<uuid:run_id>/", runs.run, name="run"),
    path("struktur/beregninger/<uuid:run_id>/framdrift/", runs.progress, name="run_progress"),
    path("struktur/beregninger/<uuid:run_id>/avbrudd/", runs.cancelled, name="run_cancelled"),
    path("struktur/beregninger/<uuid:run_id>/punkt/<int:number>/", runs.point, name="point"),
    path("struktur/beregninger/<uuid:run_id>/svar.json", runs.answer, name="answer"),
    path("struktur/beregninger/<uuid:run_id>/regn-om.zip", runs.again, name="run_again"),
    path(
        "struktur/beregninger/<uuid:run_id>/tabeller/<slug:name>.csv",
        runs.answer_table,
        name="answer_table",
    ),
    path(
        "struktur/beregninger/<uuid:run_id>/bilder/<slug:name>.svg",
        runs.answer_picture,
        name="answer_picture",
    ),
]

urlpatterns = [*_scenarios, *_runs]
