"""Terms of peace, accounts called false, attacks that fail, ground kept under control; and what only sounds like it."""

import pytest
from claims_helpers import read

# sentence | predicate | modality | actor, or a dash | place as it stands
TOLD = """
Hamas will not disarm until Israel withdraws from Rafah.|calls_for_withdrawal|demanded|Hamas|Rafah
There will be no peace deal until Russia leaves Toretsk, President Zelensky said.|calls_for_withdrawal|demanded|Ukraine|Toretsk
Kyiv demanded an end to the Russian presence in Enerhodar.|calls_for_withdrawal|demanded|Ukraine|Enerhodar
The RSF repeated its demand that the army leave El Obeid.|calls_for_withdrawal|demanded|Rapid Support Forces|El Obeid
The RSF rejected the demand that it leave Nyala.|refuses_withdrawal|refused|Rapid Support Forces|Nyala
Kyiv rejected Moscow's claim to have seized Pokrovsk.|denies_capture|denied|Ukraine|Pokrovsk
The army said reports by pro-rebel channels that Kadugli had been captured were false.|denies_capture|denied|army|Kadugli
The army said the information about the loss of Kadugli was not true.|denies_capture|denied|army|Kadugli
Repeated attempts by the RSF to seize Babanusa have failed.|captures|negated|Rapid Support Forces|Babanusa
Manbij was handed over by the SDF to the Syrian army.|hands_over_control|asserted|Syrian Democratic Forces|Manbij
The SDF ceded its bases in Manbij to the new authorities in Damascus.|hands_over_control|asserted|Syrian Democratic Forces|Manbij
The junta kept Loikaw under control.|holds|asserted|junta|Loikaw
The junta maintains that it controls Loikaw.|insists_control|asserted|Myanmar military|Loikaw
M23 fighters are making their way towards Uvira.|advances|asserted|M23|Uvira
Russian forces attacked near Siversk but did not advance.|advances|negated|Russian military|Siversk
About 500 Russian soldiers are quartered in Enerhodar.|presence_only|asserted|Russian military|Enerhodar
The army stopped an armoured column on the road to El Obeid.|repels|asserted|army|El Obeid
The army pushed back gunmen who had attacked El Obeid.|repels|asserted|army|El Obeid
Assaults near Siversk failed, the Ukrainian military said.|repels|asserted|Ukrainian military|Siversk
Combat engagements continued near Siversk.|clashes|asserted|-|Siversk
Russia deployed 2,000 soldiers to Enerhodar.|moves_forces|asserted|Russia|Enerhodar
The RSF pulled fighters out of Nyala and brought them to Babanusa.|moves_forces|asserted|Rapid Support Forces|Babanusa
Reinforcements from the RSF arrived in Babanusa by road.|moves_forces|asserted|Rapid Support Forces|Babanusa
Local media reported the withdrawal of the Israeli army from Rafah.|withdraws|asserted|Israeli military|Rafah
In a statement released on Friday, the RSF claimed the capture of Babanusa.|captures|asserted|Rapid Support Forces|Babanusa
The front east of Siversk has been quiet for weeks.|front_static|asserted|-|Siversk
"""


@pytest.mark.parametrize("line", TOLD.strip().splitlines())
def test_it_is_read(line: str) -> None:
    text, predicate, modality, actor, place = line.split("|")
    claims = read(text).claims
    found = [c for c in claims if c.predicate.value == predicate and c.modality.value == modality]
    assert found, [(c.predicate.value, c.modality.value, c.actor) for c in claims]
    assert (found[0].actor or "-").removeprefix("Sudanese ").lower() in {actor.lower(), "armed forces"}
    assert found[0].resolution is not None
    assert found[0].resolution.mention.toponym == place


# sentence | a predicate that it does not tell
UNTOLD = """
Firefighters had the blaze in Goma under control.|holds
The army has the fire in Goma under control.|holds
Residents say they will not return until the RSF leaves Nyala.|calls_for_withdrawal
Teachers will hold no exams until the ministry pays salaries in Nyala.|calls_for_withdrawal
The minister demanded an end to the presence of plastic on beaches in Gaza City.|calls_for_withdrawal
Stolen cars were handed over by the police to the court in Goma.|hands_over_control
Bread in Goma is now fortified with iron.|fortifies_line
Police stopped a lorry on the road to Goma.|repels
Drivers pushed back a broken car in Goma.|repels
Crops near Goma failed, farmers said.|repels
The bank deployed new cash machines to Goma.|moves_forces
Campaigners say the demand that prices fall in Goma is fair.|captures
Tourists are quartered in Goma for the festival.|presence_only
"""


@pytest.mark.parametrize("line", UNTOLD.strip().splitlines())
def test_it_is_not_told(line: str) -> None:
    text, predicate = line.split("|")
    assert predicate not in {c.predicate.value for c in read(text).claims}


@pytest.mark.parametrize(
    "text",
    [
        "Residents say they will not return until the RSF leaves Nyala.",
        "There will be no elections unless M23 withdraws from Goma.",
        "The embassy will open only when the army takes Nyala.",
    ],
)
def test_what_is_awaited_has_not_happened(text: str) -> None:
    assert not any(c.changes_state for c in read(text).claims)


def test_what_has_ended_a_wait_has_happened() -> None:
    claims = read("The rebels held Nyala until the army captured it on Monday.").claims
    assert any(c.predicate.value == "captures" and c.changes_state for c in claims)
