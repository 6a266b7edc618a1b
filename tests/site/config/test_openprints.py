"""What is set for everybody has a limit from each address."""

import pytest

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_open_sheets_are_refused_after_the_limit_of_an_address_and_other_pages_are_not(
    client, settings, tmp_path
):
    settings.OPEN_DATA_LIMITS = settings.OPEN_DATA_LIMITS | {"sheets": (2, 3600)}
    settings.OPEN_DATA_DIR = tmp_path
    sheet = "/print/statistics/nothing/"
    answers = [client.get(sheet) for _ in range(3)]
    assert [each.status_code for each in answers] == [404, 404, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 3600
    assert client.get(sheet, REMOTE_ADDR="198.51.100.7").status_code == 404
    assert client.get("/verify/").status_code == 200
