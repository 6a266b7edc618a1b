"""Addresses under /unit/; each page of an organisation carries its number."""

from django.urls import path

from talent.collect.views import (
    answering,
    attaching,
    grid,
    record,
    sending,
    sheets,
    staying,
    transfers,
    workspace,
)

app_name = "collect"

urlpatterns = [
    path("", workspace.choose, name="choose"),
    path("sheets/", workspace.choose_sheets, name="choose_sheets"),
    path("<int:organisation>/", workspace.workspace, name="workspace"),
    path("<int:organisation>/organisation/", workspace.organisation, name="organisation"),
    path("<int:organisation>/new/<slug:key>/", record.new, name="new"),
    path("<int:organisation>/attachments/", attaching.attach, name="attach"),
    path("<int:organisation>/grid/<slug:key>/", grid.grid, name="grid"),
    path("<int:organisation>/grid/<slug:key>/headings.csv", grid.grid_headings, name="grid_headings"),
    path("<int:organisation>/changes/<int:pk>/", record.change, name="change"),
    path("<int:organisation>/changes/<int:pk>/check/", sending.check, name="check"),
    path("<int:organisation>/changes/<int:pk>/withdraw/", sending.take_back, name="withdraw"),
    path("<int:organisation>/changes/<int:pk>/answer/", answering.answer, name="answer"),
    path("<int:organisation>/changes/<int:pk>/leave/", transfers.leave, name="leave"),
    path("<int:organisation>/staying/<slug:key>/", staying.staying, name="stayed"),
    path("<int:organisation>/transfers/", transfers.transfers, name="transfers"),
    path("<int:organisation>/transfers/<int:pk>/", transfers.transfer, name="transfer"),
    path("<int:organisation>/submit/", sending.send_ready, name="send_ready"),
    path("<int:organisation>/sheets/", sheets.sheets, name="sheets"),
    path("<int:organisation>/sheets/<slug:key>/", sheets.sheet, name="sheet"),
]
