from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = "film catalogue"

    def ready(self):
        from catalog.roles import make_roles

        post_migrate.connect(make_roles, sender=self)
