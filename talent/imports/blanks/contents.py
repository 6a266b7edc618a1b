"""What stands in the empty list of a definition: columns whose headings mean one field each, and advice."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from talent.categories.models import CategoryVersion
from talent.categories.service import ColumnSpec, Definition, Vocabulary, columns_for, definition_of
from talent.imports.headings import is_numbering


@dataclass(frozen=True)
class BlankColumn:
    """`heading`: the reader takes it for this field and no other."""

    heading: str
    spec: ColumnSpec

    @property
    def title(self) -> str:
        """The heading as it is shown; a star, which the reader does not mind, says that it must be filled."""
        return f"{self.heading}*" if self.spec.required else self.heading

    @property
    def obligation(self) -> str:
        return _("必填") if self.spec.required else _("按实际情况填写")

    @property
    def note(self) -> str:
        """All that is said of the column, beside its heading."""
        return "\n".join(each for each in (self.obligation, self.spec.cell.hint, self.spec.help) if each)


@dataclass(frozen=True)
class BlankList:
    """`advice`: sentences on how the list is filled in and handed on."""

    title: str
    columns: tuple[BlankColumn, ...]
    advice: tuple[str, ...]


def blank_list(version: CategoryVersion, paths: Collection[str] = ()) -> BlankList:
    """The empty list of a version: of all columns, or of those whose paths are given.

    Headings and choices are Chinese, as offices exchange them; what is said about them is in the active
    language. A path of a repeating group may have the row 0 in it, as documents do.
    """
    wanted = {path.replace(".0.", ".", 1) for path in paths}
    columns = columns_for(version)
    known = wanted & {each.path for each in columns}
    return blank_of(definition_of(version), columns, known or {each.path for each in columns})


def blank_of(definition: Definition, columns: Sequence[ColumnSpec], paths: Collection[str]) -> BlankList:
    """The same of the columns of a definition; of a repeating group the first row, as in any list."""
    words = Vocabulary(columns)
    found = [
        BlankColumn(heading, each)
        for each in columns
        if each.path in paths and (heading := _heading(each, words))
    ]
    return BlankList(definition.label, tuple(found), tuple(_advice(definition, found)))


def _heading(spec: ColumnSpec, words: Vocabulary) -> str:
    """The shortest heading that means the field and nothing else; "" where there is none."""
    with_group = f"{spec.group_heading}-{spec.heading}"
    for text in (with_group if spec.repeat else spec.heading, with_group, spec.path):
        meaning = words.meaning(text)
        if (
            meaning
            and not is_numbering(text)
            and [(one.column.path, one.row) for one in meaning.fields] == [(spec.path, 0)]
        ):
            return text
    return ""


def _advice(definition: Definition, columns: Sequence[BlankColumn]) -> Iterator[str]:
    yield _("在“人员”表中填写，每行一人，从第 2 行起；第 1 行的列名不要改动，用不到的列可以空着。")
    yield _("列名带 * 的必须填写；鼠标停在列名上可以看到填写要求，与下面的表格相同。")
    yield _(
        "单元格都是文本格式，证件号码和电话按原样填写，不会丢失开头的 0 和末尾的数字；"
        "从别处粘贴时请只粘贴数值。"
    )
    yield _("有下拉列表的列，请从列表中选择，或者填与列表一致的文字。")
    yield from _about_rows(definition, {each.spec.path for each in columns})
    yield _("填好以后，选中各行连同列名复制，在“成批录入”页面粘贴；也可以把文件交给人社部门整体导入。")
    yield _("填好的文件里有个人信息，请妥善保管，用完后删除，不要发到无关的群和邮箱。")


def _about_rows(definition: Definition, paths: Collection[str]) -> Iterator[str]:
    held = {path.partition(".")[0] for path in paths}
    groups = [each for each in definition.groups if each.repeat]
    between = _("、")
    if first := [each for each in groups if each.key in held]:
        names = {"names": between.join(each.label for each in first), "group": first[0].label}
        yield (
            _(
                "可填多行的分组在本表只有第一行：%(names)s。第二行起，请在保存后打开该人员的资料填写；"
                "整体导入时也可以另加几列，列名写成“%(group)s2-字段名”“%(group)s3-字段名”，最多到 20。"
            )
            % names
        )
    if absent := [each.label for each in groups if each.key not in held]:
        yield _("可填多行的分组中，这些不在本表：%(names)s。请在保存后打开该人员的资料填写。") % {
            "names": between.join(absent)
        }
    if any(each.type == "file" for each in definition.all_fields()):
        yield _("照片和附件不在表格里，请在保存后打开该人员的资料上传。")
