import pytest

from accounts.devices import device_name

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (WINDOWS, "Chrome，Windows"),
        (f"{WINDOWS} Edg/140.0", "Edge，Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox，Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari，iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/140 MicroMessenger/8.0", "微信，安卓手机或平板"),
        ("curl/8.1", "未知的浏览器"),
        ("", "未知的浏览器"),
    ],
)
def test_a_browser_is_called_by_names_that_people_know(user_agent, name):
    assert device_name(user_agent) == name
