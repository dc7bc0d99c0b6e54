from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = _("film catalogue")

    def ready(self):
        from catalog.models.lacks import count_after_migrate
        from catalog.models.ratings import count_outside_after_migrate
        from catalog.models.sites import make_site_after_migrate
        from catalog.roles import make_roles
        from catalog.vocabulary.sync import sync_after_migrate

        post_migrate.connect(make_roles, sender=self)
        post_migrate.connect(sync_after_migrate, sender=self)
        post_migrate.connect(make_site_after_migrate, sender=self)
        post_migrate.connect(count_after_migrate, sender=self)
        post_migrate.connect(count_outside_after_migrate, sender=self)
