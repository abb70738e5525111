"""Sentences of « Fichier d’un partenaire »."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

PARTNERS: Final = {
    "partner.title": Text(fr="Fichier d’un partenaire", en="A partner’s file"),
    "partner.what": Text(
        fr="Chaque ligne devient un compte rendu, signé, à examiner comme les autres. Un même fichier, donné deux "
        "fois, n’ajoute rien ; une ligne changée corrige son compte rendu.",
        en="Each row becomes a report, signed, to be screened like the others. The same file, given twice, adds "
        "nothing; a row that changed corrects its report.",
    ),
    "partner.columns": Text(
        fr="CSV ou XLSX (aussi .zip ou .gz) dont les colonnes s’appellent id, date, kind, where, near, told, killed, "
        "injured, abducted, ou portent des balises HXL ; ou l’export JSON de Kobo. 40 Mo et 100 000 lignes au plus.",
        en="CSV or XLSX (also .zip or .gz) whose columns are called id, date, kind, where, near, told, killed, "
        "injured, abducted, or bear HXL tags; or Kobo’s JSON export. 40 MB and 100,000 rows at most.",
    ),
    "partner.memory": Text(
        fr="Le fichier n’est pas gardé : seuls ses comptes rendus le sont.",
        en="The file is not kept: only its reports are.",
    ),
    "partner.choose": Text(fr="Donner un fichier", en="Give a file"),
    "partner.again": Text(fr="Donner un autre fichier", en="Give another file"),
    "partner.file": Text(fr="Fichier", en="File"),
    "partner.source": Text(fr="D’où il vient", en="Where it comes from"),
    "partner.source-help": Text(
        fr="Un nom court, toujours le même pour ce partenaire : minuscules sans accent, chiffres, tirets "
        "(ong-veille). Inutile pour Kobo.",
        en="A short name, always the same for this partner: small letters without accents, digits, hyphens "
        "(ong-veille). Not needed for Kobo.",
    ),
    "partner.dry": Text(
        fr="Essai : dire ce qui changerait, sans rien inscrire", en="Trial: say what would change, record nothing"
    ),
    "partner.skip": Text(
        fr="Laisser de côté les lignes qui ne conviennent pas, inscrire les autres",
        en="Leave out the rows that do not fit, record the others",
    ),
    "partner.send": Text(fr="Prendre ce fichier", en="Take this file"),
    "partner.reading": Text(fr="Lecture et contrôle", en="Reading and checking"),
    "partner.entering": Text(fr="Signature et inscription", en="Signing and recording"),
    "partner.comparing": Text(fr="Comparaison avec le registre", en="Comparing with the register"),
    "partner.percent": Text(fr="{percent} %", en="{percent}%"),
    "partner.rows": Text(fr="{done} lignes sur {of}", en="{done} rows of {of}"),
    "partner.refreshes": Text(
        fr="Cette page se met à jour toute seule ; vous pouvez la quitter et y revenir. Si le poste s’éteint, redonner "
        "le même fichier : le reste sera inscrit, sans doublon.",
        en="This page renews itself; you may leave it and come back. If the machine goes off, give the same file "
        "again: the rest will be recorded, nothing twice.",
    ),
    "partner.done": Text(fr="Ce que le fichier a apporté", en="What the file brought"),
    "partner.would": Text(fr="Ce que le fichier changerait", en="What the file would change"),
    "partner.stopped": Text(fr="Le fichier n’a pas été pris", en="The file was not taken"),
    "partner.wrong": Text(
        fr="Lignes à corriger : {number} ; rien n’a été inscrit.", en="Rows to correct: {number}; nothing was recorded."
    ),
    "partner.new": Text(fr="nouveaux", en="new"),
    "partner.updated": Text(fr="corrigés par le partenaire", en="corrected by the partner"),
    "partner.taken_back": Text(fr="retirés par le partenaire, mis de côté", en="withdrawn by the partner, set aside"),
    "partner.kept": Text(
        fr="retirés par le partenaire mais déjà rattachés à un incident, gardés (à revoir)",
        en="withdrawn by the partner but attached to an incident already, kept (look at them)",
    ),
    "partner.unchanged": Text(fr="inchangés", en="unchanged"),
    "partner.older": Text(fr="plus anciens que ceux déjà présents, ignorés", en="older than those here, ignored"),
    "partner.left_out": Text(
        fr="non repris (violences sexuelles, cas d’enfants : on oriente, on n’enregistre pas)",
        en="not taken (sexual violence, cases of children: these are referred, not recorded)",
    ),
    "partner.refused": Text(fr="lignes laissées de côté", en="rows left out"),
    "partner.to-reports": Text(fr="Voir les signalements", en="See what was reported"),
}
