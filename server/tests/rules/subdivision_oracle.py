"""Prints what the iso-codes project (pycountry, LGPL-2.1: asked here, never shipped) has of ISO 3166-2, a JSON line each."""
import json

import pycountry

for one in pycountry.subdivisions:
    print(json.dumps({"code": one.code, "kind": one.type, "name": one.name}))
