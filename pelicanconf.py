"""Every setting of the site. Values only."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the `pelican` command does not look for our rooms here by itself

from plugins import booking, cards, finding, mapping, pages, reading

SITENAME = "Empat Mata"
SITEURL = os.environ.get("SITEURL", "https://empat-mata.example")
LOGO = ""  # an SVG file in theme/static/, such as "logo.svg"; empty: the two faces
ACCENT = ()  # colour of links and buttons on light and on dark, such as ("#0b5d56", "#6cc9bd"); empty: the theme's
LICENCE = ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/")  # of the words: line and address
REPOSITORY = ""  # https address of the public repository; links to it appear once it is set
LANGUAGES = ("id", "en")  # in the order in which they are shown
RELEASE_STALE = 0  # how many units `inv build --release` lets pass that were not compared between the languages

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGINS = [reading, cards, finding, pages, booking, mapping]  # pages say how large the printed files are

DEFAULT_LANG = "id"
TIMEZONE = "Asia/Jakarta"
LOCALE = ("C.UTF-8",)

# The handbook is read and written by our own generator; Pelican's own kinds of content are off.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
READERS = {"rst": None, "html": None, "htm": None}
IGNORE_FILES = [".*", "*~", "#*#", "*.swp", "__pycache__"]
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
CACHE_CONTENT = False
LOAD_CONTENT_CACHE = False
DELETE_OUTPUT_DIRECTORY = False
