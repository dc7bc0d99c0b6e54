"""All settings, from the environment, safe by default. README.md lists them; `env` reports wrong values."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from catalog.site_name import issuer
from wayback import __version__, env

BASE_DIR = Path(__file__).resolve().parent.parent

# The folder of the database, pictures, collected static files and the key. It is not in the repository.
HOME = env.home()

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret_key(env.key_file())
SITE_NAME = env.text("SITE_NAME", "Wayback")
SITE_URL = env.origin("SITE_URL", "http://127.0.0.1:8000")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or env.site_hosts(SITE_URL)
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
# Whether visitors see which copies of a film are held; their condition, acquisition and note they never see.
SHOW_COPIES = env.flag("SHOW_COPIES")
# Whether ratings of other catalogues count into those of films; `migrate` counts them in, or out.
COUNT_OUTSIDE_RATINGS = env.flag("COUNT_OUTSIDE_RATINGS")

INSTALLED_APPS = [
    "catalog",
    "wayback.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "corsheaders",
    "csp",
    "django_filters",
    "django_linear_migrations",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_tasks_db",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "wayback.middleware.LanguageMiddleware",
    "wayback.middleware.SiteMiddleware",
    "wayback.middleware.CompressedPagesMiddleware",
    "wayback.middleware.ConditionalGetMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wayback.middleware.RequestCheckMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "wayback.two_step.SecondStepMiddleware",
    "wayback.middleware.DeskLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wayback.middleware.SavedOnceMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "wayback.urls"
WSGI_APPLICATION = "wayback.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "catalog.views.core.context.site",
            ],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{HOME / 'db.sqlite3'}")}
# Long work waits in a table for the worker: catalog/queue/.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "wayback.redis_cache.RedisCache", "LOCATION": url}
    if (url := env.text("REDIS_URL"))
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.text("MEDIA_ROOT") or HOME / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
# Files that the desk brings in, and exports of the whole catalogue: no address leads to them.
IMPORT_ROOT, EXPORT_ROOT = HOME / "imports", HOME / "exports"
IMPORT_BYTES = env.number("IMPORT_MEGABYTES", 500, minimum=1) * 1024 * 1024
# A film with 400 credits and their rows is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# For whoever is not logged in to the desk; middleware.RequestCheckMiddleware lets editors send files.
FILE_UPLOAD_HANDLERS = ["wayback.uploads.NoFiles"]

# The first language's pages have addresses without a prefix.
LANGUAGE_CODE, LANGUAGES = env.languages()
# What an account may choose for the desk.
DESK_LANGUAGES = list(env.LANGUAGES.items())
# What has no language of its own: biographies, notes, questions, events, captions and alternative texts of pictures, loglines.
CONTENT_LANGUAGE = env.content_language(LANGUAGE_CODE)
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "wayback.formats"

# Django draws each part of a form by a template.
FORM_RENDERER = "wayback.form_renderer.FormRenderer"

LOGIN_URL = "admin:login"
# Where a log-in leads that names no place of this site to go on to.
LOGIN_REDIRECT_URL = "admin:index"
# The first accepts nobody; it refuses those who failed too often.
AUTHENTICATION_BACKENDS = ["wayback.login.CountingBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Failed log-ins are counted by name and address, by address, by name, and by known browser: see login.py.
LOGIN_FAILURES_NAME = env.number("LOGIN_FAILURES_NAME", 20, minimum=1)
LOGIN_FAILURES_ADDRESS = env.number("LOGIN_FAILURES_ADDRESS", 50, minimum=1)
AXES_FAILURE_LIMIT = env.number("LOGIN_FAILURES", 5, minimum=1)
AXES_COOLOFF_TIME = timedelta(minutes=env.number("LOGIN_LOCK_MINUTES", 15, minimum=1))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_HANDLER = "wayback.login.LoginCounters"
AXES_CLIENT_IP_CALLABLE = "catalog.visitors.client_address"
AXES_LOCKOUT_CALLABLE = "wayback.login.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken", "_typed"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = issuer

# How often one address may do what; beyond it the answer says when to try again.
LIMITS = {
    "vote": env.rate("LIMIT_VOTES", "300/hour"),
    "comment": env.rate("LIMIT_COMMENTS", "10/hour"),
    "preview": env.rate("LIMIT_PREVIEWS", "600/minute"),
}
LIMIT_SPANS = env.SPANS
VOTER_COOKIE = "wayback_voter"

SECURE_SSL_REDIRECT = HTTPS
SECURE_SSL_HOST = urlsplit(SITE_URL).netloc
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = env.hsts_scope()
# `check --deploy` wants HSTS for all subdomains, and preload. Both bind a whole domain for a year, also the servers on it
# that are not Wayback's and may have no https. Only who runs the domain can decide that: by the two settings above.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Django itself accepts forms from the host of the request. A proxy may send them on under another one.
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "wayback.typed.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb")
}
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_EXPOSE_HEADERS = ["ETag", "Link", "Retry-After", "RateLimit", "RateLimit-Policy"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "catalog.api.core.pagination.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "catalog.api.core.openapi.RouteSchema",
    "DEFAULT_THROTTLE_CLASSES": ["catalog.api.core.throttles.ReadThrottle"],
    "DEFAULT_THROTTLE_RATES": {"read": env.rate("LIMIT_READS", "600/minute")},
    "EXCEPTION_HANDLER": "catalog.api.core.errors.problem_response",
    "NUM_PROXIES": TRUSTED_PROXIES,
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Wayback API",
    "DESCRIPTION": "Films, their makers, their stories, and the source of each fact. Anybody may read; visitors may rate.",
    "VERSION": __version__,
    "LICENSE": {"name": "BSD-3-Clause", "identifier": "BSD-3-Clause"},
    "CONTACT": {"name": "The Wayback project"},
    "SERVERS": [{"url": "/", "description": "This catalogue"}],
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "PREPROCESSING_HOOKS": ["catalog.api.core.schema.without_slash"],
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "catalog.api.core.schema.finish_schema"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Where the site shows copies, two lists of words are called sound.
    "ENUM_NAME_OVERRIDES": {
        "SoundEnum": "catalog.models.picture_and_sound.Sound",
        "CopySoundEnum": "catalog.models.held.CopySound",
        "SchemeNounEnum": "catalog.models.schemes.SchemeNoun",
        "VersionFieldEnum": "catalog.models.facts.VERSION_FIELDS",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
    # The server of `make run` would write a line for each request that waits for a thread.
    "loggers": {"waitress.queue": {"level": "ERROR"}},
}
