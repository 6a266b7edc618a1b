import pytest

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.mark.parametrize(
    "page", ["", "compare/", "areas/", "areas/152500/", "categories/", "categories/skilled/", "releases/"]
)
def test_before_the_first_release_every_page_says_so(soup, page):
    assert "还没有发布过统计数字" in soup(f"/statistics/{page}").main.text
