"""The API's addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from toguna.server.api import views

urlpatterns: list[URLPattern] = [
    path("openapi.json", views.openapi),
    path("<str:framework>/situation", views.situation),
    path("<str:framework>/acts", views.acts),
    path("<str:framework>/acts/<str:name>", views.do),
    path("<str:framework>/notes", views.notes),
    path("<str:framework>/<str:name>", views.listing),
    path("<str:framework>/<str:name>/<str:id>", views.one),
    path("<str:framework>/meetings/<str:id>/spoken", views.spoken),
    path("<path:rest>", views.nothing),
    path("", views.nothing),
]
