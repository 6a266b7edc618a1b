"""The category administrator at the editor."""

import pytest

from tests.contracts.world import REGION, member, organisation


@pytest.fixture
def admin(client):
    user = member("admin", organisation("人社厅", "hr_department", REGION), "category_admin")
    client.force_login(user)
    return user
