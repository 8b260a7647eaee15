"""Aid in plain words: rates, shares and pronouns, points said by what is given there, missions denied, roads flooded."""

READ = {
    "aid_delivered": """
        Some 60 lorries a day have crossed into Idlib since the truce.
        Only 20 trucks a week reach Gaza City.
        WFP has resumed food distributions in Goma.
        Food deliveries to Kadugli have resumed.
        The Adré crossing let in 30 lorries on Monday.
        No convoy has come from Port Sudan since May.
    """,
    "aid_needs": """
        The hospital in Bunia lacks anaesthetics.
        About 70 per cent of households in Taiz lack clean water.
        Displaced families are living in tents in Kosti and need blankets.
        People in Rafah are hungry and lack clean water.
        In Menaka, families are asking for water and mats.
        The clinic in Kutum has only three days of fuel left.
        In Goma flour has tripled in price.
        In Khartoum bread is scarce.
    """,
    "aid_blocked": """
        A mission to Al-Awda hospital was denied on Tuesday by Israel.
        Travel permits for Sittwe were rejected again.
        Two WFP lorries were made to wait six hours outside Kherson.
    """,
    "aid_point_attacked": """
        RSF drone strikes Kosti hospital
        An air strike on Goma hospital kills twelve people
        A convoy of eight lorries carrying flour came under fire near Djibo.
        A school in Kharkiv where volunteers hand out meals was hit by a missile.
        A shell hit a bread queue in Khan Younis.
        A malnutrition centre in Zamzam was bombed by the RSF.
    """,
    "aid_point_operating": """
        The bridge at Torkham lets through only patients.
        The bridge at Adré lets through only patients.
        Goma airport takes three relief flights a week.
        The hospital in Lviv is open, while the one in Kharkiv is admitting emergencies only.
    """,
    "aid_point_opened": """
        A shelter opened in Kherson on Friday and another will open in Mykolaiv in June.
        UNICEF has reopened its office in Goma.
        A corridor for civilians opened at Kramatorsk.
    """,
    "aid_point_closed": """
        MSF has closed its project in Bentiu.
    """,
    "calls_for_aid_access": """
        The ICRC asked both sides to let ambulances into Mariupol.
    """,
    "access_route_cut": """
        Road access to Bukavu was interrupted by landslides.
        Floods have cut off villages south of Malakal.
        Goma was cut off by flooding on Sunday.
    """,
}

NOT_SO = {
    "aid_needs": """
        Protesters are gathering in Kyiv and demand change.
        Officials are meeting in Goma and need time to talk.
        The team in Lviv has only three days of training left.
        Tesla stock in Kyiv has doubled in price.
        Students in Kyiv are asking for more books.
    """,
    "aid_blocked": """
        A mission to Mars was denied funding.
        The request for comment was denied by the ministry in Kyiv.
    """,
    "aid_point_attacked": """
        A convoy of army lorries carrying flour came under fire near Djibo.
        A convoy of fighters came under attack near Mopti.
        Israeli drone strikes in Tyre killed two people.
        The drone strikes Kyiv feared did not come.
    """,
    "aid_delivered": """
        The league has resumed matches in Kharkiv.
        The club let in three goals in Lviv.
        Fighters went into Goma.
        The minister came from Kyiv.
    """,
    "aid_point_opened": """
        Google will reopen its office in Kyiv.
        A corridor of trees opened at the end of the park in Kyiv.
        A second opened in Paris.
    """,
    "aid_point_operating": """
        Kyiv remains the main hub of the country's film industry.
        The guards at the gate in Lviv let the dogs out.
        The museum took 40 flights of stairs to reach in Lviv.
    """,
    "access_route_cut": """
        The army has cut off the town of Lyman.
        Kyiv cut off ties with the company.
        Fighting cut the visit to Kyiv short.
    """,
    "calls_for_aid_access": """
        The UN urged staff to reach a deal in Doha.
    """,
    "aid_point_closed": """
        The company closed its project in Lviv.
    """,
}

NOTHING = """
    In Paris, flour was thrown at an actor.
"""
