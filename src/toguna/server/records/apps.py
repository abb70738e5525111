from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "toguna.server.records"
    label = "records"
