"""Aid told in plain words: points that open, close, work and are attacked, goods, roads, needs, demands, refusals."""

import pytest
from claims_helpers import read

READ = {  # "place | who | sentence"; who is left out where the sentence names nobody
    "aid_point_opened": """
        Nyala | The Red Crescent is setting up a kitchen in Nyala.
        Goma | Médecins Sans Frontières | MSF opened a 60-bed cholera treatment centre in Goma on Monday.
        Goma | A transit centre for displaced people was inaugurated in Goma on 12 June.
        Goma | A new field hospital was set up on the northern edge of Goma last week.
        Kirkuk | New distribution centres have opened in Erbil and Kirkuk.
        Adré | UNHCR | UNHCR said on Monday it had opened a reception centre near Adré.
        Mandera | Kenya | Kenya has reopened the crossing at Mandera.
        Hodeidah | Work at the port of Hodeidah resumed on Sunday.
        Nyala | A clinic in Nyala was forced to close in May and opened again on Monday.
    """,
    "aid_point_closed": """
        Mandera | Kenya | Kenya has shut the border post at Mandera until further notice.
        Goma | gunmen | A distribution centre in Goma was shut down by gunmen on Thursday.
        Lachin | Azerbaijan | Azerbaijan closed the Lachin checkpoint to Red Cross convoys.
        Adré | Chad | Chad announced the closure of its border with Sudan at Adré on Monday.
        Qamishli | With the border gate at Qamishli shut, aid agencies have been rerouting their trucks.
        Derna | Derna port: closed to relief ships since 3 October because of high seas.
    """,
    "aid_point_operating": """
        Bunia | Médecins Sans Frontières | MSF runs a trauma clinic in Bunia with 40 beds.
        Nuseirat | UNRWA | UNRWA continues to operate a shelter in Nuseirat for 3,000 people.
        Malakal | The transit centre at Malakal is functioning round the clock.
        Nyala | Three of the five clinics in Nyala are functional.
        Nyala | The clinic in Nyala is currently up and running.
        Nyala | Doctors at the hospital in Nyala treated 30 wounded people on Monday.
        Medyka | The crossing at Medyka is still open round the clock.
        Goma | The school in Goma now serves as a shelter.
        Nyala | Despite the shelling, the hospital in Nyala is working.
    """,
    "aid_point_attacked": """
        El Geneina | An MSF-supported hospital was shelled in El Geneina for the second time this week.
        Marib | In Marib, a WFP food store was bombed by coalition jets late on Monday.
        Nyala | militants | The health centre in Nyala was set on fire by militants on Sunday.
        Sumy | A maternity clinic in Sumy was destroyed by a Russian missile.
        Odesa | Overnight drone attacks on Odesa damaged a bakery and a clinic.
        Nyala | Gunmen | Gunmen ambushed a food convoy outside Nyala.
        El Fasher | Rapid Support Forces | An RSF drone hit a UN convoy near El Fasher.
        Nuseirat | Israeli military | The Israeli military bombed a UN school used as a shelter in Nuseirat.
    """,
    "aid_delivered": """
        Nyala | At least 20 aid trucks reached Nyala late on Monday.
        Nyala | Up to 20 aid trucks entered Nyala.
        Sloviansk | Volunteers | Volunteers took bread and drinking water to Sloviansk every day last week.
        Gaza City | Israel | Israel said it let 12 fuel tankers into Gaza City on Wednesday.
        Gaza City | Spain | Spain has dropped 12 tonnes of food by parachute on Gaza City.
        Goma | Red Cross | Families in Goma received blankets and soap from the Red Cross.
        Nyala | World Food Programme | 500 tonnes of food were delivered to Nyala by WFP.
        Nyala | Humanitarian flights to Nyala resumed on Tuesday.
        El Fasher | Aid agencies | Aid agencies have reached 300,000 people in El Fasher.
    """,
    "aid_blocked": """
        Nyala | More than 140 aid trucks have been stuck in Nyala for two weeks waiting for permits.
        Nyala | Al-Shabaab | For two years al-Shabaab has kept food trucks out of Nyala.
        Goma | M23 | Aid agencies accused M23 of denying them access to Goma.
        Gaza City | Israel | Israel denied 11 of 20 aid missions to Gaza City last week, OCHA said.
        Gaza City | Israel | Israel has banned UNRWA from bringing aid into Gaza City.
        El Fasher | Sudanese Armed Forces | The army denied permission for a convoy to El Fasher.
        Nyala | Sudanese Armed Forces | Aid to Nyala is being blocked by the army.
        Hebron | Israeli settlers | Israeli settlers stopped and emptied two aid trucks near Hebron.
        Nyala | Aid workers cannot reach Nyala.
        Nyala | The convoy, which was carrying food for Nyala, was stopped at a checkpoint.
        Nyala | soldiers | A WFP convoy heading for Nyala was turned back by soldiers.
        El Fasher | The UN has been denied access to El Fasher.
        El Fasher | Humanitarian access to El Fasher is severely restricted.
        Nyala | The fighting makes it impossible to bring aid into Nyala.
    """,
    "aid_needs": """
        Kherson | Kherson has been without running water for five days.
        Nyala | One in three children in Nyala is acutely malnourished, MSF warned.
        Suwayda | The general hospital in Suwayda has run out of anaesthetics.
        Chasiv Yar | There is no gas, power or water left in Chasiv Yar.
        Nyala | There is not enough water in Nyala.
        Nyala | The hospital in Nyala lacks oxygen.
        Nyala | Clean drinking water is not available in Nyala.
        Nyala | The price of bread has doubled in Nyala.
        Nyala | The hospital in Nyala no longer has electricity.
    """,
    "calls_for_aid_access": """
        Kadugli | Médecins Sans Frontières | MSF appealed to all parties to let medical supplies into Kadugli.
        Taiz | Red Cross | A call by the ICRC for unimpeded access to Taiz went unanswered.
        Bhamo | Church leaders | Church leaders appealed for food to be allowed through to Bhamo.
        Hodeidah | Oxfam | Oxfam urged the coalition to lift its blockade of Hodeidah.
        El Fasher | World Food Programme | WFP said it needed safe access to El Fasher.
        Gaza City | Human Rights Watch | Human Rights Watch said Israel must let food into Gaza City.
    """,
    "access_route_cut": """
        Nyala | Rapid Support Forces | The RSF has severed all roads leading to Nyala.
        Zalingei | The road linking Nyala with Zalingei is closed.
        Dilling | The Dilling–Kadugli road is closed, according to local drivers.
        Nyala | Roads in and out of Nyala are cut.
        Nyala | The route to Nyala is not passable.
        Nyala | Nyala is inaccessible by road.
    """,
    "service_stopped": """
        Deir al-Balah | World Central Kitchen | World Central Kitchen paused its operations in Deir al-Balah.
        El Geneina | United Nations | The suspension of UN humanitarian flights to El Geneina was announced on Thursday.
        Zaporizhzhia | Power and water supplies were cut off in Zaporizhzhia after an overnight strike.
        Nyala | Médecins Sans Frontières | MSF has pulled its staff out of Nyala.
        Nyala | The telephone network in Nyala is down.
        Nyala | The hospital in Nyala has been evacuated.
        Nyala | The hospital in Nyala is still out of service.
        Nyala | Aid groups | Aid groups have fled Nyala.
        Nyala | UNICEF | UNICEF has put its work in Nyala on hold.
        Nyala | Phone and internet services have been cut in Nyala.
        Nyala | Surgeons have stopped operating in Nyala.
    """,
    "rejects_mechanism": """
        - | Hamas | Hamas rejected the Israeli plan to distribute aid through private contractors.
        Adré | Sudanese army-led government | The Sudanese government rejected a proposal for cross-border monitors at Adré.
        - | Houthis (Ansar Allah) | The Houthis have refused to accept a biometric registration system for food aid.
        - | United Nations | The UN refuses to use the new hubs.
        Mekele | TPLF | The TPLF turned down the government's plan to send aid to Mekele only by air.
    """,
}
LINES = [(predicate, line) for predicate, text in READ.items() for line in text.strip().splitlines()]


