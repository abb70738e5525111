"""The words of messages, in French and English, without accents: what each may mean (spec/sms.md §3).

A word has one meaning here. Where people use it for two things (*enlèvement*, *marche*), its meaning says so and
the rest of the message decides, or a person does.
"""

from __future__ import annotations

from enum import Enum, unique
from typing import Final


@unique
class Sort(Enum):
    """What a word is."""

    INTENT = "intent"
    KIND = "kind"
    ABOUT = "about"
    VICTIM = "victim"
    UNCLEAR = "unclear"
    REFER = "refer"
    PERSON = "person"
    AGENT = "agent"
    THING = "thing"
    NUMBER = "number"
    NONE = "none"
    HEDGE = "hedge"
    NOT = "not"
    DAY = "day"
    MONTH = "month"
    HALF = "half"
    AHEAD = "ahead"
    SCORE = "score"
    ROAD = "road"
    LINK = "link"
    VERB = "verb"
    PLAIN = "plain"


Meaning = tuple[Sort, str]


def _table(sort: Sort, lines: str) -> dict[str, Meaning]:
    """`meaning: word word …`, a line each."""
    found = {}
    for line in lines.strip().splitlines():
        name, _, words = line.partition(":")
        found.update(dict.fromkeys(words.split(), (sort, name.strip())))
    return found


