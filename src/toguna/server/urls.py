"""The pages' addresses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from toguna.server.web import (
    access,
    acting,
    agreements,
    alerts,
    claims,
    cover,
    day,
    effects,
    exchange,
    founding,
    incident_files,
    incidents,
    maps,
    measures,
    meetings,
    mornings,
    pieces,
    register,
    reports,
    requests,
    seats,
    since,
    sync,
    watch,
)
from toguna.server.web.keeping import kept

_FRAMEWORK = "<str:lang>/<str:framework>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", day.door, name="door"),
    path("api/v1/", include("toguna.server.api.urls")),
    path("odk/", include("toguna.server.intake.odk.urls")),
    path("sync", sync.sync, name="sync"),
    path("<str:lang>/", day.first, name="first"),
    path("<str:lang>/fonder/<str:token>/", founding.found, name="found"),
    path(_FRAMEWORK, day.day, name="day"),
    path(f"{_FRAMEWORK}changements/", since.since, name="changes"),
    path(f"{_FRAMEWORK}mesures/", kept(measures.measures), name="measures"),
    path(f"{_FRAMEWORK}mesures/<str:id>/", kept(measures.measure), name="measure"),
    path(f"{_FRAMEWORK}mesures/<str:id>/effet/", effects.effect, name="effect"),
    path(f"{_FRAMEWORK}juger/", effects.judging, name="judging"),
    path(f"{_FRAMEWORK}releves/<str:id>/", kept(measures.hand_over), name="hand-over"),
    path(f"{_FRAMEWORK}axes/", kept(cover.roads), name="roads"),
    path(f"{_FRAMEWORK}axes/<str:road>/", kept(cover.road), name="road"),
    path(f"{_FRAMEWORK}accords/", kept(agreements.agreements), name="agreements"),
    path(f"{_FRAMEWORK}accords/<str:id>/", kept(agreements.agreement), name="agreement"),
    path(f"{_FRAMEWORK}engagements/", kept(agreements.undertakings), name="undertakings"),
    path(f"{_FRAMEWORK}engagements/<str:id>/", kept(agreements.undertaking), name="undertaking"),
    path(f"{_FRAMEWORK}rencontres/", kept(meetings.meetings), name="meetings"),
    path(f"{_FRAMEWORK}rencontres/<str:id>/", kept(meetings.meeting), name="meeting"),
    path(f"{_FRAMEWORK}incidents/", kept(incidents.incidents), name="incidents"),
    path(f"{_FRAMEWORK}incidents/fichier.<str:form>", incident_files.incident_file, name="incident-file"),
    path(f"{_FRAMEWORK}incidents/carte/", kept(maps.incident_map), name="incident-map"),
    path(f"{_FRAMEWORK}incidents/carte/<int:z>/<int:x>/<int:y>.mvt", maps.map_tile, name="map-tile"),
    path(f"{_FRAMEWORK}incidents/<str:id>/", kept(incidents.incident), name="incident"),
    path(f"{_FRAMEWORK}veille/", watch.veille, name="watch"),
    path(f"{_FRAMEWORK}alertes/", alerts.alerts, name="alerts"),
    path(f"{_FRAMEWORK}alertes/<str:id>/", kept(alerts.alert), name="alert"),
    path(f"{_FRAMEWORK}bilan/", kept(claims.results), name="results"),
    path(f"{_FRAMEWORK}bilan/<str:id>/", kept(claims.result), name="result"),
    path(f"{_FRAMEWORK}plaidoyers/", kept(requests.requests), name="requests"),
    path(f"{_FRAMEWORK}plaidoyers/<str:id>/", kept(requests.request), name="request"),
    path(f"{_FRAMEWORK}registre/", kept(register.register), name="register"),
    path(f"{_FRAMEWORK}registre/verification/", register.verify, name="register-verify"),
    path(f"{_FRAMEWORK}registre/prendre/", exchange.take, name="exchange-take"),
    path(f"{_FRAMEWORK}registre/exemplaire.toguna", exchange.give, name="exchange-give"),
    path(f"{_FRAMEWORK}registre/preuve/", kept(register.proves), name="register-proves"),
    path(f"{_FRAMEWORK}registre/inscriptions/", kept(register.entries), name="entries"),
    path(f"{_FRAMEWORK}registre/inscriptions/<str:hash>/", kept(register.entry), name="entry-of-register"),
    path(f"{_FRAMEWORK}matin/", mornings.round_of_calls, name="morning"),
    path(f"{_FRAMEWORK}sortie/", mornings.outing, name="outing"),
    path(f"{_FRAMEWORK}agir/<str:name>/", acting.act, name="act"),
    path(f"{_FRAMEWORK}recus/<str:number>/", acting.receipt, name="receipt"),
    path(f"{_FRAMEWORK}debut/", founding.beginning, name="beginning"),
    path(f"{_FRAMEWORK}debut/imprime/", founding.printed, name="printed"),
    path(f"{_FRAMEWORK}sauvegarde.toguna", founding.backup, name="backup"),
    path(f"{_FRAMEWORK}pieces/", pieces.pieces, name="pieces"),
    path(f"{_FRAMEWORK}note.pdf", reports.brief, name="brief"),
    path(f"{_FRAMEWORK}acces/", access.access, name="access"),
    path(f"{_FRAMEWORK}entrer/", seats.enter, name="enter"),
    path(f"{_FRAMEWORK}sortir/", seats.leave, name="leave"),
    path(f"{_FRAMEWORK}ouvrir/<str:token>/", seats.entry, name="entry"),
]

handler400 = "toguna.server.web.faults.bad_request"
handler403 = "toguna.server.web.faults.forbidden"
handler404 = "toguna.server.web.faults.not_found"
handler500 = "toguna.server.web.faults.server_error"
