from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "toguna.server.ledger"
    label = "ledger"
