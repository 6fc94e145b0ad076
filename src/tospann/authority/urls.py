"""Who may decide: questions, rules and registers."""

from django.urls import path

from tospann.authority.views import questions, registers, rules, structure

app_name = "authority"

urlpatterns = [
    path("myndighet/", questions.question, name="question"),
    path("myndighet/matrise/", questions.matrix, name="matrix"),
    path("myndighet/sammenligning/", questions.comparison, name="comparison"),
    path("myndighet/plikter/", questions.duties, name="duties"),
    path("myndighet/deling/", questions.sharing, name="sharing"),
    path("myndighet/regler/", rules.rules, name="rules"),
    path("myndighet/regler/<slug:key>/", rules.rule, name="rule"),
    path("myndighet/regler/<slug:key>/kontroller/ny/", rules.checks, name="checks"),
    path("myndighet/avklaringer/", registers.clarifications, name="clarifications"),
    path("myndighet/avklaringer/<uuid:row_id>/", registers.clarification, name="clarification"),
    path("myndighet/avklaringer/<uuid:row_id>/svar/", registers.answers, name="answers"),
    path("myndighet/rader/<slug:sort>/<uuid:row_id>/fjerning/", registers.struck, name="struck"),
    path(
        "myndighet/rader/<slug:sort>/<uuid:row_id>/tilbakeforing/",
        registers.restored,
        name="restored",
    ),
    path("partnerskap/<slug:slug>/myndighet/", registers.registers, name="registers"),
    path("partnerskap/<slug:slug>/stillinger/", registers.employments, name="employments"),
    path(
        "partnerskap/<slug:slug>/stillinger/ny/", registers.new_employment, name="new_employment"
    ),
    path("stillinger/<uuid:row_id>/", registers.employment, name="employment"),
    path("partnerskap/<slug:slug>/delegeringer/", registers.delegations, name="delegations"),
    path(
        "partnerskap/<slug:slug>/delegeringer/ny/", registers.new_delegation, name="new_delegation"
    ),
    path("delegeringer/<uuid:row_id>/", registers.delegation, name="delegation"),
    path("delegeringer/<uuid:row_id>/endring/", registers.changed_delegation, name="changed"),
    path(
        "delegeringer/<uuid:row_id>/tilbaketrekking/",
        registers.withdrawn_delegation,
        name="withdrawn",
    ),
    path("partnerskap/<slug:slug>/kommunestyrer/", registers.councils, name="councils"),
    path("partnerskap/<slug:slug>/kommunestyrer/ny/", registers.new_step, name="new_step"),
    path("kommunestyrevedtak/<uuid:row_id>/", registers.step, name="step"),
    path("partnerskap/<slug:slug>/forsok/", registers.trials, name="trials"),
    path("partnerskap/<slug:slug>/forsok/ny/", registers.new_trial, name="new_trial"),
    path("forsok/<uuid:row_id>/", registers.trial, name="trial"),
    path("forsok/<uuid:row_id>/hendelser/ny/", registers.trial_events, name="trial_events"),
    path(
        "partnerskap/<slug:slug>/avklaringer/ny/", registers.new_clarification, name="new_question"
    ),
    path("partnerskap/<slug:slug>/strukturvedtak/", structure.decisions, name="decisions"),
    path(
        "partnerskap/<slug:slug>/strukturvedtak/ny/", structure.new_decision, name="new_decision"
    ),
    path("strukturvedtak/<uuid:row_id>/", structure.decision, name="decision"),
    path(
        "strukturvedtak/<uuid:row_id>/medvirkning/ny/",
        structure.preparations,
        name="preparations",
    ),
]
