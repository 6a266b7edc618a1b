import io

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from config.mail import mailers

BACKENDS = "django.core.mail.backends"


def test_without_an_address_there_is_no_mailer():
    assert mailers("") == {}


@pytest.mark.parametrize(
    ("url", "backend", "options"),
    [
        ("file:///srv/mail%20box", "filebased", {"file_path": "/srv/mail box"}),
        (
            "smtp://talent:p%40ss@mail.example.cn",
            "smtp",
            {
                "host": "mail.example.cn",
                "port": 587,
                "username": "talent",
                "password": "p@ss",
                "use_tls": True,
            },
        ),
        (
            "smtps://mail.example.cn:4650",
            "smtp",
            {"host": "mail.example.cn", "port": 4650, "username": "", "password": "", "use_ssl": True},
        ),
        (
            "smtp+plain://10.0.0.9",
            "smtp",
            {"host": "10.0.0.9", "port": 25, "username": "", "password": ""},
        ),
    ],
)
def test_each_kind_of_address_is_understood(url, backend, options):
    found = mailers(url)["default"]
    assert found["BACKEND"] == f"{BACKENDS}.{backend}.EmailBackend"
    timeout = {"timeout": 20} if backend == "smtp" else {}
    assert found.get("OPTIONS", {}) == options | timeout


@pytest.mark.parametrize("url", ["smtp://", "mail.example.cn", "http://a:secret@b", "file:"])
def test_another_address_is_refused_without_repeating_it(url):
    with pytest.raises(ImproperlyConfigured) as refusal:
        mailers(url)
    assert (str(refusal.value).startswith("MAIL_URL must read"), "secret" in str(refusal.value)) == (
        True,
        False,
    )


def test_on_the_console_a_mail_is_printed_as_a_person_reads_it():
    (configured,) = mailers("console:").values()
    printed = io.StringIO()
    backend = import_string(configured["BACKEND"])(stream=printed)

    backend.send_messages(
        [EmailMessage(subject="请确认您的邮箱", body="打开链接：\nhttp://x/", to=["a@x.cn"])]
    )

    assert printed.getvalue() == f"[MAIL a@x.cn] 请确认您的邮箱\n打开链接：\nhttp://x/\n{'-' * 40}\n"
