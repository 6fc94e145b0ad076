"""The office structure: what there is, what could be, and what it would mean."""

from django.urls import include, path

from tospann.structure.views import asking, comparing, drawing, lab, present, rules, studies

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
    path("struktur/scenarier/<uuid:scenario_id>/hvorfor-ikke/", asking.why_not, name="why_not"),
    path("struktur/scenarier/<uuid:scenario_id>/pris/", asking.price, name="price"),
    path(
        "struktur/beregninger/<uuid:run_id>/forslag/<int:number>/scenario/",
        asking.keep,
        name="keep",
    ),
]

_study = [
    path("", studies.version, name="study"),
    path("<slug:name>.svg", studies.picture, name="study_picture"),
    path("tabeller/<slug:name>.csv", studies.table, name="study_table"),
    path("tabeller.zip", studies.tables, name="study_tables"),
    path("utredning.<slug:ending>", studies.file, name="study_file"),
    path("forslag/", studies.proposal, name="study_proposal"),
    path("sak/<str:number>/", studies.case, name="study_case"),
    path("sak/<str:number>/sak.<slug:ending>", studies.case_file, name="study_case_file"),
]
_studies = [
    path("partnerskap/<slug:slug>/struktur/utredning/ny/", studies.new, name="study_new"),
    path("partnerskap/<slug:slug>/struktur/utredning/<uuid:version_id>/", include(_study)),
    path("dokumenter/<uuid:document_id>/utkast/utredning/", studies.draft, name="study_draft"),
    path(
        "dokumenter/<uuid:document_id>/utkast/utredning/<slug:name>.svg",
        studies.draft_picture,
        name="study_draft_picture",
    ),
]

_comparison = [
    path(
        "partnerskap/<slug:slug>/struktur/sammenlikning/", comparing.comparison, name="comparison"
    ),
]

# Below the scenarios, since any dataset's name may stand here.
_present = [
    path("struktur/", present.index, name="index"),
    path("struktur/<slug:name>/", present.structure, name="present"),
    path("struktur/<slug:name>/sammenlikning/", comparing.of_dataset, name="dataset_comparison"),
    path("struktur/<slug:name>/tabeller/<slug:table>.csv", present.table_csv, name="table_csv"),
    path("struktur/<slug:name>/tall.json", present.as_json, name="present_json"),
    path("struktur/<slug:name>/kart.geojson", present.as_geojson, name="present_geojson"),
    path("struktur/<slug:name>/kart.svg", present.as_svg, name="present_svg"),
]

urlpatterns = [*_scenarios, *_studies, *_comparison, *_present]
