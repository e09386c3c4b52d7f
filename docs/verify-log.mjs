// Checks an export of a Defter log without Defter: written after docs/audit-log.md and nothing else; Node.js 18, no packages.
import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [file, headFile, trusted] = process.argv.slice(2);
process.on("uncaughtException", (error) => { console.log(`cannot be checked: ${error.message}`); process.exit(2); });
if (!file) throw new Error("name the export: node verify-log.mjs EXPORT.jsonl [HEAD.json] [PUBLIC-KEY-HEX]");
const fail = (why) => { console.log(`NOT WHOLE: ${why}`); process.exit(1); };
const sha = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const u32 = (n) => { const b = Buffer.alloc(4); b.writeUInt32BE(n); return b; };
const i64 = (n) => { const b = Buffer.alloc(8); b.writeBigInt64BE(BigInt(n)); return b; };
const text = (s) => Buffer.concat([u32(Buffer.byteLength(s)), Buffer.from(s)]);
const hex = (s) => Buffer.from(s, "hex");
const uuid = (s) => hex(s.replaceAll("-", ""));

function leafOf(value, seq) {
  if (value.erased) return hex(value.leaf);
  const leaf = sha(Buffer.from("defter-value-1\0"), hex(value.salt), text(value.field), text(value.old), text(value.new));
  if (!leaf.equals(hex(value.leaf))) fail(`entry ${seq} was changed: its value of ${value.field}`);
  return leaf;
}

function hashOf(before, e) {
  const values = e.values.flatMap((value) => [text(value.field), leafOf(value, e.seq)]);
  return sha(Buffer.from("defter-entry-1\0"), before, i64(e.seq), i64(e.at_us), uuid(e.actor_id), uuid(e.subject_id),
    i64(e.version), uuid(e.request_id), text(e.kind), u32(e.values.length), ...values);
}

function isSigned(head) {
  const der = Buffer.concat([hex("302a300506032b6570032100"), hex(head.public_key)]);
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  const message = Buffer.concat([Buffer.from("defter-head-1\0"), uuid(head.log_id), i64(head.seq), i64(head.at_us), hex(head.hash)]);
  return verify(null, message, key, hex(head.signature)) && (!trusted || trusted === head.public_key);
}
let log, before, last = 0, erased = 0, end; // microseconds are exact in JavaScript until the year 2255
const kept = headFile && JSON.parse(readFileSync(headFile, "utf8"));
for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
  const entry = JSON.parse(line);
  if (entry.format) {
    log = entry.log_id;
    before = sha(Buffer.from("defter-log-1\0"), uuid(log));
  } else if (entry.head) {
    end = entry.head;
  } else {
    if (entry.seq !== last + 1) fail(`entry ${last + 1} was removed`);
    const hash = hashOf(before, entry);
    if (!hash.equals(hex(entry.hash))) fail(`entry ${entry.seq} was changed, moved or inserted`);
    if (kept?.seq === entry.seq && kept.hash !== entry.hash) fail(`entry ${entry.seq} is not the one that was signed`);
    erased += entry.values.filter((value) => value.erased).length;
    [before, last] = [hash, entry.seq];
  }
}
for (const head of [end, kept].filter(Boolean)) {
  if (head.log_id !== log) fail("the head is of another log");
  if (!isSigned(head)) fail(`the head at entry ${head.seq} is not signed by ${trusted ?? "the key that it names"}`);
  if (head.seq > last) fail(`the log ends at entry ${last} and went on to ${head.seq}`);
}
if (!end || end.seq !== last || end.hash !== before.toString("hex")) fail("the export does not end at its own signed head");
console.log(`whole: ${last} entries of log ${log}, ${erased} erased values, signed by ${end.public_key}`);
