"""What agencies write in Arabic every day: who retook what, parts of a camp, checkpoints, calls for a halt to fire."""

import pytest
from claims_helpers import only, read, said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "أعلن الجيش السوداني اليوم الثلاثاء أنه استعاد السيطرة على مدينة بارا.",
            ("captures", "Sudanese Armed Forces", "Bara"),
        ),
        ("بسطت قوات الدعم السريع سيطرتها على النهود.", ("captures", "Rapid Support Forces", "En Nahud")),
        (
            "قصفت المدفعية الإسرائيلية المناطق الشرقية من مخيم البريج فجر الأحد.",
            ("shelling_or_strike", "المدفعية الإسرائيلية", "Bureij"),
        ),
        ("أقامت قوة أخرى حاجزا على الطريق بين خان يونس ورفح.", ("presence_only", "قوة أخرى", "Khan Younis")),
        ("دعا المبعوث الأممي إلى وقف فوري لإطلاق النار.", ("calls_for_ceasefire", "المبعوث الأممي", None)),
        ("مستودعين للطحين في شمال القطاع تعرضا للقصف.", ("aid_point_attacked", None, None)),
    ],
)
def test_a_report_is_read(text, expected):
    assert expected in said(read(text))


def test_why_a_clinic_stopped_is_no_need_of_its_own():
    found = said(read("أعلنت الأونروا توقف عيادتها في جباليا عن العمل بسبب نفاد الوقود."))
    assert {what for what, _, _ in found} == {"service_stopped"}


def test_the_governorate_of_an_unknown_place_takes_no_claim():
    text = "صدت القوات الحكومية اليمنية هجوما لجماعة الحوثي شمال قعطبتان في محافظة الضالع."
    assert not any(where for _, _, where in said(read(text)))


def test_a_name_begins_after_the_letter_for_and():
    text = "فتحت السلطات الطريق بين حريب والبيضاء أمام المسافرين."
    assert [r.mention.toponym for r in read(text).resolutions if r.place] == ["البيضاء"]


def test_what_was_not_retaken_changes_no_state():
    assert only(read("لم يستعد الجيش السيطرة على بارا."), "captures").control_update is None
