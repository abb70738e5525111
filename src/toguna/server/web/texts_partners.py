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
        "injured, abducted, ou portent des balises HXL ; sinon, on indique ensuite ce que chacune contient. Ou "
        "l’export JSON de Kobo. 40 Mo et 100 000 lignes au plus.",
        en="CSV or XLSX (also .zip or .gz) whose columns are called id, date, kind, where, near, told, killed, "
        "injured, abducted, or bear HXL tags; else the page asks what each of them holds. Or Kobo’s JSON export. 40 MB "
        "and 100,000 rows at most.",
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
    "partner.anew": Text(
        fr="Choisir de nouveau les colonnes, même si elles sont connues pour ce partenaire",
        en="Choose the columns anew, even if they are known for this partner",
    ),
    "partner.which": Text(fr="Ce que contiennent les colonnes", en="What the columns hold"),
    "partner.which-note": Text(
        fr="Pour chaque ligne, choisir la colonne du fichier. Ce choix est gardé sous le nom du partenaire : son "
        "prochain fichier sera lu de même. Le fichier attend un quart d’heure, en mémoire seulement.",
        en="For each line, choose the column of the file. The choice is kept under the partner’s name: its next file "
        "will be read alike. The file waits for a quarter of an hour, in memory only.",
    ),
    "partner.no-column": Text(fr="aucune", en="none"),
    "partner.day-first": Text(
        fr="05/06/2031 est le 5 juin (le jour d’abord)", en="05/06/2031 is 5 June (the day comes first)"
    ),
    "partner.read-so": Text(fr="Lire et inscrire ainsi", en="Read and record it so"),
    "partner.try-so": Text(fr="Essayer ainsi", en="Try it so"),
    "partner.column.id": Text(fr="Identifiant de la ligne", en="Id of the row"),
    "partner.column.date": Text(fr="Date des faits", en="Date of the event"),
    "partner.column.precision": Text(fr="Précision de la date", en="Precision of the date"),
    "partner.column.kind": Text(fr="Type d’incident", en="Kind of incident"),
    "partner.column.where": Text(fr="Route ou localité", en="Road or place"),
    "partner.column.near": Text(fr="Localité la plus proche", en="Nearest place"),
    "partner.column.what": Text(fr="Ce qui a été vu", en="What was seen"),
    "partner.column.told": Text(fr="Ce qui a été rapporté", en="What was told"),
    "partner.column.assessment": Text(fr="Appréciation de l’auteur", en="The author’s assessment"),
    "partner.column.killed": Text(fr="Morts", en="Dead"),
    "partner.column.injured": Text(fr="Blessés", en="Wounded"),
    "partner.column.abducted": Text(fr="Enlevés", en="Taken"),
    "partner.column.basis": Text(fr="D’où l’auteur le tient", en="How the author knows"),
    "partner.column.revision": Text(fr="Date de la dernière version", en="Date of the latest version"),
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
