"""Where phones ask and send, below `odk/`."""

from __future__ import annotations

from django.urls import path

from toguna.server.intake.odk import views

urlpatterns = [
    path("<str:token>/formList", views.form_list, name="odk-forms"),
    path("<str:token>/forms/<str:form>/<str:version>.xml", views.form, name="odk-form"),
    path("<str:token>/forms/<str:form>/<str:version>/files", views.files, name="odk-files"),
    path("<str:token>/sounds/<str:form>/<str:file>", views.sound, name="odk-sound"),
    path("<str:token>/lists/<str:name>.csv", views.list_, name="odk-list"),
    path("<str:token>/lists/<str:name>/integrity", views.integrity, name="odk-integrity"),
    path("<str:token>/submission", views.submission, name="odk-submission"),
    path("<str:token>/<path:rest>", views.nothing, name="odk-nothing"),
]
