// Puts the site's files into a folder: named by their hashes, with brotli and gzip siblings made ahead of time.
// usage: node site.mjs BUILT ASSETS SITE
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [built, assets, site] = process.argv.slice(2);

function put(path, content) {
  writeFileSync(path, content);
  const brotli = brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  console.log(`    ${path.split("/").pop()}: ${content.length} bytes, brotli ${brotli.length}`);
}

rmSync(site, { recursive: true, force: true });
mkdirSync(join(site, "pkg"), { recursive: true });
for (const file of readdirSync(built).filter((name) => /^[a-z_]+\.(css|js|wasm)$/.test(name) && !["long.js", "defter_bg.wasm"].includes(name))) {
  const content = readFileSync(join(built, file));
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  put(join(site, "pkg", file.replace(".", `.${hash}.`)), content);
}
for (const asset of readdirSync(assets)) put(join(site, asset), readFileSync(join(assets, asset)));
