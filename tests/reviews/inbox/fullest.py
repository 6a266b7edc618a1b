"""A change whose page has all that such a page can have.

Every kind of row, files, findings, remarks, a question, a doubt upon what stands, earlier changes, and other
records of the same person.
"""

from talent.categories.service import live_version
from talent.records.models import TalentRecord
from talent.records.service import (
    FieldRemark,
    Taken,
    accept,
    answer_office,
    ask_collector,
    doubt,
    keep,
    open_remarks,
    propose,
    reject,
    send_back,
    submit,
)
from tests.contracts.world import OTHER_LEAGUE, member, organisation
from tests.reviews.inbox.desk import number, reread
from tests.talent.records.attachments.hostile import jpg, pdf

LONG = (
    "参加锡林郭勒盟草原生态保护与牧区公共卫生联合调查，负责样本采集、数据整理和报告撰写，成果被盟行署采纳，"
    "并在六个旗县推广，累计培训嘎查村卫生员三百余人次，形成技术规范两项。"
)
SCHOOLS = [
    {
        "start": "1998-09",
        "end": "2003-07",
        "education": "20",
        "school": "内蒙古医科大学",
        "major": "临床医学",
    },
    {"start": "2006-09", "end": "2009-07", "education": "10", "school": "内蒙古大学", "major": "公共卫生"},
    {"start": "1995-09", "end": "1998-07", "school": "锡林浩特市第一中学", "major": "理科"},
]
WORK = [
    {"start": "2003-08", "end": "2008-06", "unit_name": "阿巴嘎旗别力古台镇中心卫生院", "post": "住院医师"},
    {"start": "2008-07", "end": "2014-12", "unit_name": "锡林郭勒盟蒙医医院", "post": "主治医师、科室副主任"},
    {"start": "2015-01", "unit_name": "示例医院", "post": "内科副主任，兼任草原牧区巡回医疗队领队"},
]
MOVED_UP = {"work_start": "2003-08", "current_post": "内科副主任"}
PROJECT = {
    "title": "牧区布鲁氏菌病早期筛查与干预技术推广项目",
    "role_rank": "主持，第一完成人",
    "result": LONG,
}


