from django.urls import path

from reports.printing.views import change, own, sheet

app_name = "printing"

urlpatterns = [
    path("print/me/", own, name="own"),
    path("print/changes/<int:pk>/", change, name="change"),
    path("print/sheets/<slug:key>/<int:organisation_id>/", sheet, name="sheet"),
]
