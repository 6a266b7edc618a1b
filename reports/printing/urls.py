"""Each registered sheet has its address under /print/, named by its key."""

from django.urls import path

from reports.printing.sheets import SHEETS
from reports.printing.views import page_of

app_name = "printing"

urlpatterns = [path(f"print/{sheet.route}", page_of(sheet), name=key) for key, sheet in SHEETS.items()]
