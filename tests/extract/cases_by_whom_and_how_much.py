"""Who runs and who asks, how many lorries, and what needs of time and reasons of flight are no needs of aid."""

READ = {
    "aid_point_operating": """
        Health partners are running 14 feeding centres in Baidoa.
    """,
    "aid_delivered": """
        A total of 43 UN trucks crossed into Idlib on Tuesday.
        The Adré crossing reopened on Monday. Fourteen lorries went through the next day.
    """,
    "aid_point_opened": """
        Three heating points have been opened for residents of Kherson.
    """,
    "calls_for_aid_access": """
        The UN appealed for the lifting of restrictions on relief supplies to Djibo.
    """,
    "aid_point_attacked": """
        An RSF drone attack on a hospital in El Obeid killed six people.
    """,
    "aid_needs": """
        Families in Goma need blankets.
        Kherson has been without running water for five days.
    """,
    "aid_blocked": """
        Two aid lorries were turned back at the gate of Rafah.
    """,
    "service_stopped": """
        The hospital in Goma has stopped admitting patients.
    """,
}

NOT_SO = {
    "aid_needs": """
        Lorries need a day to reach Goma.
        Three hundred families left Goma for lack of water.
    """,
    "aid_delivered": """
        The deal on Goma failed. Fourteen lorries went through the next day.
    """,
    "calls_for_aid_access": """
        The UN appealed for the lifting of sanctions on Russia.
    """,
    "aid_point_opened": """
        The club opened its gates in Lviv.
    """,
}
