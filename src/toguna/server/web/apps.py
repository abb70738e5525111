from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "toguna.server.web"
    label = "web"
