"""Under which terms everybody may use the open data: one of the open licences, chosen by OPEN_LICENCE."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Licence:
    key: str
    name_zh: str
    name_en: str
    url: str


LICENCES = {
    each.key: each
    for each in (
        Licence(
            "CC-BY-4.0",
            "知识共享 署名 4.0 国际许可协议",
            "Creative Commons Attribution 4.0 International",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        Licence(
            "CC-BY-SA-4.0",
            "知识共享 署名—相同方式共享 4.0 国际许可协议",
            "Creative Commons Attribution-ShareAlike 4.0 International",
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ),
        Licence(
            "CC0-1.0",
            "知识共享 CC0 1.0 公有领域贡献",
            "Creative Commons Zero 1.0 Universal",
            "https://creativecommons.org/publicdomain/zero/1.0/",
        ),
        Licence(
            "ODC-By-1.0",
            "开放数据共用 署名许可 1.0",
            "Open Data Commons Attribution License 1.0",
            "https://opendatacommons.org/licenses/by/1-0/",
        ),
    )
}


def licence() -> Licence:
    """The licence of this installation."""
    return LICENCES[settings.OPEN_LICENCE]
