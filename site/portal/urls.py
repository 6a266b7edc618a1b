"""Public addresses of the portal; the home page and the notices are Wagtail pages.

Pages with many figures or fields go over the wire compressed. Nothing on them is secret but the token of
their forms, which is another at each answer, and Django adds a length of its own by chance (BREACH).
"""

from django.urls import path

from portal import display, siteviews, views
from portal.explorer import pages
from portal.explorer.views import explore, series_csv
from portal.light import light

app_name = "portal"
urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", siteviews.robots, name="robots"),
    path("sitemap.xml", siteviews.sitemap_xml, name="sitemap_xml"),
    path("sitemap/", light(siteviews.site_map), name="site_map"),
    path("search/", siteviews.look_up, name="search"),
    path("help/", siteviews.help_index, name="help"),
    path("display/", display.choose, name="display"),
    path("open/", light(views.open_data), name="open_data"),
    path("statistics/", light(explore), name="statistics"),
    path("statistics/compare/", light(pages.compare_areas), name="compare"),
    path("statistics/series.csv", series_csv, name="series_csv"),
    path("statistics/areas/", light(pages.areas), name="areas"),
    path("statistics/areas/<str:code>/", light(pages.area), name="area"),
    path("statistics/categories/", light(pages.categories), name="categories"),
    path("statistics/categories/<slug:key>/", light(pages.category), name="category"),
    path("statistics/releases/", light(pages.releases), name="releases"),
    path("statistics/method/", light(views.method), name="method"),
    path("privacy/", light(views.privacy), name="privacy"),
    path("definitions/", light(views.definitions), name="definitions"),
    path("definitions/codes/<slug:key>/", light(views.code_list), name="code_list"),
    path("definitions/codes/<slug:key>.csv", views.code_list_csv, name="code_list_csv"),
    path("definitions/<slug:key>/", light(views.definition), name="definition"),
    path("definitions/<slug:key>.csv", views.definition_csv, name="definition_csv"),
    path("definitions/<slug:key>/v<int:number>/", light(views.definition), name="definition_version"),
]
