"""Public addresses of the portal; the home page and the notices are Wagtail pages."""

from django.urls import path

from portal import display, siteviews, views
from portal.explorer import pages
from portal.explorer.views import explore

app_name = "portal"
urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", siteviews.robots, name="robots"),
    path("sitemap.xml", siteviews.sitemap_xml, name="sitemap_xml"),
    path("sitemap/", siteviews.site_map, name="site_map"),
    path("search/", siteviews.look_up, name="search"),
    path("help/", siteviews.help_index, name="help"),
    path("display/", display.choose, name="display"),
    path("open/", views.open_data, name="open_data"),
    path("statistics/", explore, name="statistics"),
    path("statistics/compare/", pages.compare_areas, name="compare"),
    path("statistics/areas/", pages.areas, name="areas"),
    path("statistics/areas/<str:code>/", pages.area, name="area"),
    path("statistics/categories/", pages.categories, name="categories"),
    path("statistics/categories/<slug:key>/", pages.category, name="category"),
    path("statistics/releases/", pages.releases, name="releases"),
    path("statistics/method/", views.method, name="method"),
    path("privacy/", views.privacy, name="privacy"),
    path("definitions/", views.definitions, name="definitions"),
    path("definitions/codes/<slug:key>/", views.code_list, name="code_list"),
    path("definitions/codes/<slug:key>.csv", views.code_list_csv, name="code_list_csv"),
    path("definitions/<slug:key>/", views.definition, name="definition"),
    path("definitions/<slug:key>.csv", views.definition_csv, name="definition_csv"),
    path("definitions/<slug:key>/v<int:number>/", views.definition, name="definition_version"),
]