@pytest.mark.parametrize(("predicate", "line"), LINES, ids=[line.rsplit("|", 1)[1].strip()[:50] for _, line in LINES])
def test_aid_told_in_plain_words_is_read(predicate: str, line: str) -> None:
    parts = [part.strip() for part in line.split("|")]
    place, who, sentence = parts[0], parts[1] if len(parts) > 2 else None, parts[-1]
    said = {
        (c.predicate.value, c.actor, c.resolution.mention.toponym if c.resolution else "-")
        for c in read(sentence).claims
    }
    if who is None:
        assert (predicate, place) in {(p, where) for p, _, where in said}
    else:
        assert (predicate, who, place) in said


NOT_READ = """
    aid_point_opened | Her book opens with a scene at a hospital in Goma.
    aid_point_attacked | The Kyiv bakery was hit by rising flour prices, its owner said.
    aid_point_attacked | A storm hit a clinic in Beira.
    aid_point_attacked | A military convoy was ambushed near Nyala.
    calls_for_aid_access | Researchers asked for access to the collection in Nairobi.
    calls_for_aid_access | Farmers asked for access to water in Nyala.
    access_route_cut | The marathon route in Addis Ababa was cut to 10 kilometres.
    access_route_cut | The road to peace in Nyala is blocked.
    aid_needs | The singer from Mopti released a record about hunger.
    aid_needs | The team lacks experience, said a coach in Cairo.
    aid_delivered | Trucks delivered furniture to a shop in Lagos.
    aid_delivered | The UN suspended aid deliveries to Nyala.
    aid_delivered | Trucks carrying food to Nyala have been detained.
    aid_delivered | A lack of security is hampering aid deliveries to Nyala.
    aid_delivered | The convoy turned back before reaching Nyala.
    aid_delivered | Water supplies to Nyala have been interrupted.
    aid_delivered | "Let aid into El Fasher," the UN chief said.
    aid_delivered | Army trucks entered Nyala.
    repels | The government expelled MSF from Nyala.
    aid_needs | The delay of aid to Nyala cost lives.
    aid_blocked | In Nyala, people queue for hours for bread.
    aid_point_opened | Only hours after opening, the site in Rafah was closed.
    fortifies_line | The ferry, which displaces 9,000 tonnes, was built in Odesa.
    looting | Fans say the cup final in Lagos was stolen by the referee.
    hazard | Her new album is a minefield of old hits from Kyiv's clubs.
    aid_point_operating | He worked at a hospital in Nyala before the war.
    aid_point_operating | The hospital in Nyala hosted a conference.
    aid_blocked | Journalists were denied access to the court in Nairobi.
    aid_blocked | The airline suspended flights to Kyiv.
    service_stopped | The airline suspended flights to Kyiv.
    service_stopped | Work on the new stadium in Goma has been suspended.
    service_stopped | The army ended its operations in Jenin.
    rejects_mechanism | The court in Kampala rejected the plan for a new shopping centre.
    rejects_mechanism | The RSF refused to take part in talks in Jeddah.
    withdraws | The closure of the bridge at Myawaddy has left some 600 trucks stranded.
    withdraws | The hospital in Nyala has been evacuated.
    withdraws | The attack on an aid convoy near Nyala left five dead.
"""


