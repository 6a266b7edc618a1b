"""Each registered sheet has its address under /print/, named by its key; batches have theirs beside them."""

from django.urls import path

from reports.printing.choosing import columns, index, query_columns
from reports.printing.runviews import run, run_file, runs
from reports.printing.sheets import SHEETS
from reports.printing.views import page_of

app_name = "printing"

urlpatterns = [
    path("print/", index, name="index"),
    path("print/runs/", runs, name="runs"),
    path("print/rosters/", query_columns, name="query_columns"),
    path("print/rosters/<int:organisation_id>/<slug:key>/columns/", columns, name="columns"),
    path("print/runs/<int:pk>/", run, name="run"),
    path("print/runs/<int:pk>/file/", run_file, name="run_file"),
    *(path(f"print/{sheet.route}", page_of(sheet), name=key) for key, sheet in SHEETS.items()),
]
