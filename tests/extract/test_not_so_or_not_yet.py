"""No evidence, could not, should it, a siege that is over, and who speaks after a colon."""

import pytest
from claims_helpers import read

# text | predicate | modality | whether it changes the state (Y, N)
PUT = """
The institute has not observed evidence that Israeli troops left Khuza'a.|withdraws|negated|N
ISW has observed no confirmation that Russian forces seized Toretsk.|captures|negated|N
The UN found no sign that the RSF had left Kutum.|withdraws|negated|N
There was no indication that the army had entered Nyala.|enters|negated|N
The UN said the RSF had left Kutum.|withdraws|asserted|Y
Should the army leave Kutum, the RSF will take it.|withdraws|hypothetical|N
Should the army leave Kutum, the RSF will take it.|captures|hypothetical|N
Troops could not enter Nyala.|enters|negated|N
The RSF could not take El Obeid.|captures|negated|N
The RSF could take El Obeid.|captures|hypothetical|N
The army may not have left Kutum.|withdraws|hypothetical|N
The army can retake Kutum.|captures|hypothetical|N
Geolocated footage indicates that Russian forces advanced near Toretsk.|advances|asserted|N
The army has indicated that it will leave Kutum.|withdraws|promised|N
Satellite images showed that the army had left Kutum.|withdraws|asserted|Y
Satellite images showed no sign that the army had left Kutum.|withdraws|negated|N
The siege of Dilling is over, the army said.|besieges|negated|N
The siege of Dilling is not over.|besieges|asserted|Y
"""
ROWS = [line.split("|") for line in PUT.strip().splitlines()]


@pytest.mark.parametrize(("text", "predicate", "modality", "state"), ROWS, ids=[f"{r[1]} {r[0][:50]}" for r in ROWS])
def test_how_it_is_put(text: str, predicate: str, modality: str, state: str) -> None:
    claims = [c for c in read(text).claims if c.predicate.value == predicate]
    assert [(c.modality.value, "Y" if c.changes_state else "N") for c in claims] == [(modality, state)]


# text | first source ("-": the publisher)
COLON = """
The RSF said: "We hold Kutum."|Rapid Support Forces
The army denied it: its troops still held Kutum.|Sudanese Armed Forces
Hamas rejected the army's account: its fighters were still in Sabra, it said.|Hamas
Untrue, the General Staff answered: Ukrainian units hold the western streets of Vuhledar.|Ukrainian General Staff
The line moved again: the army has left Kutum.|-
"""
AFTER = [line.split("|") for line in COLON.strip().splitlines()]


@pytest.mark.parametrize(("text", "source"), AFTER, ids=[row[0][:50] for row in AFTER])
def test_who_speaks_after_a_colon(text: str, source: str) -> None:
    claims = read(text).claims
    assert {"-" if len(c.source_chain) == 1 else c.source_chain[0].name for c in claims} == {source}


def test_both_sides_who_are_asked_say_nothing_together() -> None:
    claims = read("The ICRC asked both sides to allow more ambulances through the Rafah crossing.").claims
    assert {c.epistemic.value for c in claims} == {"claimed"}
