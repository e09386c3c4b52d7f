"""Prints what the iso-codes project (pycountry, LGPL-2.1: asked here, never shipped) has of ISO 3166-1: code, tab, name.
With languages behind it, the official names in them."""
import gettext
import sys

import pycountry

for language in sys.argv[1:]:
    translate = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language]).gettext
    for one in pycountry.countries:
        if name := getattr(one, "official_name", None):
            print(f"{one.alpha_2}\t{translate(name)}")
if not sys.argv[1:]:
    for one in pycountry.countries:
        names = [one.alpha_2, one.alpha_3, one.numeric, *(getattr(one, name, None) for name in ("name", "official_name", "common_name"))]
        for name in filter(None, names):
            print(f"{one.alpha_2}\t{name}")
