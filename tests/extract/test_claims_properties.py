"""What holds of any text, however odd."""

import pytest
from claims_helpers import read
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.extract.jsonl import to_jsonl
from contested.model import MapRole, Modality, TimeRelation

WORDS = st.sampled_from(
    [
        "the",
        "army",
        "Israeli",
        "troops",
        "Hamas",
        "RSF",
        "it",
        "they",
        "Rafah",
        "Khan",
        "Younis",
        "El",
        "Fasher",
        "Pokrovsk",
        "hospital",
        "crossing",
        "aid",
        "trucks",
        "said",
        "that",
        "told",
        "denied",
        "demanded",
        "refuses",
        "to",
        "withdraw",
        "from",
        "captured",
        "held",
        "entered",
        "left",
        "closed",
        "open",
        "was",
        "were",
        "not",
        "will",
        "would",
        "if",
        "and",
        "but",
        ",",
        ".",
        ";",
        "“",
        "”",
        "(",
        ")",
        "—",
        "on",
        "Monday",
        "3",
        "May",
        "2025",
        "eastern",
        "of",
        "in",
        "near",
        "between",
        "which",
        "who",
        "according",
    ]
)
NEVER = {
    Modality.DEMANDED,
    Modality.PROMISED,
    Modality.HYPOTHETICAL,
    Modality.COUNTERFACTUAL,
    Modality.QUESTIONED,
    Modality.RETRACTED,
}


def check(text: str) -> None:
    extraction = read(text)
    for claim in extraction.claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.source_chain
        assert claim.rule
        if claim.changes_state:
            assert claim.modality not in NEVER
            assert claim.time_relation in {TimeRelation.CURRENT, TimeRelation.RECENT_EVENT}
            assert claim.control_update or claim.aid_update
    for resolution in extraction.resolutions:
        mention = resolution.mention
        assert text[mention.start : mention.end] == mention.toponym
        if mention.map is MapRole.FEATURE:
            assert resolution.place is not None
    to_jsonl(extraction)


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_run_of_news_words_is_read_within_the_rules(text: str):
    check(text)


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_word_to_say(text: str):
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "RAFAH, KHAN YOUNIS, GAZA: THE ARMY LEFT RAFAH.",
        "14:05 — Army left Rafah\n13:40 — Aid reached Rafah",
        "ANCHOR: Has Rafah fallen?\nSPOKESMAN: No.",
        "• Rafah: closed\n• Zikim: open",
        "Rafah\tclosed\t12\nZikim\topen\t40",
        "{{7*7}} </script><img onerror=x> ${Rafah} `Rafah` the army left Rafah",
        "The army left رفح and רפיח, Рафах said.",
        "“" * 400,
        "(" * 400 + "Rafah" + ")" * 400,
        "the army left " * 300,
        "Rafah, " * 500,
    ],
)
def test_an_odd_layout_does_no_harm(text: str):
    check(text)