INTENTS: Final = _table(
    Sort.INTENT,
    """
    report: inc incident
    quiet: ras calme rienasignaler quiet nothingtoreport
    outing: sortie outing
    no: non no faux wrong
    change: cor corr correction corriger correct
    help: aide help
    """,
)
KINDS: Final = _table(
    Sort.KIND,
    """
    ROB: braquage coupeursderoute coupeurderoute amainarmee braquages braque braquer braques braquee braquees
    ROB: braquaient robbery robberies robbed holdup hold depouille depouilles depouillement pillage pille pilles
    THEFT: vol vols vole voles volee volees voler theft stolen stole
    BREAK: cambriolage cambriolages cambriole burglary
    TAKE: enlevement enlevements rapt
    TAKEN: enleve enleves enlevee enlevees enlever emporte emportes emportee emportees
    BURN: incendie incendies incendiee incendiees incendier brule brules brulee brulees burnt burned burn
    KIL-TGT: assassinat assassinats assassine assassinee assassines execution execute executes murder murdered
    KIL-TGT: assassination
    KIL: meurtre meurtres homicide
    ABD: prisedotage kidnapping kidnap abduction
    INJ: blessure blessures wounding
    THR: menace menaces menacent menacer ultimatum threat threats threaten threatened
    CHK-ILL: barrage barrages racket rackets rackette extorsion extortion taxe taxes roadblock
    FIR: coup coups coupdefeu coupsdefeu tir tirs tire tires fusillade rafale rafales shots shot shooting gunfire
    ATTACK: attaque attaques attaquee attaquees attaquer embuscade embuscades attack attacked attacks ambush assaut
    IED: enginexplosif mine mines eei ied explosion explosif bombe bomb landmine explosive
    CLA-COM: affrontement affrontements intercommunautaire clash clashes
    REP: represailles represaille vengeance reprisal reprisals
    BAR: routecoupee roadblocked barricade barricades
    DEM: manifestation manifestations manifestants villemorte villesmortes protest demonstration greve strike
    HAT: haine hate
    DIS: deplacement deplacements deplaces deplacees displacement displaced
    CEA: cessezlefeu ceasefire violation
    OTH: autre other
    """,
)
ABOUT: Final = _table(
    Sort.ABOUT,
    """
    market: forain forains foraine foire foires commercant commercants commercante commercantes traders trader
    market: merchants market marche marches
    shop: boutique boutiques magasin magasins maison maisons domicile domiciles pharmacie shop shops house houses
    shop: store
    vehicle: vehicule vehicules voiture voitures camion camions moto motos car cars bus minibus pickup toyota hilux
    vehicle: vehicle vehicles truck trucks motorbike motorbikes motorcycle motorcycles taxi citerne engin engins
    herd: betail boeuf boeufs vache vaches mouton moutons chevre chevres chameau chameaux dromadaire dromadaires ane
    herd: anes animaux tete tetes troupeau troupeaux livestock cattle cow cows sheep goat goats camel camels animal
    herd: animals herd
    force: patrouille patrouilles patrol patrols escorte escortes escort poste postes post checkpoint garnison
    """,
)
VICTIMS: Final = _table(
    Sort.VICTIM,
    """
    killed: mort morts morte mortes deces decede decedes decedee decedees tue tues tuee tuees dead killed deaths death
    killed: died kills
    injured: blesse blesses blessee blessees wounded injured
    abducted: kidnappe kidnappes kidnappee kidnappees otage otages kidnapped abducted hostage hostages
    """,
)
ACTIVE: Final = _table(Sort.VICTIM, "killed: tuant killing\ninjured: blessant wounding_\nabducted: kidnappant")
LETTERS: Final = {"m": "killed", "b": "injured", "e": "abducted"}
"""After or before a number; the same letters in both languages, as on the card."""
UNCLEAR: Final = _table(
    Sort.UNCLEAR,
    "victims: victime victimes casualty casualties fatalities corps cadavre cadavres bodies body disparu disparus "
    "missing survivant survivants rescape rescapes perte pertes dizaine dizaines douzaine centaine dozen dozens",
)
REFER: Final = _table(
    Sort.REFER,
    "refer: viol violer violee violees violeur violeurs rape raped sexuel sexuelle sexuelles sexual enfant enfants "
    "fillette fillettes bebe bebes mineur mineure mineurs mineures garconnet ecolier ecoliers ecoliere ecolieres "
    "child children kid kids baby babies minor minors",
)
PEOPLE: Final = _table(
    Sort.PERSON,
    "person: personne personnes homme hommes femme femmes civil civils passager passagers passagere passageres "
    "chauffeur chauffeurs conducteur conducteurs berger bergers eleveur eleveurs voyageur voyageurs habitant "
    "habitants soldat soldats militaire militaires gendarme gendarmes policier policiers combattant combattants "
    "agent agents apprenti apprentis jeune jeunes vieux people person men man women woman civilians civilian "
    "passengers passenger driver drivers soldier soldiers traveller travellers herder herders guard guards "
    "gens",
)
AGENTS: Final = _table(
    Sort.AGENT,
    "agent: hommesarmes armedmen individu individus assaillant assaillants bandit bandits braqueur braqueurs "
    "voleur voleurs agresseur "
    "agresseurs attacker attackers gunman gunmen robber robbers thief thieves ravisseur ravisseurs",
)
THINGS: Final = _table(
    Sort.THING,
    "thing: metre metres meters km kilometre kilometres kilometer kilometers pk heure heures h hours hour minute "
    "minutes minutes min "
    "jour jours days franc francs fcfa cfa f sac sacs telephone telephones phones fois times point sites litre "
    "litres bidon bidons arme armes fusil fusils munitions group groupe groupes ak",
)
NUMBERS: Final = {
    **{w: n for n, w in enumerate("zero un deux trois quatre cinq six sept huit neuf dix onze douze treize".split())},
    "une": 1,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "cent": 100,
    **{w: n for n, w in enumerate("one two three four five".split(), 1)},
    **{w: n for n, w in enumerate("seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), 7)},
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "hundred": 100,
}
NONE: Final = _table(Sort.NONE, "none: noone nobody aucun aucune sans nul nulle without none ni nor")
HEDGES: Final = _table(
    Sort.HEDGE,
    "hedge: environ plusieurs quelques presque pres moins plus probablement peutetre about several some around "
    "nearly "
    "least over maybe perhaps possibly many beaucoup several few selon",
)
NOTS: Final = _table(Sort.NOT, "not: pas not jamais never plutot rather erreur error")
DAYS: Final = _table(
    Sort.DAY,
    """
    0: aujourdhui today
    1: hier yesterday
    2: avanthier
    mon: lundi monday
    tue: mardi tuesday
    wed: mercredi wednesday
    thu: jeudi thursday
    fri: vendredi friday
    sat: samedi saturday
    sun: dimanche sunday
    """,
)
MONTHS: Final = _table(
    Sort.MONTH,
    """
    1: janvier january
    2: fevrier february
    3: mars march
    4: avril april
    5: mai may
    6: juin june
    7: juillet july
    8: aout august
    9: septembre september
    10: octobre october
    11: novembre november
    12: decembre december
    """,
)
HALVES: Final = _table(Sort.HALF, "am: matin morning am\npm: apresmidi afternoon soir evening pm nuit night")
AHEAD: Final = _table(Sort.AHEAD, "ahead: demain tomorrow prochain prochaine prevue prevu next planned apresdemain")
SCORES: Final = _table(Sort.SCORE, "safety: securite safety surete safe")
ROADS: Final = _table(Sort.ROAD, "road: axe axes route routes troncon road roads stretch piste")
LINKS: Final = _table(Sort.LINK, "between: entre between\nlink: et a vers jusqua and to towards depuis from")
VERBS: Final = _table(
    Sort.VERB, "verb: ont ete etait etaient sont est furent fut was were has have been had fait faisant causant causing"
)
PLAIN: Final = _table(
    Sort.PLAIN,
    "plain: le la les l d du de des en au aux dans sur sous par pour avec chez il ils elle elles on nous vous "
    "se s c ce ces cet cette qui que qu dont ou si son sa ses leur leurs mais donc puis apres avant pendant lors "
    "bilan lieu date type signale signales signaler rien ici tres bien tout tous toute toutes meme encore "
    "the an of in on at by for with they it he she that this there their our we i is are be as near after before "
    "then who which all also nord sud ouest north south west east entree kilometrique cote "
    "direction niveau semaine week grave graves graveement leger legers serieux armed pied pieds "
    "main grande village villages ville villes town city campement camp argent biens effets marchandises "
    "money goods bagages luggage arrete arretes arretee arretees arreter stopped stop pris prises prise taken took "
    "poursuivi poursuite fuyant partis parti left fini finie faite done vu vue vus vues seen entendu heard "
    "inconnu inconnus unknown illegal illegale illegaux illegally speech discours familles famille families retour "
    "depart return leave departure coupee coupe fermee bloquee blocked closed stable bon bonne merci thanks "
    "cestadire dit dits dite situation information info message feu bord fuite fuient fui fled chemin pont "
    "marigot fleuve puits bac brousse",
)

VOCABULARY: Final[dict[str, Meaning]] = {
    **PLAIN,
    **VERBS,
    **LINKS,
    **ROADS,
    **SCORES,
    **AHEAD,
    **HALVES,
    **MONTHS,
    **DAYS,
    **NOTS,
    **HEDGES,
    **{word: (Sort.NUMBER, str(number)) for word, number in NUMBERS.items()},
    **NONE,
    **THINGS,
    **PEOPLE,
    **AGENTS,
    **UNCLEAR,
    **ABOUT,
    **KINDS,
    **VICTIMS,
    **ACTIVE,
    **REFER,
    **INTENTS,
}
