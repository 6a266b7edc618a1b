import pytest
from django.core import mail as outbox
from django.utils import timezone

from talent.notify.gathering import gather
from talent.notify.mailing import send
from talent.notify.models import Mail
from talent.notify.preferring import prefer
from talent.notify.service import notify_many
from talent.notify.timing import PAUSE, WINDOW
from tests.talent.notify.kinds import PARCEL, parcel, reader

pytestmark = pytest.mark.django_db


def made(user, count=1):
    """The mail about so many notifications."""
    notify_many(PARCEL, [([user.pk], parcel(number, name=f"人{number}")) for number in range(count)])
    gather(timezone.now() + PAUSE + WINDOW)
    return Mail.objects.get()


def sent(mail):
    send(mail.pk)
    return outbox.outbox[-1]


def test_a_mail_says_what_the_notification_says_and_leads_to_it():
    user = reader()
    mail = made(user)
    letter, notification = sent(mail), mail.notifications.get()
    assert (letter.to, letter.subject) == (["reader@example.cn"], "[内蒙古人才信息库] 人0 到了 1 件")
    assert letter.body.splitlines()[:3] == [
        "寄给“人0”的 1 件包裹到了。",
        "",
        f"http://127.0.0.1:8000/messages/{notification.pk}/",
    ]
    assert "http://127.0.0.1:8000/messages/preferences/" in letter.body


def test_a_mail_in_english_has_the_english_values_and_texts_around():
    user = reader()
    prefer(user=user, modes={}, language="en")
    letter = sent(made(user))
    assert letter.subject.endswith("Urna 到了 1 件")
    assert "This mail was sent automatically" in letter.body


def test_the_message_id_is_that_of_the_first_notification_however_often_it_is_sent():
    mail = made(reader(), 4)
    first = mail.notifications.order_by("pk").first()
    sent(mail)
    Mail.objects.update(sent_at=None)
    sent(mail)
    names = [letter.message()["Message-ID"] for letter in outbox.outbox]
    assert names == [f"<notification-{first.pk}@127.0.0.1>"] * 2
    assert outbox.outbox[0].message()["Date"] == outbox.outbox[1].message()["Date"]


def test_a_mail_that_was_sent_is_not_sent_again():
    mail = made(reader())
    sent(mail)
    send(mail.pk)
    assert len(outbox.outbox) == 1


def test_a_mail_with_many_lists_twenty_and_says_how_many_there_are():
    letter = sent(made(reader(), 30))
    assert letter.subject == "[内蒙古人才信息库] 包裹（30 条）"
    assert (letter.body.count("· 人"), "……共 30 条。" in letter.body) == (20, True)


def test_who_left_meanwhile_gets_no_mail():
    user = reader()
    mail = made(user)
    user.is_active = False
    user.save()
    send(mail.pk)
    mail.refresh_from_db()
    assert (outbox.outbox, mail.sent_at) == ([], None)


def test_a_mail_that_was_made_goes_to_no_address_that_is_not_confirmed():
    user = reader()
    mail = made(user)
    user.email_confirmed_at = None
    user.save()
    send(mail.pk)
    assert outbox.outbox == []


def test_a_value_with_a_line_break_stays_in_the_subject():
    user = reader()
    notify_many(PARCEL, [([user.pk], parcel(1, name="甲\nBcc: all@example.cn"))])
    gather(timezone.now() + PAUSE)
    letter = sent(Mail.objects.get())
    assert (letter.subject, letter.message()["Bcc"]) == (
        "[内蒙古人才信息库] 甲 Bcc: all@example.cn 到了 1 件",
        None,
    )
