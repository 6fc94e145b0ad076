"""Signals, what pulls apart, and the joint plan."""

from django.urls import path

from tospann.plans.views import drafts, plans, signals

app_name = "plans"

urlpatterns = [
    path("partnerskap/<slug:slug>/plan/", plans.plan, name="plan"),
    path("partnerskap/<slug:slug>/plan/ny/", drafts.new_plan, name="new_plan"),
    path("partnerskap/<slug:slug>/plan/dekning/", plans.matrix, name="coverage"),
    path("planer/<uuid:document_id>/tiltakstabell/", drafts.grid, name="grid"),
    path("planer/<uuid:document_id>/forstaelse/", drafts.understanding, name="understanding"),
    path("planer/<uuid:document_id>/tiltak/<slug:part_id>/", plans.measure, name="measure"),
    path("planer/<uuid:document_id>/mal/<slug:part_id>/", plans.judgement, name="judgement"),
    path("partnerskap/<slug:slug>/signaler/", signals.register, name="signals"),
    path("partnerskap/<slug:slug>/signaler/nytt/", signals.new_signal, name="new_signal"),
    path("signaler/<uuid:row_id>/", signals.signal, name="signal"),
    path("signaler/<uuid:row_id>/endring/", signals.changed_signal, name="changed_signal"),
    path("signaler/<uuid:row_id>/fjerning/", signals.struck_signal, name="struck_signal"),
    path("signaler/<uuid:row_id>/tilbakeforing/", signals.restored_signal, name="restored_signal"),
    path("partnerskap/<slug:slug>/konflikter/", signals.conflicts, name="conflicts"),
    path("partnerskap/<slug:slug>/konflikter/ny/", signals.new_conflict, name="new_conflict"),
    path("konflikter/<uuid:row_id>/", signals.conflict, name="conflict"),
    path("konflikter/<uuid:row_id>/fjerning/", signals.struck_conflict, name="struck_conflict"),
    path(
        "konflikter/<uuid:row_id>/tilbakeforing/",
        signals.restored_conflict,
        name="restored_conflict",
    ),
]
