"""The structure lab. What is about a whole dataset is open to all."""

from django.urls import include, path

from tospann.structure.views import (
    archives,
    asking,
    assessments,
    comparing,
    consequences,
    datasets,
    drawing,
    hearings,
    lab,
    offices,
    present,
    rules,
    runs,
    studies,
    threads,
    zooming,
)

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

_scenario_files = [
    path(
        "struktur/scenarier/<uuid:scenario_id>/datasett.zip",
        archives.scenario_archive,
        name="scenario_archive",
    ),
]

_offices = [
    path("struktur/kontorer/", offices.offices, name="offices"),
    path("struktur/kontorer/kontorer.csv", offices.offices_csv, name="offices_csv"),
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

_threads = [
    path(
        "partnerskap/<slug:slug>/struktur/saksgang/<uuid:document_id>/",
        threads.thread,
        name="thread",
    ),
    path(
        "partnerskap/<slug:slug>/struktur/saksgang/<uuid:document_id>/vedtak.csv",
        threads.resolutions_csv,
        name="thread_resolutions",
    ),
    path(
        "partnerskap/<slug:slug>/struktur/forslag/<uuid:version_id>/avtaler/",
        threads.agreements,
        name="proposal_agreements",
    ),
]

_comparison = [
    path(
        "partnerskap/<slug:slug>/struktur/sammenligning/", comparing.comparison, name="comparison"
    ),
]

_datasets = [
    path("struktur/datasett/", datasets.datasets, name="datasets"),
    path("struktur/datasett/nytt/", datasets.new_dataset, name="new_dataset"),
    path("struktur/datasett/<uuid:row_id>/", datasets.dataset, name="dataset"),
    path("struktur/datasett/<uuid:row_id>/tabeller.zip", datasets.dataset_zip, name="dataset_zip"),
    path("struktur/datasett/<uuid:row_id>/ny-versjon/", datasets.new_version, name="new_version"),
    path("struktur/datasett/utkast/<uuid:row_id>/", datasets.dataset_draft, name="dataset_draft"),
    path(
        "struktur/datasett/utkast/<uuid:row_id>/filer/",
        datasets.dataset_draft_change,
        name="dataset_draft_change",
    ),
    path(
        "struktur/datasett/utkast/<uuid:row_id>/feil.csv",
        datasets.dataset_draft_faults,
        name="dataset_draft_faults",
    ),
    path(
        "struktur/datasett/utkast/<uuid:row_id>/bekreftelse/",
        datasets.dataset_draft_confirm,
        name="dataset_draft_confirm",
    ),
    path(
        "struktur/datasett/utkast/<uuid:row_id>/avbrudd/",
        datasets.dataset_draft_leave,
        name="dataset_draft_leave",
    ),
]

_consequences = [
    path(
        "struktur/scenarier/<uuid:scenario_id>/konsekvenser/",
        consequences.consequences,
        name="consequences",
    ),
    path(
        "struktur/scenarier/<uuid:scenario_id>/konsekvenser.csv",
        consequences.consequences_csv,
        name="consequences_csv",
    ),
]

_assessments = [
    path("partnerskap/<slug:slug>/struktur/vurdering/", assessments.assessment, name="assessment"),
    path(
        "partnerskap/<slug:slug>/struktur/vurdering/ny/",
        assessments.new_assessment,
        name="new_assessment",
    ),
    path(
        "struktur/vurderinger/<uuid:assessment_id>/svar/",
        assessments.assessment_answer,
        name="assessment_answer",
    ),
    path(
        "struktur/vurderinger/<uuid:assessment_id>/avslutning/",
        assessments.assessment_closing,
        name="assessment_closing",
    ),
    path(
        "struktur/vurderinger/<uuid:assessment_id>/resultat.csv",
        assessments.assessment_csv,
        name="assessment_csv",
    ),
]

_zoomed = [
    path(
        "struktur/datasett/<uuid:row_id>/zoomkart.geojson",
        zooming.zoomed_dataset,
        name="zoomed_dataset",
    ),
    path(
        "struktur/scenarier/<uuid:scenario_id>/zoomkart.geojson",
        zooming.zoomed_scenario,
        name="zoomed_scenario",
    ),
    path("struktur/kontorer/zoomkart.geojson", zooming.zoomed_offices, name="zoomed_offices"),
]

_hearings = [
    path("struktur/scenarier/<uuid:scenario_id>/horing/", hearings.of_scenario, name="hear"),
    path(
        "struktur/utredninger/<uuid:document_id>/horing/", hearings.of_study, name="study_hearing"
    ),
]

# Last, since any dataset's name may stand here.
_present = [
    path("struktur/", present.index, name="index"),
    path("struktur/<slug:name>/", present.structure, name="present"),
    path("struktur/<slug:name>/sammenligning/", comparing.of_dataset, name="dataset_comparison"),
    path("struktur/<slug:name>/tabeller/<slug:table>.csv", present.table_csv, name="table_csv"),
    path("struktur/<slug:name>/tall.json", present.as_json, name="present_json"),
    path("struktur/<slug:name>/kart.geojson", present.as_geojson, name="present_geojson"),
    path("struktur/<slug:name>/kart.svg", present.as_svg, name="present_svg"),
]

urlpatterns = [
    *_scenarios,
    *_runs,
    *_scenario_files,
    *_offices,
    *_study,
    *_studies,
    *_threads,
    *_comparison,
    *_datasets,
    *_consequences,
    *_assessments,
    *_zoomed,
    *_hearings,
    *_present,
]
