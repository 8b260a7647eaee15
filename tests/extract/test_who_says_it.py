"""Who is cited for a claim, in what manner, and what another source of the same article says of it."""

import pytest
from claims_helpers import read

# text | predicate | first source ("-": the publisher) | epistemic
CITED = """
Drones hit the centre of Odesa, Pavlo Hrytsenko, a docker in the port, said.|shelling_or_strike|Pavlo Hrytsenko|claimed
The army left Babanusa on Monday, a source close to the governor said.|withdraws|source close to the governor|claimed
The army left Babanusa, an official briefed on the talks told a local paper.|withdraws|official briefed on the talks|claimed
The RSF, which holds Nyala, left Kutum, an aid worker said.|withdraws|aid worker|claimed
The RSF, which holds Nyala, left Kutum, an aid worker said.|holds|-|reported
M23 said its men had taken Sake, and a trader in Goma said the road to Minova was cut.|captures|M23|claimed
Rebels took Kutum, a teacher said; shells fell on Tawila, a nurse said.|shelling_or_strike|nurse|claimed
Rebels took Kutum, a teacher said; shells fell on Tawila, a nurse said.|captures|teacher|claimed
Russian troops hold Vuhledar, Open Terrain concluded from images taken on 21 May.|holds|Open Terrain|assessed
In a rare admission, the Ukrainian General Staff said its troops had left Vuhledar.|withdraws|Ukrainian General Staff|acknowledged
The Ukrainian military conceded that its troops had left Vuhledar.|withdraws|Ukrainian military|acknowledged
The military threatened to storm Myawaddy.|enters|*|claimed
The RSF threatened to storm El Obeid.|enters|Rapid Support Forces|claimed
A Russian military blogger said Russian troops had captured Vuhledar.|captures|Russian military blogger|claimed
A drone pilot said the army had left Kutum.|withdraws|drone pilot|claimed
"""
ROWS = [line.split("|") for line in CITED.strip().splitlines()]


@pytest.mark.parametrize(("text", "predicate", "source", "epistemic"), ROWS, ids=[f"{r[1]} {r[0][:40]}" for r in ROWS])
def test_who_is_cited(text: str, predicate: str, source: str, epistemic: str) -> None:
    claims = [c for c in read(text).claims if c.predicate.value == predicate]
    got = {("-" if len(c.source_chain) == 1 else c.source_chain[0].name, c.epistemic.value) for c in claims}
    assert any(source in {"*", s} and epistemic in {"*", e} for s, e in got), got


# text | predicate of each claim, in order, with what is said of it: what one source contradicts or confirms
TWO_SIDES = """
The RSF said it had captured Kutum. The army denied it.|captures disputed, denies_capture denied
The RSF said it had captured Kutum. The army said its troops still held Kutum.|captures disputed, holds disputed
The army denied that rebels had taken Kutum, and said its troops held the town.|denies_capture denied, holds disputed
The RSF said it had left Kutum. Residents said its fighters were still in Kutum.|withdraws disputed, holds disputed
The army said it had left Kutum. The United Nations confirmed that the army had left Kutum.|withdraws claimed, withdraws corroborated
The army said it had left Kutum. The army confirmed that it had left Kutum.|withdraws claimed, withdraws acknowledged
The army held Kutum, the governor said. The army held Tawila, a trader said.|holds claimed, holds claimed
Rebels captured Kutum on Monday, a trader said. The army recaptured Kutum on Friday, the governor said.|captures claimed, captures claimed
The rebels hold a ridge north of Kutum, a trader said. The army holds Kutum, the governor said.|holds claimed, holds claimed
The army shelled the market in Kutum, a trader said. The army denied it.|shelling_or_strike disputed, shelling_or_strike denied
"""
PAIRS = [line.split("|") for line in TWO_SIDES.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected"), PAIRS, ids=[row[0][:60] for row in PAIRS])
def test_what_another_source_says_of_it(text: str, expected: str) -> None:
    got = [(c.predicate.value, c.epistemic.value) for c in read(text).claims]
    want = [tuple(pair.split()) for pair in expected.split(", ")]
    assert len(got) == len(want), got
    assert all(p == q and e in {"*", f} for (p, e), (q, f) in zip(want, got, strict=True)), got


# what only looks like a second speaker, or like somebody cited
NOT_CITED = """
Ground troops have not entered Kutum, next to the crossing, a fisherman said.|fisherman
Troops stayed in Kutum, north of El Fasher, the governor said.|governor
Shells hit the market in Kutum and, an hour later, the village of Tawila, a nurse said.|nurse
"""
PLAIN = [line.split("|") for line in NOT_CITED.strip().splitlines()]


@pytest.mark.parametrize(("text", "source"), PLAIN, ids=[row[0][:50] for row in PLAIN])
def test_a_place_between_commas_is_no_speaker(text: str, source: str) -> None:
    assert {c.source_chain[0].name for c in read(text).claims} == {source}


def test_each_place_of_a_list_has_its_own_dispute() -> None:
    text = "The RSF said it had captured Kutum and Tawila. The army said it still held Tawila."
    claims = {c.resolution.place.name: c for c in read(text).claims if c.predicate.value == "captures" and c.resolution}
    assert claims["Kutum"].epistemic.value == "claimed"
    assert claims["Tawila"].epistemic.value == "disputed"


def test_who_accuses_and_says_speaks_of_its_own_men() -> None:
    text = "The RSF accused the army of shelling Kutum and said its fighters held Tawila."
    got = {(c.predicate.value, c.actor, c.source_chain[0].name) for c in read(text).claims}
    rsf = "Rapid Support Forces"
    assert got == {("shelling_or_strike", "Sudanese Armed Forces", rsf), ("holds", rsf, rsf)}
    text = "The army denied that rebels had taken Kutum, and said its troops held the town."
    assert {c.actor for c in read(text).claims} == {"Sudanese Armed Forces"}
