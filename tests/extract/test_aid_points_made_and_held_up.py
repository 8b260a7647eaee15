"""Buildings turned into aid points, points without a name of their own, food that sits in lorries, corridors blocked."""

import pytest
from claims_helpers import read

READ = {
    "aid_point_opened": """
        Local volunteers have turned a school in Taungoo into a clinic.
        The town hall in Goma has been converted into a shelter.
        A church in Kherson was turned into a field hospital.
    """,
    "aid_point_operating": """
        A Red Cross field hospital is working in Tyre.
    """,
    "aid_blocked": """
        Food for Taiz has been sitting in lorries at a Houthi checkpoint for nine days.
        Some 90 containers of medicine are stranded on the road to Goma.
        The RSF denied holding up any convoy to El Fasher.
    """,
    "aid_delivered": """
        Volunteers are cooking for 800 families in a school in Kassala.
        The Black Sea port of Odesa is unloading two food ships.
    """,
    "service_stopped": """
        Nurses at the hospital in Goma are on strike over unpaid wages.
    """,
    "access_route_cut": """
        The Lachin corridor has been blocked for a month.
    """,
    "rejects_mechanism": """
        OCHA said it could not be part of any plan that replaces the aid system.
        The government refused aid via the Adré crossing.
    """,
    "aid_point_attacked": """
        Russia denied shelling the hospital in Kherson.
    """,
    "aid_needs": """
    """,
}

NOT_SO = {
    "aid_point_opened": """
        The army turned the town of Lyman into a fortress.
        The war has turned Kharkiv into a city of shelters.
        Converted into dollars, the clinic in Goma cost little.
    """,
    "rejects_mechanism": """
        The minister refused to be part of the cabinet in Kyiv.
    """,
    "access_route_cut": """
        The army controls the Netzarim corridor.
        Two food lorries were stopped by crowds near the Netzarim corridor.
    """,
    "aid_blocked": """
        A man has been sitting in a cafe in Taiz for nine days.
    """,
    "service_stopped": """
        Doctors in Goma voted against a strike.
    """,
    "aid_delivered": """
        The chef is cooking for a film crew in Lviv.
    """,
}


def cases(phrasings):
    return [(name, line.strip()) for name, lines in phrasings.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("predicate", "text"), cases(READ))
def test_it_is_read_so(predicate, text):
    found = {claim.predicate.value for claim in read(text).claims}
    assert predicate in found, found


@pytest.mark.parametrize(("predicate", "text"), cases(NOT_SO))
def test_it_is_not_read_so(predicate, text):
    assert predicate not in {claim.predicate.value for claim in read(text).claims}


def test_a_hospital_without_a_name_is_not_the_one_that_is_known_by_such_a_name():
    """ "A Red Cross field hospital in Tyre" is not that in Rafah."""
    claim = read("A Red Cross field hospital is working in Tyre.").claims[0]
    assert claim.resolution.mention.toponym == "Tyre"


def test_a_village_in_the_country_of_a_theatre_is_drawn():
    """A place that no theatre lists is not outside where the news is from that country."""
    text = "Russian forces seized Lyman on Monday. Volunteers delivered 300 food parcels to Stanislav, a driver said."
    drawn = {r.mention.toponym for r in read(text).resolutions if r.mention.map.value == "feature"}
    assert {"Lyman", "Stanislav"} <= drawn
