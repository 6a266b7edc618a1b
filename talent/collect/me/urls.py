"""Addresses under /me/, each about the account of its own login."""

from django.urls import path

from talent.collect.me import answering, attaching, filling, home, rights, units

app_name = "me"

urlpatterns = [
    path("", home.home, name="home"),
    path("claim/", home.claim_page, name="claim"),
    path("rights/", rights.rights, name="rights"),
    path("rights/data.json", rights.as_json, name="json"),
    path("rights/consents/<int:pk>/", rights.consent, name="consent"),
    path("rights/erasure/", rights.erasure, name="erasure"),
    path("records/<slug:key>/", home.record, name="record"),
    path("files/<int:unit>/", attaching.attach, name="attach"),
    path("new/<slug:key>/", filling.new, name="new"),
    path("new/<slug:key>/unit/", units.choose, name="unit"),
    path("entries/<int:pk>/", filling.entry, name="entry"),
    path("entries/<int:pk>/answer/", answering.answer, name="answer"),
    path("entries/<int:pk>/check/", filling.check, name="check"),
    path("entries/<int:pk>/unit/", units.choose_other, name="other_unit"),
    path("entries/<int:pk>/withdraw/", filling.withdraw, name="withdraw"),
]
