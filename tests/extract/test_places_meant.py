"""Lists, parts, pronouns and sentences that lean on the one before: each place that is meant gets its claim."""

import pytest
from claims_helpers import read

# sentences | predicate | places
TOLD = """
The army took Nyala, El Obeid and Kadugli.|captures|Nyala;El Obeid;Kadugli
The army took Nyala and the villages of Kadugli and El Obeid.|captures|Nyala;Kadugli;El Obeid
Both Nyala and Kadugli fell to the RSF.|captures|Nyala;Kadugli
Nyala, Kadugli and El Obeid are under RSF control.|holds|Nyala;Kadugli;El Obeid
The RSF holds Nyala as well as Kadugli.|holds|Nyala;Kadugli
The RSF holds towns including Nyala and Kadugli.|holds|Nyala;Kadugli
Fighting was reported in Nyala, in Kadugli and around El Obeid.|clashes|Nyala;Kadugli;El Obeid
Shells fell on Nyala and Kadugli, wounding ten.|shelling_or_strike|Nyala;Kadugli
The army entered Nyala. It then took the airport. Residents fled the town.|displacement|Nyala
Clashes broke out in Nyala. The fighting there killed six people.|clashes|Nyala
The RSF attacked Nyala on Monday. It captured the city a day later.|captures|Nyala
The RSF attacked Nyala on Monday and captured it a day later.|captures|Nyala
The RSF attacked Nyala and the army withdrew.|withdraws|Nyala
The RSF stormed Nyala, forcing the army to withdraw.|withdraws|Nyala
After the army left Nyala, the RSF moved in.|enters|Nyala
The army withdrew from Nyala, which is now held by the RSF.|holds|Nyala
Nyala, which the RSF captured last week, was calm.|captures|Nyala
In Nyala, the RSF holds the airport.|holds|Nyala
In Nyala, the army holds only the garrison.|holds|Nyala
In Nyala, where the RSF is in control, markets reopened.|holds|Nyala
At least ten people were killed in Nyala when the RSF shelled a market.|shelling_or_strike|Nyala
The hospital in Nyala was shelled and its pharmacy looted.|aid_point_attacked|Nyala
Israeli troops advanced in the east of Khan Younis.|advances|Khan Younis
Israeli troops advanced two kilometres into Khan Younis.|advances|Khan Younis
Russian forces entered the northern outskirts of Lyman.|enters|Lyman
Russian forces control the northern part of Lyman.|holds|Lyman
The RSF controls the area between Nyala and Kadugli.|holds|Nyala;Kadugli
The army controls everything west of Nyala.|holds|Nyala
The road from Nyala to Kadugli is closed.|access_route_cut|Nyala;Kadugli
The clinic in Nyala, run by MSF, has closed.|aid_point_closed|Nyala
MSF said its clinic in Nyala had closed.|aid_point_closed|Nyala
The last working bakery in Nyala shut on Monday.|aid_point_closed|Nyala
There are no working hospitals in Nyala.|aid_point_operating|Nyala
No hospital in Nyala is working.|aid_point_operating|Nyala
Hospitals in Nyala and Kadugli have stopped working.|service_stopped|Nyala;Kadugli
The RSF said it controlled Nyala; the army denied it.|holds|Nyala
The RSF claimed to have taken Nyala, but the army denied this.|captures|Nyala
The RSF claims to control Nyala. The army says it still holds the city.|holds|Nyala
Nyala has not fallen, the army said.|denies_capture|Nyala
The army dismissed reports that Nyala had fallen.|denies_capture|Nyala
Israel warned that it would enter Rafah.|enters|Rafah
Israel threatened to expand its operation to Rafah.|advances|Rafah
The rebels withdrew from Goma under pressure from Washington.|withdraws|Goma
M23 handed Goma airport to the UN.|hands_over_control|Goma
A ceasefire took effect in Goma on Monday.|ceasefire_signed|Goma
The army's 6th Division holds its base in El Fasher.|holds|El Fasher
A UN team was denied access to Nyala.|aid_blocked|Nyala
"""
ROWS = [line.split("|") for line in TOLD.strip().splitlines()]


@pytest.mark.parametrize(("text", "predicate", "places"), ROWS, ids=[row[0][:60] for row in ROWS])
def test_every_place_that_is_meant_has_its_claim(text: str, predicate: str, places: str) -> None:
    found = {
        c.resolution.place.name
        for c in read(text).claims
        if c.predicate.value == predicate and c.resolution is not None and c.resolution.place is not None
    }
    assert all(any(place in name for name in found) for place in places.split(";")), found
