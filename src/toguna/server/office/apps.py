from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "toguna.server.office"
    label = "office"
