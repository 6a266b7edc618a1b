"""The public site and the open data: about no person, and so open to everybody as far as they answer."""

from tests.contracts.places import EVERYBODY, Door

#: By the name of the address.
OPEN_DOORS: dict[str, Door] = {
    "portal:favicon": (lambda world: {}, EVERYBODY),
    "portal:open_data": (lambda world: {}, EVERYBODY),
    "portal:statistics": (lambda world: {}, EVERYBODY),
    "portal:robots": (lambda world: {}, EVERYBODY),
    "portal:sitemap_xml": (lambda world: {}, EVERYBODY),
    "portal:site_map": (lambda world: {}, EVERYBODY),
    "portal:search": (lambda world: {}, EVERYBODY),
    "portal:help": (lambda world: {}, EVERYBODY),
    "portal:display": (lambda world: {}, set()),  # by POST only
    "portal:compare": (lambda world: {}, EVERYBODY),
    "portal:areas": (lambda world: {}, EVERYBODY),
    "portal:area": (lambda world: {"code": "150100"}, EVERYBODY),
    "portal:categories": (lambda world: {}, EVERYBODY),
    "portal:category": (lambda world: {"key": "skilled"}, EVERYBODY),
    "portal:releases": (lambda world: {}, EVERYBODY),
    "portal:method": (lambda world: {}, EVERYBODY),
    "portal:privacy": (lambda world: {}, EVERYBODY),
    "portal:definitions": (lambda world: {}, EVERYBODY),
    "portal:definition": (lambda world: {"key": "skilled"}, EVERYBODY),
    "portal:definition_version": (lambda world: {"key": "skilled", "number": 1}, EVERYBODY),
    "portal:definition_csv": (lambda world: {"key": "skilled"}, EVERYBODY),
    "portal:code_list": (lambda world: {"key": "sex"}, EVERYBODY),
    "portal:series_csv": (lambda world: {}, set()),  # before the first release
    "portal:code_list_csv": (lambda world: {"key": "sex"}, EVERYBODY),
    "opendata:guide": (lambda world: {}, EVERYBODY),
    "opendata:console": (lambda world: {}, EVERYBODY),
    "opendata:index": (lambda world: {}, EVERYBODY),
    "opendata:releases": (lambda world: {}, EVERYBODY),
    "opendata:release": (lambda world: {"number": 1}, set()),  # before the first release
    "opendata:archive": (lambda world: {"number": 1}, set()),  # the same
    "opendata:dimensions": (lambda world: {}, EVERYBODY),
    "opendata:areas": (lambda world: {}, EVERYBODY),
    "opendata:code_lists": (lambda world: {}, EVERYBODY),
    "opendata:code_list": (lambda world: {"key": "sex"}, EVERYBODY),
    "opendata:catalogue": (lambda world: {}, EVERYBODY),
    "opendata:feed": (lambda world: {}, EVERYBODY),
    "opendata:keys": (lambda world: {}, set()),  # by POST only
    "opendata:unknown": (lambda world: {"rest": "nothing"}, set()),
    "opendata:tables": (lambda world: {}, EVERYBODY),
    "opendata:table": (lambda world: {"key": "league_category"}, set()),  # before the first release
    "opendata:definitions": (lambda world: {}, EVERYBODY),
    "opendata:definition": (lambda world: {"key": "skilled"}, EVERYBODY),
    "opendata:definition_format": (lambda world: {}, EVERYBODY),
    "opendata:schema": (lambda world: {}, EVERYBODY),
}
