from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = "film catalogue"

    def ready(self):
        from catalog.roles import make_roles
        from catalog.vocabulary.sync import sync_after_migrate

        post_migrate.connect(make_roles, sender=self)
        post_migrate.connect(sync_after_migrate, sender=self)
