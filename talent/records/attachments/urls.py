"""Addresses of files, in both zones; each carries a number that nobody can guess."""

from django.urls import path

from talent.records.attachments import views

app_name = "attachments"

urlpatterns = [
    path("<uuid:key>/", views.whole, name="whole"),
    path("<uuid:key>/small/", views.small, name="small"),
]
