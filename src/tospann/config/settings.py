"""Every setting, read from top to bottom. The names in capitals after `env` are documented
in docs/reference/settings.md."""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from tospann.config import embedded, env, languages, logs

# --- Where we are -----------------------------------------------------------------------

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(env.text("TOSPANN_DATA", default="~/.local/share/tospann")).expanduser().resolve()
BASE_URL = env.text("TOSPANN_BASE_URL", default="http://localhost:8000").rstrip("/")
DEMO = env.flag("TOSPANN_DEMO", default=False)
DEBUG = False

SECRET_KEY = env.secret("TOSPANN_SECRET_KEY", file=DATA / "secret.key")
JOURNAL_KEY_FILE = DATA / "journal.key"  # Ed25519, signs the heads of the journal
FILES = DATA / "files"  # attachments, named by their content

HOST = urlsplit(BASE_URL).hostname or ""
HTTPS = BASE_URL.startswith("https://")
if not HTTPS and HOST not in {"localhost", "127.0.0.1", "testserver"}:
    raise ImproperlyConfigured(
        f"TOSPANN_BASE_URL={BASE_URL!r} has no https. Only localhost may do without. "
        "Example: TOSPANN_BASE_URL=https://tospann.example.no"
    )
ALLOWED_HOSTS = [HOST, "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# --- What it is made of -----------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "tospann.base",  # before allauth, whose pages it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "procrastinate.contrib.django",
    "tospann.journal",
    "tospann.accounts",
    "tospann.partnerships",
    "tospann.files",
    "tospann.offices",
    "tospann.agreed",
    "tospann.agreements",
    "tospann.indicators",
    "tospann.plans",
    "tospann.results",
    "tospann.imports",
    "tospann.reports",
    "tospann.authority",
    "tospann.participation",
    "tospann.structure",
    "tospann.wheel",
    "tospann.portal",
    *(["tospann.demo"] if DEMO else []),
]

MIDDLEWARE = [
    "tospann.base.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tospann.base.middleware.refuse_null",
    "tospann.base.middleware.UnavailableWithoutDatabase",
    "tospann.base.middleware.no_store_when_signed_in",
    "tospann.partnerships.middleware.actor",
    "tospann.base.middleware.method_in_words",
]

ROOT_URLCONF = "tospann.config.urls"
WSGI_APPLICATION = "tospann.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tospann.base.context.layout",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tospann.base.templatetags.ui",
            ],
        },
    }
]

FORM_RENDERER = "tospann.base.forms.Renderer"

# --- Data -------------------------------------------------------------------------------

# Without DATABASE_URL the embedded server is meant; the commands of `tospann` start it.
DATABASE_URL = env.text("DATABASE_URL", default=embedded.url(DATA))
DB_POOL = env.number("TOSPANN_DB_POOL", default=16)  # connections per process; 0 = no pool
DB_SECONDS = env.number("TOSPANN_DB_SECONDS", default=15)  # the longest one query may take
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_health_checks=True)}
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 5,
    **DATABASES["default"].get("OPTIONS", {}),  # sslmode and the like from the address
    "options": f"-c statement_timeout={DB_SECONDS}s -c lock_timeout=5s"
    " -c idle_in_transaction_session_timeout=60s",
}
if DB_POOL:
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": DB_POOL, "timeout": 10}

# --- Sign-in ----------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "tospann.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:mine"
LOGOUT_REDIRECT_URL = "portal:front"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "tospann.accounts.adapter.InvitedOnly"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the address, which is the proof
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # only localhost gets this far without https
MFA_TOTP_ISSUER = "Tospann"
MFA_FORMS = {
    "add_webauthn": "tospann.accounts.forms.AddPasskey",
    "edit_webauthn": "tospann.accounts.forms.RenamePasskey",
}
STRONG_SIGN_IN_SECONDS = 600  # how fresh a second factor must be when an owner ratifies

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-tospann" if HTTPS else "tospann"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "tospann-csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tospann.base.views.csrf_failure"

# --- Security headers -------------------------------------------------------------------

SECURE_SSL_REDIRECT = False  # the proxy in front does it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # the design system draws its icons as data: URLs
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],  # the map that can be moved draws in one
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- Language, time, numbers ------------------------------------------------------------

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("se", "Davvisámegiella"), ("en", "English")]
languages.register_northern_sami()
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["tospann.config.formats"]
LANGUAGE_COOKIE_NAME = "sprak"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
USE_THOUSAND_SEPARATOR = False  # {{ x|number }} groups; years, ids and coordinates must not

# --- Static files and uploads -----------------------------------------------------------

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # unused on purpose
    "staticfiles": {"BACKEND": "tospann.base.storage.VersionedStaticFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
MAX_FILE_BYTES = 20_000_000

# --- Figures fetched from elsewhere -----------------------------------------------------

PXWEB_HOSTS = [
    one.strip().lower()
    for one in env.text("TOSPANN_PXWEB_HOSTS", default="data.ssb.no").split(",")
    if one.strip()
]
PXWEB_LOCAL = False  # only tests may ask an inner address, or one without https

# --- Map tiles that the browser of a reader may fetch ------------------------------------

MAP_TILES = env.template("TOSPANN_MAP_TILES", parts=("{z}", "{x}", "{y}"))

# --- Mail, logs, messages ---------------------------------------------------------------

SMTP_HOST = env.text("TOSPANN_SMTP_HOST", default="")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if SMTP_HOST
    else "django.core.mail.backends.dummy.EmailBackend"  # links with tokens belong in no log
)
EMAIL_HOST = SMTP_HOST or "localhost"
EMAIL_PORT = env.number("TOSPANN_SMTP_PORT", default=587)
EMAIL_HOST_USER = env.text("TOSPANN_SMTP_USER", default="")
EMAIL_HOST_PASSWORD = env.text("TOSPANN_SMTP_PASSWORD", default="")
EMAIL_USE_TLS = env.flag("TOSPANN_SMTP_TLS", default=bool(EMAIL_HOST_USER))
DEFAULT_FROM_EMAIL = env.text("TOSPANN_MAIL_FROM", default=f"Tospann <tospann@{HOST}>")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = logs.configuration(level=env.text("TOSPANN_LOG_LEVEL", default="INFO"))
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # the proxy redirects to https
]
