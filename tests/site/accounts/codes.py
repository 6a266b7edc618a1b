"""What an authenticator app does, and logins with it."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from bs4 import BeautifulSoup

from tests.site.people import PASSWORD

PERIOD = 30


def app_code(secret, later=0):
    """The number that an app shows, so many periods later than now."""
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // PERIOD + later))


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def give_password(client, username="wurina", password=PASSWORD, entrance="/login/", **more):
    return client.post(entrance, {"username": username, "password": password, **more})


def set_up(client):
    """Set the second step up for who has just logged in: (secret, recovery codes)."""
    secret = soup(client.get("/account/code/set-up/")).select_one("#secret").get_text().replace(" ", "")
    answer = client.post("/account/code/set-up/", {"code": app_code(secret)}, follow=True)
    return secret, re.findall(r"<code>(\d{8})</code>", answer.text)
