"""Prints what the iso-codes project (pycountry, LGPL-2.1: asked here, never shipped) has of ISO 3166-1: code, tab, name."""
import pycountry

for one in pycountry.countries:
    names = [one.alpha_2, one.alpha_3, one.numeric, *(getattr(one, name, None) for name in ("name", "official_name", "common_name"))]
    for name in filter(None, names):
        print(f"{one.alpha_2}\t{name}")
