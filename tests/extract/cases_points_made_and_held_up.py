"""Buildings turned into aid points, points without a name of their own, food that sits in lorries, corridors blocked."""

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
