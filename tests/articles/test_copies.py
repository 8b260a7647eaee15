import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.articles.copies import CopyIndex
from contested.articles.read import read_articles

ENGLISH = (
    "Fighters of the northern column left the market town of Oldbridge on Tuesday morning, the governor of the district "
    "said, after nine days in which shells had fallen on its mill, its school and the road to the river. Families who "
    "had spent the week in the cellars of the brewery walked home along the canal. A clerk at the town hall counted "
    "forty damaged houses and two bridges that no lorry can cross. The column's spokesman denied that anybody had left "
    "and said that its men still stood at the eastern gate. Nobody could be reached at the eastern gate. Bakers opened "
    "before noon; bread was handed out at the church until the flour was gone, which took less than an hour. A convoy "
    "with flour and water is expected on Thursday, if the ford at Millham can be used, a relief official said."
)
RIVAL = (
    "Oldbridge changed hands again yesterday, or did not, depending on who is asked. According to residents, the last "
    "pickups rolled out past the brewery at dawn, while a voice on the column's own radio insisted the gate in the east "
    "was being held. The district's governor put the number of wrecked homes at forty. In the square, people queued for "
    "loaves outside the church and complained that none were left by midday. Aid workers hope to bring a lorry with "
    "drinking water across the ford near Millham the day after tomorrow, provided that engineers call it safe."
)
ARABIC = (
    "غادر مقاتلو الرتل الشمالي بلدة الجسر القديم صباح الثلاثاء بحسب ما قاله محافظ المنطقة بعد تسعة أيام سقطت خلالها "
    "القذائف على الطاحونة والمدرسة والطريق المؤدي إلى النهر. وعادت العائلات التي أمضت الأسبوع في أقبية المصنع سيرا على "
    "الأقدام بمحاذاة القناة. وأحصى موظف في دار البلدية أربعين منزلا متضررا وجسرين لا تستطيع الشاحنات عبورهما. ونفى "
    "المتحدث باسم الرتل أن يكون أحد قد غادر وقال إن رجاله ما زالوا عند البوابة الشرقية. وفتحت المخابز أبوابها قبل "
    "الظهر ووزع الخبز عند الكنيسة إلى أن نفد الطحين خلال أقل من ساعة."
)
ARABIC_RIVAL = (
    "تضاربت الأنباء أمس حول مصير بلدة الجسر القديم، إذ أكد سكان أن آخر السيارات انسحبت فجرا من أمام المصنع، فيما أصر "
    "صوت عبر إذاعة الرتل على أن البوابة في الشرق لا تزال بيد رجاله. وقدر المحافظ عدد البيوت المدمرة بأربعين. واصطف "
    "الناس في الساحة طلبا للأرغفة واشتكوا من نفادها عند الظهيرة، بينما يأمل عاملون في الإغاثة بإيصال شاحنة مياه بعد غد."
)


def edited(text: str, share: float, seed: int = 1) -> str:
    chance = random.Random(seed)
    return " ".join("otherwise" if chance.random() < share else word for word in text.split())


def cut(text: str, share: float) -> str:
    words = text.split()
    return " ".join(words[: int(len(words) * share)])


COPIES = {
    "word for word": lambda text: text,
    "every tenth word changed": lambda text: edited(text, 0.1),
    "cut to two thirds": lambda text: cut(text, 0.66),
    "cut to a third": lambda text: cut(text, 0.33),
    "cut and edited": lambda text: edited(cut(text, 0.7), 0.05),
    "another headline and an agency's line": lambda text: f"Quiet day at the river\nMILLHAM (The Wire) — {text}",
    "capitals and blanks": lambda text: text.upper().replace(" ", "\n\t"),
}


@pytest.mark.parametrize("text", [ENGLISH, ARABIC], ids=["en", "ar"])
@pytest.mark.parametrize("change", COPIES.values(), ids=COPIES.keys())
def test_a_copy_is_linked_to_what_it_was_copied_from(text, change):
    index = CopyIndex()
    index.add("first", text)
    assert index.find_origin(change(text)) == "first"


@pytest.mark.parametrize("pair", [(ENGLISH, RIVAL), (ARABIC, ARABIC_RIVAL)], ids=["en", "ar"])
def test_two_reports_on_one_event_are_not_copies(pair):
    index = CopyIndex()
    index.add("first", pair[0])
    assert index.find_origin(pair[1]) is None


def test_vowel_signs_and_drawn_out_letters_make_no_other_arabic_text():
    index = CopyIndex()
    index.add("first", ARABIC)
    assert index.find_origin(ARABIC.replace("بلدة", "بَلْدَة").replace("الجسر", "الجســـر")) == "first"


def test_a_short_text_is_a_copy_only_of_the_same_words():
    index = CopyIndex()
    index.add("first", ENGLISH)
    index.add("flash", "Fighters left Oldbridge, governor says.")
    assert index.find_origin("FIGHTERS LEFT OLDBRIDGE - governor says") == "flash"
    assert index.find_origin("Fighters left Millham, governor says.") is None
    assert index.find_origin("of the northern column left the market town") is None


def test_an_empty_index_knows_no_origin():
    assert CopyIndex().find_origin(ENGLISH) is None


def test_the_head_of_a_family_is_the_one_published_first():
    day = datetime(2031, 3, 3, tzinfo=UTC)
    index = CopyIndex()
    index.add("a-undated", ENGLISH)
    index.add("b-later", edited(ENGLISH, 0.05), published=day + timedelta(hours=2))
    index.add("c-first", f"The Wire: {ENGLISH}", published=day)
    index.add("d-same-hour", cut(ENGLISH, 0.8), published=day)
    assert {index.origin(name) for name in ("a-undated", "b-later", "c-first", "d-same-hour")} == {"c-first"}
    assert index.families() == {"c-first": ("a-undated", "b-later", "c-first", "d-same-hour")}


def test_an_article_added_twice_is_one():
    index = CopyIndex()
    index.add("first", ENGLISH)
    index.add("first", ENGLISH)
    assert (len(index), index.families(), index.origin("first")) == (1, {}, "first")


def test_an_article_that_was_not_added_has_no_origin():
    with pytest.raises(KeyError):
        CopyIndex().origin("nobody")


TEXTS = [
    ("e0", ENGLISH),
    ("e1", edited(ENGLISH, 0.1)),
    ("e2", cut(ENGLISH, 0.6)),
    ("e3", f"Headline\n{edited(ENGLISH, 0.08, seed=2)}"),
    ("r0", RIVAL),
    ("r1", cut(RIVAL, 0.7)),
    ("a0", ARABIC),
    ("a1", edited(ARABIC, 0.08)),
    ("ar", ARABIC_RIVAL),
    ("s0", "Fighters left Oldbridge."),
    ("s1", "Fighters left Oldbridge!"),
]


@given(st.permutations(TEXTS))
def test_families_are_the_same_in_whatever_order_articles_come(texts):
    index = CopyIndex()
    for name, text in texts:
        index.add(name, text)
    assert index.families() == {
        "a0": ("a0", "a1"),
        "e0": ("e0", "e1", "e2", "e3"),
        "r0": ("r0", "r1"),
        "s0": ("s0", "s1"),
    }


def test_in_the_invented_series_only_the_copy_is_one(repository):
    index = CopyIndex()
    for article in read_articles(repository / "tests" / "fixtures" / "series" / "articles"):
        index.add(str(article.name), article.text, published=article.published)
    assert list(index.families().values()) == [("01-wire", "04-radio")]
