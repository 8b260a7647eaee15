"""Traffic that stops, services of every day that fail, and states that a headline tells without an 'is'."""

READ = {
    "aid_point_operating": """
        Bakeries in Khan Younis back at work
    """,
    "aid_point_closed": """
        Crossing at Adré still closed, traders say
    """,
    "service_stopped": """
        Hospital in El Obeid out of service
        The hospital in Al Fasher remains out of service.
        The pumping station in Mykolaiv stayed out of action on Friday.
        Buses are no longer running in Kherson.
        Schools in Goma have been closed.
        The militia shut schools in Bunia.
        Kharkiv was left without power after the strike.
        About 40,000 households in Odesa were without electricity on Monday.
        Trains to Lyman are not running.
        Chernihiv was plunged into darkness.
        Banks in Port Sudan were shut on Sunday.
    """,
    "access_route_cut": """
        Road to Bukavu cut off by fighting
        Dilling remains inaccessible by road.
        Traffic on the road between Goma and Sake has stopped.
        Cars can no longer use the road to Zaporizhzhia.
        Trucks are not allowed on the road between Djibo and Kongoussi.
        No vehicle has left Kadugli for a month.
        Movement between Taiz and Aden has been suspended.
    """,
    "aid_needs": """
        Clinic in Kutum short of medicine
        Tawila short of water, says MSF
    """,
    "aid_point_opened": """
        Sana'a airport open again after strikes
    """,
    "aid_blocked": """
        Aid teams were unable to reach Rafah.
        Israel denied five of eight planned aid missions to Jabalia.
        Food for Kadugli held up at the border
    """,
    "meeting": """
        The two sides will meet again in Juba next month.
    """,
    "statement": """
        Reuters was unable to verify the footage from Kupiansk.
    """,
}

NOT_SO = {
    "access_route_cut": """
        Cars can again use the road to Zaporizhzhia.
        Traffic between Taiz and Aden has resumed.
        The movement stopped its attacks on the road to Goma.
        Soldiers stopped cars on the road to Goma.
        The movement between Kyiv and Lviv parties stopped short of a deal.
    """,
    "service_stopped": """
        Buses are running in Kherson again.
        The army had no power over Kharkiv.
        The party was left without power after the vote in Kyiv.
        In 2014, Donetsk was left without water.
    """,
    "aid_blocked": """
        He was unable to reach Rafah by phone.
    """,
    "aid_point_closed": """
        The case at the hospital in Lviv is closed.
    """,
}

NOTHING = """
    Banks of the river in Khartoum rose again.
    The school in Lviv closed the year with a concert.
    A man out of work in Goma sat by the road.
"""
