"""Addresses under /unit/."""

from django.urls import path

from talent.imports.views import template

app_name = "imports"

urlpatterns = [
    path("<int:organisation>/grid/<slug:key>/template.xlsx", template, name="template"),
]
