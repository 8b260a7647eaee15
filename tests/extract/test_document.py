from hypothesis import given
from hypothesis import strategies as st

from contested.extract.document import ParagraphRole, language_of, read_document
from contested.model import Article


def cut(text: str, **known: str) -> list[str]:
    document = read_document(Article(text=text, **known))
    return [text[s.start : s.end] for s in document.sentences]


def test_an_abbreviation_does_not_end_a_sentence():
    assert cut("Dr. Salem left St. Mary at 5 p.m. on Monday. Nobody followed.")[0].endswith("Monday.")


def test_a_closing_quote_stays_with_its_sentence():
    assert cut("“We will stay.” He left.") == ["“We will stay.”", "He left."]


def test_the_first_line_without_a_full_stop_is_the_title():
    roles = [
        p.role for p in read_document(Article(text="Troops leave town\nThe army left Rafah on Monday.")).paragraphs
    ]
    assert roles == [ParagraphRole.TITLE, ParagraphRole.BODY]


def test_a_line_with_a_credit_is_a_caption():
    text = "Title here\nLorries wait at a crossing, 3 May 2025. (Some Agency)\nThe army left Rafah on Monday."
    assert read_document(Article(text=text)).paragraphs[1].role is ParagraphRole.CAPTION


def test_the_language_is_told_by_the_script():
    assert [language_of(t) for t in ("Troops left", "انسحبت القوات", "הצבא נסוג", "Війська відступили", "")] == [
        "en",
        "ar",
        "he",
        "uk",
        "en",
    ]


def test_a_sentence_without_end_is_cut_so_that_rules_stay_linear():
    assert max(len(s) for s in cut("word " * 3_000)) <= 2_000


@given(st.text(max_size=400))
def test_tokens_and_sentences_lie_in_the_text_in_order(text: str):
    document = read_document(Article(text=text))
    for token in document.tokens:
        assert text[token.start : token.end] == token.text
    starts = [s.start for s in document.sentences]
    assert starts == sorted(starts)
    for sentence in document.sentences:
        inside = document.tokens_of(sentence)
        assert inside[0].start >= sentence.start
        assert inside[-1].end <= sentence.end
