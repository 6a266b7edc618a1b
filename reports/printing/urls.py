from django.urls import path

from reports.printing.views import sheet

app_name = "printing"

urlpatterns = [
    path("print/sheets/<slug:key>/<int:organisation_id>/", sheet, name="sheet"),
]