@pytest.mark.parametrize("line", [line.strip() for line in NOT_READ.strip().splitlines()])
def test_what_only_sounds_like_aid_is_left_alone(line: str) -> None:
    predicate, sentence = (part.strip() for part in line.split("|"))
    assert predicate not in {c.predicate.value for c in read(sentence).claims}


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("Not a single truck has entered Beit Hanoun.", "negated"),
        ("People in Nyala have received no food since May.", "negated"),
        ("Did any food reach Nyala this month?", "questioned"),
        ("The second convoy this week is on its way to Nyala.", "promised"),
        ("Hamas denied that any trucks had reached Gaza City.", "denied"),
        ("Without new funding, the feeding centre in Kaya will have to close in June.", "hypothetical"),
        ("If soldiers guard the sites, aid groups will refuse to use the new system.", "hypothetical"),
    ],
)
def test_aid_that_did_not_come_about_is_told_apart(sentence: str, modality: str) -> None:
    assert {c.modality.value for c in read(sentence).claims} == {modality}


def test_who_no_longer_runs_a_bakery_does_not_close_it() -> None:
    (claim,) = read("WFP is no longer running any bakery in Gaza City.").claims
    assert (claim.predicate.value, claim.modality.value, claim.aid_update) == ("aid_point_operating", "negated", None)


def test_what_was_before_the_war_changes_nothing() -> None:
    claims = read("Before the war, the bakery in Nyala fed 20,000 people.").claims
    assert claims
    assert not any(c.changes_state for c in claims)
