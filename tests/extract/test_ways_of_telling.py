"""Said, denied, promised, feared, failed: the same words put in other ways, and who is cited for them."""

import pytest
from claims_helpers import read

# sentence | predicate | modality | changes the state (Y, N) | first source ("-": the publisher); "*": not asked
TOLD = """
The army may withdraw from Nyala.|withdraws|hypothetical|N|-
The army could lose Nyala.|withdraws|hypothetical|N|-
If the army leaves Nyala, the RSF will take it.|withdraws|hypothetical|N|-
The army will withdraw from Nyala next week.|withdraws|promised|N|-
The army promised to withdraw from Nyala.|withdraws|promised|N|-
The army plans to retake Nyala.|captures|promised|N|-
The RSF threatened to storm El Obeid.|enters|hypothetical|N|Rapid Support Forces
The RSF did not capture Nyala.|captures|negated|N|-
The army has not entered Nyala.|enters|negated|N|-
No Israeli soldier has entered Rafah.|enters|negated|N|-
The army would have left Nyala had the RSF agreed.|withdraws|counterfactual|N|-
Did the army leave Nyala?|withdraws|questioned|N|-
It is unclear whether the army has left Nyala.|withdraws|questioned|N|-
The army denied leaving Nyala.|withdraws|denied|N|Sudanese Armed Forces
The army denied that its troops had left Nyala.|withdraws|denied|N|Sudanese Armed Forces
Residents said the army had left Nyala.|withdraws|asserted|Y|Residents
Residents say the RSF controls Nyala.|holds|asserted|Y|Residents
According to residents, the RSF controls Nyala.|holds|asserted|Y|residents
The RSF controls Nyala, according to residents.|holds|asserted|Y|residents
The RSF controls Nyala, residents told AFP.|holds|asserted|Y|residents
A resident told Reuters that the RSF controls Nyala.|holds|asserted|Y|resident
"The RSF controls Nyala," said a resident.|holds|asserted|Y|resident
"The RSF controls Nyala," a resident told Reuters by phone.|holds|asserted|Y|resident
The RSF, which controls Nyala, closed the road.|holds|presupposed|Y|-
In 2019, the RSF captured Nyala.|captures|asserted|N|-
The RSF captured Nyala in 2023.|captures|asserted|N|-
The UN said on Monday that aid had reached Nyala.|aid_delivered|asserted|*|United Nations
Aid had reached Nyala, the UN said on Monday.|aid_delivered|asserted|*|United Nations
The Rafah crossing will reopen on Sunday, Egypt said.|aid_point_opened|promised|N|Egypt
The Rafah crossing is expected to reopen on Sunday.|aid_point_opened|promised|N|-
Israel must open the Rafah crossing, the UN said.|aid_point_opened|demanded|N|*
The UN urged Israel to reopen the Rafah crossing.|aid_point_opened|demanded|N|*
The Rafah crossing has not reopened.|aid_point_opened|negated|*|-
The hospital in Nyala was not hit, the army said.|aid_point_attacked|*|N|Sudanese Armed Forces
The RSF denied shelling El Fasher.|shelling_or_strike|denied|N|Rapid Support Forces
The army accused the RSF of shelling El Obeid.|shelling_or_strike|asserted|*|Sudanese Armed Forces
The RSF was accused of shelling El Obeid.|shelling_or_strike|asserted|*|-
The RSF allegedly shelled El Obeid.|shelling_or_strike|asserted|*|-
Russia claimed to have captured Lyman.|captures|asserted|Y|Russia
Russia's defence ministry said its troops had captured Lyman.|captures|asserted|Y|*
Ukraine's General Staff said its forces repelled 12 attacks near Lyman.|repels|asserted|*|*
A source in the army said troops had left Nyala.|withdraws|asserted|Y|*
An army source, who asked not to be named, said troops had left Nyala.|withdraws|asserted|Y|*
Witnesses reported heavy shelling in Nyala.|shelling_or_strike|asserted|*|Witnesses
Local media reported that the army had left Nyala.|withdraws|asserted|Y|Local media
The governor of North Darfur said El Fasher was besieged.|besieges|asserted|Y|*
The mayor confirmed that troops had left Lyman.|withdraws|asserted|Y|mayor
Israel's defence minister said troops would remain in Rafah.|refuses_withdrawal|refused|Y|*
The army has yet to enter Nyala.|enters|negated|N|-
The army failed to enter Nyala.|enters|negated|N|-
The army is preparing to enter Nyala.|enters|promised|N|-
The army tried to enter Nyala.|enters|*|N|-
The army was about to enter Nyala.|enters|promised|N|-
The army was forced to leave Nyala.|withdraws|asserted|Y|-
The army managed to retake Nyala.|captures|asserted|Y|-
The army began to withdraw from Nyala.|withdraws|asserted|Y|-
The army finally withdrew from Nyala.|withdraws|asserted|Y|-
The army reportedly withdrew from Nyala.|withdraws|asserted|*|-
The army is said to have left Nyala.|withdraws|asserted|*|-
The army never left Nyala.|withdraws|negated|*|-
Contrary to reports, the army has not left Nyala.|withdraws|negated|*|-
The army was in Nyala until March.|presence_only|asserted|N|-
The army once held Nyala.|holds|asserted|N|-
The RSF used to control Nyala.|holds|asserted|N|-
"""
ROWS = [line.split("|") for line in TOLD.strip().splitlines()]


@pytest.mark.parametrize(("text", "predicate", "modality", "state", "source"), ROWS, ids=[row[0][:50] for row in ROWS])
def test_the_way_it_is_put_is_read(text: str, predicate: str, modality: str, state: str, source: str) -> None:
    claims = [c for c in read(text).claims if c.predicate.value == predicate]
    assert claims
    assert any(
        modality in {"*", c.modality.value}
        and state in {"*", "Y" if c.changes_state else "N"}
        and source in {"*", "-" if len(c.source_chain) == 1 else c.source_chain[0].name}
        for c in claims
    )
