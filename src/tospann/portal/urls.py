from django.urls import path

from tospann.portal.views import board, indicators, pages, saved

app_name = "portal"

urlpatterns = [
    path("", pages.front, name="front"),
    path("min-side/", pages.mine, name="mine"),
    path("partnerskap/<slug:slug>/", pages.partnership, name="partnership"),
    path("sok/", pages.search, name="search"),
    path("oversikt/", board.board, name="board"),
    path("oversikt/tabell.csv", board.csv, name="board_csv"),
    path("oversikt/tabell.xlsx", board.xlsx, name="board_xlsx"),
    path("oversikt/oppdatering/", board.refreshed, name="board_refreshed"),
    path("oversikt/visninger/", saved.views, name="board_views"),
    path("oversikt/visninger/ny/", saved.new, name="board_new_view"),
    path("oversikt/visninger/<uuid:view_id>/", saved.view, name="board_view"),
    path("oversikt/visninger/<uuid:view_id>/navn/", saved.change, name="board_view_change"),
    path("oversikt/visninger/<uuid:view_id>/sletting/", saved.removal, name="board_view_removal"),
    path("oversikt/indikatorer/", indicators.index, name="board_indicators"),
    path("oversikt/indikatorer/<slug:code>/", indicators.indicator, name="board_indicator"),
    path(
        "oversikt/indikatorer/<slug:code>/tabell.csv", indicators.csv, name="board_indicator_csv"
    ),
    path(
        "oversikt/indikatorer/<slug:code>/tabell.xlsx",
        indicators.xlsx,
        name="board_indicator_xlsx",
    ),
]
