"""Whose the planes were, what fell where, who was told to go, who fled and from where, and who looted."""

import pytest
from claims_helpers import read

# text | predicate | actor ("-": nobody named) | place
READ = """
An army plane bombed the grain market in Mellit.|shelling_or_strike|Sudanese Armed Forces|Mellit
The army's planes bombed Kutum.|shelling_or_strike|Sudanese Armed Forces|Kutum
The army said its jets struck Kutum overnight.|shelling_or_strike|Sudanese Armed Forces|Kutum
Navy ships shelled Sittwe for the second day running.|shelling_or_strike|Myanmar military|Sittwe
The junta's fighter jets bombed a monastery in Loikaw.|shelling_or_strike|Myanmar military|Loikaw
Kyiv said its drones had struck an oil depot in Luhansk.|shelling_or_strike|Ukrainian military|Luhansk
A UN patrol came under fire near Kfar Kila.|shelling_or_strike|-|Kfar Kila
One of its patrols was shot at near Kfar Kila.|shelling_or_strike|-|Kfar Kila
A mortar bomb fell in a field 3 km north of Yad Mordechai.|shelling_or_strike|-|Yad Mordechai
A drone came down near Nir Oz and set a greenhouse on fire.|shelling_or_strike|-|Nir Oz
A drone crashed into a block of flats in Nikopol.|shelling_or_strike|-|Nikopol
A Russian guided bomb destroyed a humanitarian aid point in Orikhiv.|aid_point_attacked|Russian military|Orikhiv
An Israeli strike hit a clinic in Rafah.|aid_point_attacked|Israeli military|Rafah
The army ordered residents to leave Beit Lahia.|evacuation_order|Israeli military|Beit Lahia
The governor ordered families with children out of Kupiansk.|evacuation_order|governor|Kupiansk
Loudspeakers told everyone inside Al-Ahli Arab Hospital to be out by noon.|evacuation_order|-|Al-Ahli Arab Hospital
The army gave families in Zeitoun two hours to get out.|evacuation_order|Israeli military|Zeitoun
Clan fighting in Luuq has forced 9,000 people across the river.|displacement|-|Luuq
Shelling in Kutum drove 400 families from their homes.|displacement|-|Kutum
About 3,000 residents of Kutum have fled towards Tawila.|displacement|-|Kutum
In Kutum, 300 families fled.|displacement|-|Kutum
Near Kutum, armed men looted a lorry on Friday.|looting|armed men|Kutum
Settlers stole 60 sheep in Qabatiya.|looting|Settlers|Qabatiya
Trucks were stopped by crowds near Khan Younis and stripped of flour.|looting|-|Khan Younis
Unexploded rounds lie in the school yard in Beit Hanoun.|hazard|-|Beit Hanoun
"""
ROWS = [line.split("|") for line in READ.strip().splitlines()]


@pytest.mark.parametrize(("text", "predicate", "actor", "place"), ROWS, ids=[row[0][:50] for row in ROWS])
def test_who_did_what_where(text: str, predicate: str, actor: str, place: str) -> None:
    got = [
        (c.actor or "-", c.resolution.mention.toponym if c.resolution else None)
        for c in read(text).claims
        if c.predicate.value == predicate
    ]
    assert got == [(actor, place)]


# text | predicates of which none may be read
NOT_READ = """
The army ordered residents to leave Beit Lahia.|displacement
The army denied ordering families to leave Kutum.|displacement
He ordered his men to leave Kutum.|evacuation_order displacement
Kyiv called on Russian troops to leave Kupiansk.|evacuation_order
A helicopter crashed near Goma, killing the pilot.|shelling_or_strike
A passenger plane came down near Goma.|shelling_or_strike
Prices came down in Kyiv.|shelling_or_strike
A car crashed into a wall in Kharkiv.|shelling_or_strike
The army's helicopters carried the wounded to Nyala.|shelling_or_strike
Navy ships arrived in Sittwe.|shelling_or_strike
Traders in Kabul refused to withdraw their savings.|displacement
There has been no looting in Sumy, police said.|displacement
"""
NOT = [line.split("|") for line in NOT_READ.strip().splitlines()]


@pytest.mark.parametrize(("text", "predicates"), NOT, ids=[row[0][:50] for row in NOT])
def test_what_is_not_said_is_not_read(text: str, predicates: str) -> None:
    assert not {c.predicate.value for c in read(text).claims} & set(predicates.split())


def test_a_blow_is_told_once() -> None:
    for text in ("Russia fired two ballistic missiles at Odesa.", "An Israeli strike hit a clinic in Rafah."):
        assert len(read(text).claims) == 1
    assert {c.actor for c in read("There has been no looting in Sumy, police said.").claims} == {None}
