"""The plain ways of saying each thing: what a reporter writes every day must be read."""

import pytest
from claims_helpers import read

PHRASINGS = {
    "shelling_or_strike": """
        Lyman is under attack.
        Lyman is under heavy shelling.
        An air strike killed six people in Nyala.
        A drone attack on Nyala killed six people.
        Six people were killed by shelling in Nyala.
        Six people were killed in an air strike on Nyala.
        Six people died when a shell hit a house in Nyala.
        A missile landed in Lyman.
        A bomb exploded in Lyman.
        Rockets rained down on Lyman.
        Warplanes bombed positions in Nyala.
        The air force carried out strikes on Nyala.
        Artillery pounded Lyman through the night.
        Nyala came under drone attack.
        Lyman was rocked by explosions.
        Russia launched 40 drones at Lyman.
        Russian forces dropped glide bombs on Lyman.
        Israeli aircraft targeted a house in Nuseirat.
        An Israeli strike on a tent in Khan Younis killed four people, medics said.
        A tank shell hit a residential building in Beit Lahia.
        Strikes were reported in Rafah and Khan Younis.
        The bombardment of Rafah continued.
        Shelling resumed in eastern Gaza City.
        The army shelled the outskirts of Nyala.
        Two people were wounded by gunfire in Jenin.
        A car bomb went off in Nyala.
        The junta bombed a school in Depayin.
        A junta air strike killed 20 people in Kyaukphyu.
        An Israeli drone hit a car in Tyre.
        Israel struck the southern suburbs of Beirut.
        A Russian missile hit an apartment block in Kharkiv.
        Russian drones attacked Odesa overnight.
        Shelling killed two people in Kherson.
        Kherson was shelled 12 times on Monday.
        Houthi rebels fired a missile at Marib.
        A suicide bomber blew himself up in Mogadishu.
        RSF drones struck Port Sudan.
    """,
    "captures": """
        Nyala was lost to the RSF.
        Nyala has fallen to the RSF.
        The RSF now has full control of Nyala after capturing it.
        The RSF took Nyala from the army.
        The army took back control of Nyala.
        Nyala changed hands on Monday.
        The fall of Nyala was confirmed by residents.
        The army recaptured the airport in Nyala.
        The army said Nyala had been liberated.
        Troops seized the centre of Lyman.
        Russian forces have seized Lyman, the ministry said.
        Russia claimed the capture of Lyman.
        Russia says it has captured Lyman.
        Rebels overran Goma on Monday.
        Goma fell to M23 rebels on Monday.
        M23 rebels have captured Goma and Bukavu.
        The seizure of Goma by the rebels was confirmed.
        Government forces regained Goma.
        Fighters stormed and took Goma.
        The army cleared Nyala of RSF fighters.
        Rebels took control of Goma.
        Rebels have taken Goma.
        Rebels took over Goma on Monday.
        The rebels won control of Goma.
        Insurgents seized the town of Macomia.
        Militants captured a military base in Marte.
        Boko Haram fighters overran Marte on Sunday.
        Al-Shabaab fighters seized Moqokori.
        JNIM fighters captured the army camp in Boulikessi.
        Jihadists briefly took Djibo.
        The Arakan Army seized Maungdaw.
        The Arakan Army said it had seized Ann.
        Tigrayan forces captured Alamata.
        Fano militiamen took control of Lalibela.
        Taliban fighters captured Kunduz.
        The Houthis seized Hodeidah.
        HTS fighters took Aleppo.
        Rebels captured Hama, days after taking Aleppo.
        Gangs took control of Kenscoff.
        Syrian government forces retook Suwayda.
        The ELN seized Tibú.
        Azerbaijani forces captured Lachin.
        The fighters raised their flag over Goma.
    """,
    "holds": """
        Nyala is held by the RSF.
        Nyala is in the hands of the RSF.
        Nyala is under RSF control.
        Nyala is under the control of the RSF.
        The RSF controls most of Nyala.
        The RSF remains in control of Nyala.
        The RSF still holds Nyala.
        Nyala remains in rebel hands.
        Russian-occupied Lyman was quiet.
        The army maintains control of Nyala.
        The army said it was in full control of Nyala.
        The army controls Nyala and its airport.
        Hamas still runs Rafah.
        Israel keeps control of the Morag Corridor.
        Israeli forces occupy eastern Rafah.
        Most of Nyala is controlled by the RSF.
        Two thirds of Nyala is in army hands.
        The rebels hold sway over Goma.
        Gangs control 85 percent of Port-au-Prince.
        The junta controls Sittwe.
        The Houthis control Hodeidah and Sanaa.
        The Taliban control Kabul.
        Al-Shabaab controls Bu'aale.
        Goma has been under M23 control since January.
        Goma and Bukavu are both held by M23.
        The SDF holds Raqqa.
        Druze fighters control Suwayda.
        Ukrainian forces hold Pokrovsk.
        Pokrovsk is still held by Ukraine.
        Russia controls Enerhodar.
        Lyman is in Ukrainian hands.
        The army is in control of Omdurman.
    """,
    "withdraws": """
        The army has withdrawn from Nyala.
        The army pulled its troops out of Nyala.
        The army's withdrawal from Nyala was completed on Monday.
        Troops left Nyala on Monday.
        Israel withdrew its forces from Rafah.
        Israeli tanks pulled back from Rafah.
        Israeli troops have begun to withdraw from Rafah.
        The withdrawal of Israeli troops from Rafah has begun.
        RSF fighters fled Nyala.
        RSF fighters retreated from Nyala.
        M23 said it had left Goma.
        The RSF abandoned its positions in Nyala.
        The army vacated its base in Nyala.
        The rebels agreed and left Goma.
        The Syrian army withdrew from Suwayda.
        Ugandan troops left Bunia.
        French troops have left Niamey.
        Ukrainian forces pulled out of Avdiivka.
        Ukraine withdrew from Avdiivka.
        SDF fighters pulled out of Manbij.
        Israeli troops withdrew from Khiam.
        The Lebanese army pulled back from Naqoura.
        Hezbollah fighters left Bint Jbeil.
    """,
    "hands_over_control": """
        Nyala was handed over to the army.
        The RSF handed Nyala over to the army.
        The rebels handed control of Goma to the police.
        The handover of Goma to the police took place on Monday.
        UN peacekeepers transferred their base in Goma to the army.
    """,
    "enters": """
        The army entered Nyala.
        Israeli tanks rolled into Rafah.
        Israeli forces pushed into Rafah.
        Israeli forces raided Jenin.
        Israeli troops stormed Jenin at dawn.
        M23 rebels have entered Goma.
        M23 rebels marched into Goma.
        An incursion into Rafah began on Monday.
        Israeli tanks advanced into Rafah.
        Soldiers broke into Nyala.
        Israeli troops crossed into Lebanon near Khiam.
        Syrian security forces entered Suwayda.
        Turkish troops entered Manbij.
        Russian soldiers broke into Pokrovsk.
        Russian sabotage groups infiltrated Pokrovsk.
        Tanks entered Lashio.
        Rwandan troops entered Goma, the UN said.
    """,
    "advances": """
        Israeli forces are advancing on Rafah.
        Israeli forces advanced towards Rafah.
        M23 rebels are closing in on Goma.
        Russian troops advanced near Lyman.
        Russian forces made gains near Lyman.
        Russian forces are pushing towards Lyman.
        The army gained ground in Nyala.
        The RSF launched an offensive on El Fasher.
        M23 is moving on Goma.
    """,
    "repels": """
        The army repelled an attack on Nyala.
        An attack on Nyala was repelled.
        Ukrainian forces beat back an assault near Lyman.
        Ukrainian troops stopped seven attacks near Lyman.
        The army thwarted an attempt by the RSF to enter Nyala.
        Defenders drove the attackers from Lyman.
        The army fought off an RSF attack on Nyala.
        The army pushed the RSF back from Nyala.
        The army repelled a Boko Haram attack on Marte.
        Ukrainian troops repelled assaults near Pokrovsk and Lyman.
        Burkinabe soldiers fought off an attack on Djibo.
    """,
    "besieges": """
        The RSF is besieging Nyala.
        The RSF has surrounded Nyala.
        Nyala is under siege.
        Nyala remains under siege by the RSF.
        Nyala is surrounded by the RSF.
        The RSF imposed a siege on Nyala.
        The siege of Nyala entered its second month.
        Lyman has been encircled.
        The RSF has tightened its siege of Nyala.
        JNIM has blockaded Djibo.
        El Fasher has been under siege for more than a year.
        The Arakan Army has encircled Kyaukphyu.
        Rebel forces surrounded Hama.
    """,
    "clashes": """
        Fighting raged in Nyala.
        Fighting continues in Nyala.
        Fighting broke out in Nyala between the army and the RSF.
        Clashes erupted in Nyala.
        Heavy clashes took place in Nyala.
        The army and the RSF clashed in Nyala.
        The army fought the RSF in Nyala.
        Fierce battles were under way in Lyman.
        Gunmen and police exchanged fire in Port-au-Prince.
        Street fighting was reported in Goma.
        Battles for Lyman continue.
        Fighting for control of Lyman continues.
        Clashes between Druze fighters and Bedouin tribes erupted in Suwayda.
        Fighting flared in Masisi.
        Ethiopian troops fought Fano militiamen near Gondar.
        Heavy fighting was under way around Pokrovsk.
        Gang members clashed with police in Kenscoff.
        Fighting between M23 and Wazalendo resumed near Walikale.
    """,
    "presence_only": """
        Israeli troops are deployed in Rafah.
        Troops were seen in Nyala.
        Soldiers patrolled the streets of Nyala.
        The army set up checkpoints in Nyala.
        The RSF has fighters in Nyala.
        Israeli tanks are stationed east of Rafah.
        The army has positions around Nyala.
        RSF fighters are present in Bara.
        Israeli tanks were seen near Nasser Hospital.
        RSF patrols were seen in Omdurman.
        Snipers are positioned on rooftops in Jenin.
    """,
    "moves_forces": """
        The army sent reinforcements to Nyala.
        Russia is massing troops near Lyman.
        The army deployed additional forces to Nyala.
        Reinforcements arrived in Nyala.
        Israel moved tanks to the edge of Rafah.
        Russia redeployed troops from Lyman to Siversk.
        The RSF moved fighters from Nyala to El Fasher.
        Reinforcements have arrived in El Obeid.
        Russia is moving troops towards Lyman.
    """,
    "fortifies_line": """
        Israeli troops built a berm in Rafah.
        The army is digging trenches around Nyala.
        Israel set up an outpost in Rafah.
        Russian forces fortified their positions in Lyman.
        Israel is building a new road in the Morag Corridor.
        The RSF dug trenches around Nyala.
        Israel has built a new outpost in Beit Lahia.
        The army put up barriers around Jenin camp.
    """,
    "front_static": """
        The situation in Lyman is unchanged.
        The front line near Lyman has not moved.
        Nyala was calm on Monday.
        Nyala was quiet.
        A tense calm prevailed in Nyala.
    """,
    "refuses_withdrawal": """
        Israel refuses to withdraw from Rafah.
        Israel said it would not withdraw from Rafah.
        Israel will not leave Rafah, the minister said.
        Israel has rejected calls to leave Rafah.
        M23 ruled out leaving Goma.
        Israel says its troops will stay in Rafah.
        M23 said it would not leave Goma.
        Israel said its forces would remain in Khiam.
    """,
    "insists_control": """
        Israel insists on keeping control of Rafah.
        Israel vowed to keep control of Rafah.
        Israel says it will retain control of Rafah.
    """,
    "calls_for_withdrawal": """
        Hamas demanded that Israel withdraw from Rafah.
        Hamas demanded Israel's withdrawal from Rafah.
        The UN called on M23 to leave Goma.
        Egypt urged Israel to pull out of Rafah.
        Kinshasa wants the rebels out of Goma.
        The Security Council called for the withdrawal of M23 from Goma.
        The Security Council demanded that M23 withdraw from Goma.
        Lebanon called on Israel to withdraw from Khiam.
        Beirut demanded a full Israeli withdrawal from Naqoura.
    """,
    "denies_capture": """
        The army denied that Nyala had fallen.
        The army denied losing Nyala.
        The army denied RSF claims that it had captured Nyala.
        Ukraine denied that Lyman had been captured.
        Ukraine said reports of the fall of Lyman were false.
        The Congolese army denied that Walikale had fallen.
        The junta denied losing Lashio.
        Kyiv denied that Pokrovsk had been captured.
    """,
    "denies_presence": """
        The army denied having troops in Nyala.
        Rwanda denied that its soldiers were in Goma.
        Hamas denied that its fighters were present in Nasser Hospital.
    """,
    "aid_point_opened": """
        A field hospital opened in Nyala.
        A new clinic has opened in Nyala.
        The Rafah crossing has reopened.
        The Rafah crossing was reopened on Monday.
        Egypt reopened the Rafah crossing.
        Israel opened the Zikim crossing on Monday.
        MSF opened a clinic in Nyala.
        WFP reopened its warehouse in Nyala.
        The bakery in Nyala resumed work on Monday.
        Bakeries in Gaza City have resumed production.
        Two bakeries reopened in Deir al-Balah.
        A shelter was set up in Nyala.
        Kerem Shalom reopened after a week.
        The road to Nyala reopened.
        The UN opened a distribution point in Rafah.
        The foundation opened a fourth site in Rafah.
        A humanitarian corridor was opened to El Fasher.
        The Karm Abu Salem crossing reopened to aid trucks.
        Sudan's army reopened the Adre crossing.
        Authorities reopened the airport in Port Sudan.
    """,
    "aid_point_closed": """
        The Rafah crossing is closed.
        The Rafah crossing remains closed.
        The Rafah crossing was closed on Monday.
        Israel closed the Rafah crossing.
        Israel shut the Zikim crossing.
        Bakeries in Gaza City have closed.
        All bakeries in Gaza City are shut.
        The clinic in Nyala closed on Monday.
        Kerem Shalom is shut.
        A WFP warehouse in Nyala has been closed.
        The soup kitchen in Nuseirat shut its doors.
        Goma airport is closed.
        The airport in Goma remains closed.
        Bunagana border crossing has been closed.
        The Torkham crossing was shut.
        Bab al-Hawa crossing closed to aid.
        Egypt closed its side of the Rafah crossing.
        The foundation closed its site in Rafah.
        The foundation's sites in Rafah were closed on Monday.
        WFP closed its bakeries in Gaza City.
        The army closed the crossing at Adre.
    """,
    "aid_point_operating": """
        The hospital in Nyala is still working.
        Nasser Hospital is functioning at half capacity.
        Nasser Hospital is operating with one generator.
        Only two bakeries are working in Gaza City.
        The Rafah crossing is open.
        The Rafah crossing is operating normally.
        Kerem Shalom remains open to aid.
        A clinic in Nyala treats 200 patients a day.
        The kitchen in Nuseirat serves 2,000 meals a day.
        Nyala Airport is open to aid flights.
        The port of Hodeidah is working.
        The distribution site in Rafah was open on Monday.
        The clinic in Nyala receives 300 patients a day.
        Al-Shifa Hospital is partially functioning.
        Nasser Hospital is overwhelmed.
        Nasser Hospital is still receiving patients.
        The Rafah crossing is open for medical evacuations only.
        Zikim crossing is operating at half its capacity.
        The field hospital in Deir al-Balah continues to operate.
        Five bakeries are operating in Khan Younis.
        The water plant in Nyala is running at a third of capacity.
        The airport in Goma is operational.
    """,
    "aid_point_attacked": """
        The hospital in Nyala was shelled.
        Nasser Hospital was hit by an air strike.
        An air strike hit Nasser Hospital.
        Israeli tanks fired on Nasser Hospital.
        A drone struck a clinic in Nyala.
        RSF fighters attacked a hospital in El Fasher.
        Shells hit a bakery in Nyala.
        A warehouse in Nyala was burned down.
        A strike on the Saudi hospital in El Fasher killed 70 people.
        Al-Shifa Hospital came under fire.
        Drones attacked the airport in Port Sudan.
        A drone attack hit the Saudi hospital in El Fasher.
        The RSF shelled the Saudi hospital in El Fasher.
        The warehouse of the WFP in Nyala was bombed.
        A kitchen in Nuseirat was hit by a shell.
        Two aid workers were killed in a strike on a clinic in Jabalia.
    """,
    "service_stopped": """
        Nasser Hospital is out of service.
        Nasser Hospital has stopped working.
        The hospital in Nyala has run out of fuel and stopped working.
        MSF suspended its work in Nyala.
        WFP has suspended operations in Nyala.
        Kamal Adwan Hospital no longer functions.
        Hospitals in El Fasher are not functioning.
        The hospital in El Fasher has stopped receiving patients.
        Fuel shortages forced the hospital in Nyala to stop work.
        Al-Shifa Hospital was put out of service by a strike.
        The water station in Nyala is out of order.
    """,
    "aid_delivered": """
        Aid reached Nyala on Monday.
        A convoy of 20 trucks reached Nyala.
        A UN convoy arrived in Nyala.
        Fifty trucks entered Gaza through Kerem Shalom.
        Aid trucks crossed into Gaza through Zikim.
        WFP delivered food to Nyala.
        The Red Cross delivered medicine to Nasser Hospital.
        Aid was airdropped over Gaza City.
        Jordan airdropped aid over northern Gaza.
        Food parcels were distributed in Nyala.
        UNICEF trucked water to Deir al-Balah.
        No aid has entered Nyala since May.
        No trucks entered through Kerem Shalom on Monday.
        A first aid flight landed in Goma.
        The WFP delivered food to 20,000 people in Djibo.
        An aid convoy reached Suwayda on Sunday.
        Medical supplies reached the hospital in El Fasher.
        Flour was delivered to Gaza City.
        The first fuel trucks in weeks entered through Kerem Shalom.
        Thirty trucks carrying flour crossed at Kerem Shalom.
        UNICEF delivered vaccines to Goma.
        A plane carrying aid landed in Port Sudan.
        Only 12 trucks entered Gaza City on Monday.
    """,
    "aid_blocked": """
        Israel blocked aid from entering Gaza City.
        The RSF is blocking aid to El Fasher.
        Aid trucks are stuck at Kerem Shalom.
        A convoy was held up at a checkpoint near Nyala.
        Trucks have been waiting at the Rafah crossing for weeks.
        The army stopped an aid convoy outside Nyala.
        M23 prevented aid from reaching Goma.
        Israel denied entry to a UN convoy bound for Gaza City.
        Gangs blocked fuel from reaching Port-au-Prince.
        The junta blocked aid to Rakhine.
        Israel refused entry to 20 trucks at Kerem Shalom.
        Trucks loaded with flour are stranded at El Arish.
        Settlers blocked aid trucks near Tarqumiya.
        Protesters blocked aid trucks at Kerem Shalom.
        The RSF seized an aid convoy near Nyala.
    """,
    "access_route_cut": """
        The road to Nyala is cut.
        The road between Nyala and El Fasher is closed.
        The bridge in Nyala was destroyed.
        The RSF cut the road to El Obeid.
        The highway to Lyman has been cut by Russian forces.
        Roads into Goma are blocked.
        The road to Nyala is impassable.
        The road between Goma and Sake is blocked.
        JNIM cut the road between Sévaré and Gao.
        The bridge in Kherson was blown up.
        The RSF has cut the road linking El Obeid to Kadugli.
        Israeli forces closed Salah al-Din Road.
        The coastal road to Gaza City is blocked.
    """,
    "aid_needs": """
        People in Nyala are starving.
        Nyala is running out of food.
        There is no food in Nyala.
        Residents of Nyala lack water.
        Families in Nyala need food and water.
        Famine has been declared in El Fasher.
        Food is scarce in Nyala.
        The hospital in Nyala is running out of medicine.
        Thousands face hunger in El Fasher.
        El Fasher is facing famine.
        Babies in Gaza City are dying of hunger.
        Hospitals in Gaza City lack medicine.
        The hospital in Kadugli has no fuel.
        Families in Zamzam camp are eating leaves.
        Water is scarce in Khan Younis.
    """,
    "calls_for_aid_access": """
        The UN called for aid to be allowed into Nyala.
        The UN demanded access to El Fasher.
        MSF urged the RSF to let aid into El Fasher.
        The UN called on Israel to open the Rafah crossing to aid.
        Hamas demanded that aid be allowed into Gaza City.
    """,
    "evacuation_order": """
        Israel ordered residents of Khan Younis to leave.
        The army told people in eastern Rafah to evacuate.
        The Israeli military issued evacuation orders for Rafah.
        Residents of Lyman were told to evacuate.
        Evacuation orders were issued for Rafah and Khan Younis.
        Authorities ordered the evacuation of Lyman.
        The army ordered the evacuation of eastern Khan Younis.
        Israel issued new displacement orders for Deir al-Balah.
        Residents of Zeitoun have been ordered to leave.
        The military warned residents of Tuffah to move south.
    """,
    "displacement": """
        Thousands fled Nyala.
        Thousands of people have fled to Nyala.
        More than 10,000 people were displaced from El Fasher.
        Families fled from Rafah to Khan Younis.
        Hundreds of families arrived in Tawila.
        Residents are leaving Lyman.
        Nyala is hosting 50,000 displaced people.
        Tens of thousands fled Goma.
        At least 3,000 families were displaced from Suwayda.
        More than 20,000 people have fled Walikale.
        Residents fled Marte for Dikwa.
        Half a million people have been displaced from El Fasher.
        Thousands are fleeing Gaza City.
        Displaced families are sheltering in schools in Deir al-Balah.
        An exodus from Gaza City has begun.
    """,
    "looting": """
        Aid trucks were looted in Nyala.
        Gunmen looted a warehouse in Nyala.
        RSF fighters looted homes in Nyala.
        A convoy was looted near Khan Younis.
        RSF fighters looted the market in El Obeid.
        A WFP warehouse was looted in Nyala.
        Armed men looted aid trucks near Deir al-Balah.
    """,
    "hazard": """
        Mines were found in Nyala.
        Unexploded bombs litter Khan Younis.
        A mine exploded in Nyala.
    """,
    "captive_handover": """
        Hamas handed over two hostages in Nuseirat.
        Two hostages were handed over to the Red Cross in Khan Younis.
        The Red Cross received three hostages in Gaza City.
        The bodies of two hostages were returned through Kerem Shalom.
        Hamas freed three captives in Khan Younis.
        Three hostages were released in Nuseirat.
        Hamas handed three hostages to the Red Cross in Gaza City.
    """,
    "meeting": """
        The two sides met in Cairo.
        Hamas leaders met mediators in Cairo.
        Envoys held a meeting in Doha.
    """,
    "talks_stalled": """
        Talks in Doha have stalled.
        Talks collapsed in Cairo.
    """,
    "negotiation": """
        Talks resumed in Doha on Monday.
        The sides are negotiating in Cairo.
        Hamas and Israel held talks in Doha.
    """,
    "calls_for_ceasefire": """
        The UN called for a ceasefire in El Fasher.
        Egypt called for an immediate truce.
    """,
    "ceasefire_signed": """
        The army and the RSF signed a ceasefire.
        The two sides agreed a truce in Goma.
    """,
}
SENTENCES = [(predicate, line.strip()) for predicate, block in PHRASINGS.items() for line in block.strip().splitlines()]


@pytest.mark.parametrize(("predicate", "sentence"), SENTENCES, ids=[f"{p}: {s[:40]}" for p, s in SENTENCES])
def test_what_is_said_every_day_is_read(predicate: str, sentence: str) -> None:
    assert predicate in {claim.predicate.value for claim in read(sentence).claims}
