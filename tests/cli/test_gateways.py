"""`toguna gateways`: admitted, listed, revoked; token and secret are shown once and kept nowhere in clear."""

from __future__ import annotations

from homes import Home, call

AT = ("--framework", "ostrine")


def test_a_gateway_is_admitted_listed_and_revoked(own: Home) -> None:
    at = ("--home", own.path, *AT)
    assert call("gateways", *at).out == "Aucune passerelle n’a été admise.\n"
    made = call("gateways", *at, "--seat", "kite", "--new", "medic", "--url", "http://192.0.2.7:8000/", "--json").json
    assert made["address"].startswith("http://192.0.2.7:8000/sms/")
    assert made["address"].endswith("/medic")
    token = made["address"].split("/")[4]
    held = own.database.read_bytes() + own.settings_file.read_bytes()
    assert token.encode() not in held
    assert made["secret"].encode() not in held
    (row,) = call("gateways", *at, "--json").json["gateways"]
    assert (row["number"], row["kind"], row["seat"], row["messages"]) == (1, "medic", "kite", 0)
    assert call("gateways", *at, "--seat", "army", "--json").json == {"gateways": []}
    other = call("gateways", *at, "--seat", "army", "--revoke", "1")
    assert other.code == 1, other
    assert "ne remet plus rien" in call("gateways", *at, "--seat", "kite", "--revoke", "1").out
    assert "révoquée le" in call("gateways", *at).out
    assert "Aucune passerelle n° 9" in call("gateways", *at, "--revoke", "9").err


def test_a_seat_that_may_not_report_admits_none(own: Home) -> None:
    refused = call("gateways", "--home", own.path, *AT, "--seat", "donor", "--new", "signed")
    assert (refused.code, "ne peut pas inscrire d’incident" in refused.err) == (1, True), refused
