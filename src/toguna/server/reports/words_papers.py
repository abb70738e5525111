"""Every word of a meeting's papers that is the software's own, in both languages. The template holds none."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

LABELS: Final[dict[str, Text]] = {
    "agenda": Text(fr="Ordre du jour", en="Agenda"),
    "attendance": Text(fr="Feuille de présence", en="Attendance sheet"),
    "conclusions": Text(fr="Relevé de conclusions", en="Record of conclusions"),
    "spoken": Text(fr="À lire à voix haute", en="To be read aloud"),
    "restricted": Text(fr="Diffusion restreinte", en="Restricted"),
    "reserved": Text(fr="Feuillet réservé", en="Reserved sheet"),
    "collected": Text(fr="à rendre après la réunion", en="to be collected after the meeting"),
    "copy": Text(fr="Exemplaire", en="Copy"),
    "page": Text(fr="page", en="page"),
    "of": Text(fr="sur", en="of"),
    "seals": Text(fr="Pour les parties", en="For the parties"),
}
FACTS: Final[dict[str, Text]] = {
    "kind": Text(fr="Rencontre", en="Meeting"),
    "held": Text(fr="Tenue le", en="Held on"),
    "called": Text(fr="Convoquée pour le", en="Called for"),
    "where": Text(fr="Lieu", en="Place"),
    "quorum": Text(fr="Quorum", en="Quorum"),
    "state": Text(fr="État du relevé", en="State of the record"),
    "as_of": Text(fr="Situation au", en="As of"),
    "addressee": Text(fr="Destinataire", en="Addressee"),
}
FOR_ALL: Final = Text(fr="copie pour tous", en="copy for all")
FOOT: Final = Text(
    fr="{what} · {meeting} · situation au {day} · contrôle {control}",
    en="{what} · {meeting} · as of {day} · control {control}",
)
QUORUM: Final = Text(fr="{quorum} parties", en="{quorum} parties")
QUORUM_UNSET: Final = Text(fr="le cadre n’en a pas fixé", en="the framework has set none")
QUORUM_MET: Final = Text(
    fr="{counted} parties présentes sur {quorum} requises", en="{counted} parties present, {quorum} required"
)
QUORUM_COUNTED: Final = Text(
    fr="{counted} parties présentes, le cadre n’en a pas fixé",
    en="{counted} parties present, the framework has set none",
)
NOTHING: Final = Text(fr="rien d’inscrit à ce jour", en="nothing recorded on this day")
AGENDA_RULE: Final = Text(
    fr="Cet ordre du jour s’écrit d’après le registre. Aucune date à venir n’y figure : elles sont au feuillet "
    "réservé, remis en main propre et rendu en fin de réunion.",
    en="This agenda is written from the register. No date to come stands in it: those are on the reserved sheet, given "
    "in person and collected at the end of the meeting.",
)
ATTENDANCE_RULE: Final = Text(
    fr="Ni nom, ni numéro : cocher et parapher. La feuille reste sur papier ; le registre n’en garde que l’empreinte "
    "et le lieu où elle est conservée.",
    en="No name, no number: tick and initial. The sheet stays on paper; the register keeps its fingerprint and the "
    "place where it is kept.",
)
ATTENDANCE_HEADS: Final = (
    Text(fr="Partie", en="Party"),
    Text(fr="Composante", en="Constituency"),
    Text(fr="Titulaire", en="Holder"),
    Text(fr="Suppléant", en="Alternate"),
    Text(fr="Paraphe", en="Initials"),
)
PRESENT: Final = Text(fr="Parties présentes", en="Parties present")
CONCLUDED: Final = Text(fr="Conclusions", en="Conclusions")
RESERVATIONS: Final = Text(
    fr="Réserves inscrites à la demande d’une partie", en="Reservations recorded at a party’s request"
)
RESERVATION: Final = Text(fr="{party} : {what}", en="{party}: {what}")
RESERVED: Final = Text(fr="réserve de la partie {party} : {what}", en="reservation, {party}: {what}")
DECISIONS: Final = Text(fr="Décisions", en="Decisions")
UNDERTAKINGS: Final = Text(fr="Engagements", en="Undertakings")
DECISION: Final = Text(fr="{what} ({state})", en="{what} ({state})")
OPEN_POINTS: Final = Text(fr="points encore ouverts : {points}", en="points still open: {points}")
NOT_AGREED: Final = Text(fr="non convenu : {points}", en="not agreed: {points}")
NO_CONCLUSIONS: Final = Text(fr="Aucun relevé n’est encore rédigé.", en="No record is drafted yet.")
DRAFT: Final = Text(
    fr="PROJET — pas encore adopté. Une partie qui a une réserve la fait inscrire dans les {hours} heures qui suivent "
    "sa mise au silence.",
    en="DRAFT — not adopted yet. A party that has a reservation has it recorded within {hours} hours of its being put "
    "under silence.",
)
CONCLUSIONS_RULE: Final = Text(
    fr="Ce qui a été conclu, avec les réserves demandées ; ni vote, ni propos, ni nom. Les échéances à venir sont au "
    "feuillet réservé.",
    en="What was concluded, with the reservations asked for; no vote, no words of speakers, no name. Days to come are "
    "on the reserved sheet.",
)
SHEET_RULE: Final = Text(
    fr="Remis en main propre, pour cette rencontre seulement. Ne pas photographier, ne pas copier.",
    en="Given in person, for this meeting only. Do not photograph, do not copy.",
)
SHEET_MEETING: Final = Text(fr="Cette rencontre : {day}", en="This meeting: {day}")
SHEET_HEADS: Final = (
    Text(fr="Point", en="Item"),
    Text(fr="Objet", en="Object"),
    Text(fr="Jour", en="Day"),
)
SHEET_NOTHING: Final = Text(fr="Aucune date à venir pour ce destinataire.", en="No day to come for this addressee.")
