"""Every address of the site, and what happens to whoever asks for it."""

import re

from django.test import Client
from django.urls import get_resolver

#: Django asks which one where there are several; a login in a test has none.
BACKEND = "django.contrib.auth.backends.ModelBackend"
#: Who tries an address that is open to everybody.
OPEN_TO = {"visitor", "expired", "collector", "region"}


def names(resolver=None, spaces=()):
    """(name with its namespaces, pattern) of every address of the site."""
    for each in (resolver or get_resolver()).url_patterns:
        if hasattr(each, "url_patterns"):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from ((name, str(each.pattern) + pattern) for name, pattern in names(each, inner))
        else:
            yield ":".join([*spaces, each.name or ""]), str(each.pattern)


def filled(pattern):
    """An address that a pattern answers: 1 for every argument, the first of several words."""
    plain = re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]*>", "1", pattern)
    plain = re.sub(r"\(\?:(\w+)[^)]*\)", r"\1", plain)
    return "/" + re.sub(r"[\^$\\]", "", plain)


def entering(world, *personas):
    """A browser for each persona, logged in once."""
    browsers = {persona: Client() for persona in personas or world.personas}
    for persona, browser in browsers.items():
        if world.personas[persona] is not None:
            browser.force_login(world.personas[persona], backend=BACKEND)
    return browsers


def outcome(browser, address):
    """in, login (asked to log in), nothing (not found) or no (refused without a word about rows)."""
    answer = browser.get(address)
    if answer.status_code in (301, 302):
        return "login" if re.search(r"/login/|/loginUI", answer["Location"]) else "in"
    return {200: "in", 204: "in", 404: "nothing", 405: "no", 403: "no"}.get(
        answer.status_code, str(answer.status_code)
    )
