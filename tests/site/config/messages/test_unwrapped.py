"""Chinese that stands in a template outside every tag is found with its line."""

import pytest

from config.messages.unwrapped import unwrapped_in


@pytest.fixture
def said_of(tmp_path):
    """The places named for one template, without the words before them."""

    def check(source):
        (tmp_path / "templates/unit").mkdir(parents=True)
        (tmp_path / "templates/unit/list.html").write_text(source)
        return [said.removeprefix("not translated: templates/unit/") for said in unwrapped_in(tmp_path)]

    return check


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<h1>\n首页\n</h1>", ["list.html:2: 首页"]),
        ("{{ label }}：{{ text }}", ["list.html:1: ："]),
        ('{% translate "首页" %}', []),
        ("{% blocktranslate trimmed %}首页{% endblocktranslate %}公告", ["list.html:1: 公告"]),
        ("{# 首页 #}{% comment %}首页{% endcomment %}", []),
        ("{% for row in rows %}{{ row }}{% empty %}没有{% endfor %}", ["list.html:1: 没有"]),
        ("<p>“Home” – 10 %</p>", []),
    ],
)
def test_names_what_no_tag_translates(said_of, source, said):
    assert said_of(source) == said


def test_files_that_are_no_templates_are_not_read(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/page.html").write_text("首页")
    assert list(unwrapped_in(tmp_path)) == []