class Fullest:
    """`change` waits at the banner; with `at="unit"` still at its unit.

    `mine`: categories of the person's other records that its reviewer may see; one more is in another league.
    """

    def __init__(self, desks, *, at="banner"):
        self.desks, self.unit = desks, desks.unit
        self.second = member("second", desks.banner, "hr_reviewer")
        self.second.name = "乌云"
        self.second.save()
        self._photos = iter(range(10))
        self._others()
        self._earlier()
        self.change = self._again(at)
        self.mine = {"技能人才", "企业经营管理人才"} if at == "banner" else {"技能人才"}

    def _raw(self, **groups):
        identity = {"id_number": number(1), "full_name": "乌日娜·苏和巴特尔", "ethnic_group": "蒙古族"}
        return {
            "identity": identity | {"photo": [self._file("近期免冠照片.jpg", jpg((295, 413)))]},
            "employment": {"work_start": "2003-08"},
            "contact": {"mobile": "13812345678", "postal_address": "锡林浩特市希日塔拉街道额尔敦路 88 号"},
            "title": [{"title_name": "主治医师", "obtained_on": "2002", "cert_no": "蒙卫专201508123"}],
            "education": SCHOOLS,
            "work": WORK,
            "achievement": [PROJECT],
            **groups,
        }

    def _file(self, name, content):
        kind = "pdf" if name.endswith("pdf") else "jpg"
        taken = Taken(kind, name, content)
        return keep([taken], unit=self.unit, by=self.desks.clerk)[0].value()

    def _propose(self, raw, *, by=None, unit=None, category="professional", **edited):
        given = {"version": live_version(category), "unit": unit or self.unit, "by": by or self.desks.clerk}
        proposed = propose(raw=raw, source="unit", **given, **edited)
        assert proposed.change is not None, proposed.cleaned.problems
        return proposed.change

    def _pass(self, change, *reviewers, by=None):
        held = submit(change=change, by=by or self.desks.clerk)
        for each in reviewers:
            held = accept(change=held, by=each)
        return held

    def _others(self):
        """At the same unit, at another one of the banner, and at one in another league."""
        desks, identity = self.desks, {"id_number": number(1), "full_name": "乌日娜·苏和巴特尔"}
        identity["ethnic_group"] = "蒙古族"
        boss = member("boss", desks.neighbour, "collector")
        checker = member("checker", desks.neighbour, "unit_reviewer")
        far = organisation("赤峰示例社区", "unit", OTHER_LEAGUE, unit_type="42", industry="Q")
        distant = member("distant", far, "collector")
        skilled = self._propose(
            {"identity": identity, "skill": {"current_trade": "焊工"}}, category="skilled"
        )
        held = self._pass(skilled, desks.chief)
        while held.waiting_office_id is not None:
            held = accept(change=held, by=desks.officer)
        manager = {"identity": identity, "post": {"post_name": "副矿长", "manager_level": "中层管理人员"}}
        self._pass(
            self._propose(manager, by=boss, unit=desks.neighbour, category="management"), checker, by=boss
        )
        self._propose({"identity": identity}, by=distant, unit=far, category="social")

    def _earlier(self):
        """Two that were approved, one that was not, and the doubt."""
        desks = self.desks
        first = self._propose(self._raw())
        self._pass(first, desks.chief, desks.officer)
        second = self._pass(self._propose(self._raw(contact={"mobile": "13912345678"})), desks.chief)
        reject(change=second, by=desks.officer, reason="不属本地区，请向调入地填报")
        third = self._pass(
            self._propose(self._raw(employment=MOVED_UP)),
            desks.chief,
        )
        self.approved = accept(change=third, by=desks.officer)
        said = [FieldRemark("title.0.cert_no", "证书编号与省级评审系统不一致"), FieldRemark("", "请核对原件")]
        record = TalentRecord._plain.get(pk=self.approved.record_id)
        self.doubt = doubt(
            record=record, seen=self.approved, by=self.second, office=desks.banner, remarks=said
        )

    def _edit(self, change, raw, **answers):
        change = reread(change)
        told = {each.pk: answers.get(each.path, "已核对原件，内容无误") for each in open_remarks(change)}
        self._propose(raw, change=change, lock=change.lock, answers=told)
        return submit(change=reread(change), by=self.desks.clerk)

    def _again(self, at):
        desks = self.desks
        scan = [
            self._file("主任医师资格证书扫描件(正反面).pdf", pdf()),
            self._file("证书内页.jpg", jpg((900, 640))),
        ]
        new = {
            **WORK[2],
            "end": "2024-06",
            "post": "内科主任，兼任草原牧区巡回医疗队领队、盟级继续教育项目负责人",
        }
        raw = self._raw(
            contact={"mobile": "13912345678", "email": "wurina.suhebateer@example-hospital.org.cn"},
            title=[
                {
                    "title_name": "主任医师",
                    "obtained_on": "2001",
                    "cert_no": "蒙卫专201508123",
                    "x_file": scan,
                }
            ],
            # The first went to the end, one was changed, one is gone, one is new.
            education=[SCHOOLS[1], {**SCHOOLS[2], "major": "理科实验班"}, SCHOOLS[0]],
            work=[new, WORK[1]],
            achievement=[
                PROJECT,
                {**PROJECT, "title": "蒙医药治疗慢性胃炎的临床路径研究", "role_rank": "第三"},
            ],
        )
        change = self._edit(self.doubt.correction, raw)
        change = accept(change=change, by=desks.chief)
        send_back(
            change=change,
            by=desks.officer,
            remarks=[
                FieldRemark("title.0.title_name", "与证书不符，请核对职称级别"),
                FieldRemark("work.0.post", "写明任职起止时间"),
                FieldRemark("contact.postal_address", "请补通讯地址"),
                FieldRemark("", LONG),
            ],
        )
        raw = {**raw, "work": [{**new, "post": "内科主任(2015 年 1 月至 2024 年 6 月)"}, WORK[1]]}
        change = self._edit(change, raw)
        office, reader = (desks.unit, desks.chief) if at == "unit" else (desks.banner, desks.officer)
        if at == "banner":
            change = accept(change=change, by=desks.chief)
        assert change.waiting_office_id == office.pk
        ask_collector(change=reread(change), text="证书原件存放在哪里？能否补拍内页？", by=reader)
        answer_office(change=reread(change), text="存放在单位人事档案室，已补拍内页并上传。", by=desks.clerk)
        return reread(change)
