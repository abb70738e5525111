"""Where gateways hand on SMS, below `sms/`."""

from __future__ import annotations

from django.urls import path

from toguna.server.intake.sms import views

urlpatterns = [
    path("<str:token>/smssync", views.smssync, name="sms-smssync"),
    path("<str:token>/medic", views.medic, name="sms-medic"),
    path("<str:token>/httpsms", views.httpsms, name="sms-httpsms"),
    path("<str:token>/signed", views.signed, name="sms-signed"),
    path("<str:token>/<path:rest>", views.nothing, name="sms-nothing"),
]
