"""Aid asked for, refused and turned back; points that may be struck, strikes told by their makers; offices that open."""

READ = {
    "aid_point_attacked": """
        Doctors fear the hospital in Goma could be bombed.
        An Israeli strike hit an ambulance centre in Tyre.
        Air strikes by the army hit a clinic in Nyala.
    """,
    "aid_point_opened": """
        A second bakery is due to open in Kherson in May.
        A UNHCR office opened in Adré on Monday.
    """,
    "aid_delivered": """
        WFP has moved 2,300 trucks into Darfur via Adré.
        About 9,000 people in Bunia got blankets from the Red Cross.
        A convoy with medicine left for Tyre on Monday.
    """,
    "aid_needs": """
        Thousands of displaced families in Goma are sleeping outside without food.
    """,
    "aid_blocked": """
        A Red Cross team trying to reach Lyman had to turn back.
    """,
    "calls_for_aid_access": """
        The army must let aid agencies into Sittwe, Amnesty International said.
        Relief agencies must be given access to Kadugli, the Norwegian Refugee Council said.
        France pressed for ambulances to be let into Goma.
        The UN called on Azerbaijan to lift restrictions on aid to Stepanakert.
        The Red Cross asked for a humanitarian corridor out of Mariupol.
    """,
    "rejects_mechanism": """
        The new distribution scheme was rejected by MSF as dangerous.
        The factions said they would not accept any aid mechanism that bypasses the UN.
    """,
    "access_route_cut": """
        Landslides could cut off road access to Goma, WFP said.
    """,
}

NOT_SO = {
    "aid_delivered": """
        A convoy of the Libyan National Army set off for Sabha on Monday.
        The minister left for Kyiv.
        Voters in Kyiv got food for thought.
    """,
    "aid_blocked": """
        The army column had to turn back near Lyman.
        The driver had to turn back to Goma.
    """,
    "rejects_mechanism": """
        The peace mechanism was praised by MSF.
        The bill was rejected by parliament in Kyiv.
    """,
    "calls_for_aid_access": """
        Students must be let into the hall, the dean in Kyiv said.
        The EU called on Serbia to lift restrictions on imports of grain.
    """,
    "aid_point_opened": """
        A Red Cross office worker opened a window in Goma.
    """,
    "aid_point_attacked": """
        The hospital in Goma could be built by May.
    """,
    "access_route_cut": """
        The club cut off access to its app.
    """,
    "displacement": """
        Thousands of displaced families in Goma need tents.
    """,
}
