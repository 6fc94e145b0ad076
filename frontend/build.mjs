// Copies what the pages need from the npm packages into the two git-ignored folders below,
// makes our theme, the icon table and the fonts, and writes vendor.json: what was copied,
// from which version, under which licence, with which checksum.
//
// PYTHON names the interpreter that has fontTools (the project's .venv unless said otherwise).

import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");
const cache = join(here, ".cache");
const base = join(here, "..", "src", "tospann", "base");
const vendor = join(base, "static", "vendor");
const fonts = join(base, "fonts");
const venv = join(here, "..", ".venv", "bin", "python");
const python = process.env.PYTHON || (existsSync(venv) ? venv : "python3");

for (const folder of [cache, vendor, fonts]) rmSync(folder, { recursive: true, force: true });
for (const folder of [cache, join(vendor, "licences"), fonts]) mkdirSync(folder, { recursive: true });

const table = [];

/**
 * Writes one file and its row in vendor.json. `folder` is vendor or fonts. Scripts and style sheets
 * get a compressed copy beside them, which WhiteNoise sends to those who can read it.
 */
function put(folder, file, content, from) {
  writeFileSync(join(folder, file), content);
  if (/\.(m?js|css)$/.test(file)) writeFileSync(join(folder, `${file}.gz`), gzipSync(content, { level: 9 }));
  const about = JSON.parse(readFileSync(join(packages, from, "package.json"), "utf8"));
  table.push({
    file: folder === fonts ? `fonts/${file}` : `static/vendor/${file}`,
    name: about.name,
    version: about.version,
    licence: about.license,
    sha256: createHash("sha256").update(content).digest("hex"),
  });
}

const read = (from, path) => readFileSync(join(packages, from, path));
const withoutMap = (script) =>
  script.toString("utf8").replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, "\n");
const start = promisify(execFile);
const run = (command, ...args) => execFileSync(command, args, { cwd: here, stdio: "pipe" });

// The design system, its custom elements, and htmx.
put(vendor, "ds.css", read("@digdir/designsystemet-css", "dist/src/index.css"), "@digdir/designsystemet-css");
put(vendor, "ds.js", withoutMap(read("@digdir/designsystemet-web", "dist/umd/index.js")), "@digdir/designsystemet-web");
put(vendor, "htmx.js", read("htmx.org", "dist/htmx.min.js"), "htmx.org");

// The map that can be moved: a module, the worker it starts, and its style sheet, which is put in a
// layer so that ours have the last word. Only the pages with such a map ask for them.
const map = "maplibre-gl";
put(vendor, "maplibre-gl.mjs", withoutMap(read(map, "dist/maplibre-gl.mjs")), map);
put(vendor, "maplibre-gl-worker.mjs", withoutMap(read(map, "dist/maplibre-gl-worker.mjs")), map);
put(vendor, "maplibre-gl.css", `@layer tospann.parts.maplibre {\n${read(map, "dist/maplibre-gl.css")}\n}\n`, map);

// Our theme: every colour in light and dark, with the contrast Designsystemet asks for.
const cli = join(packages, ".bin", "designsystemet");
run(cli, "tokens", "create", "--config", "designsystemet.config.json");
run(cli, "tokens", "build", "--config", "designsystemet.config.json",
  "--tokens", join(cache, "design-tokens"), "--out-dir", join(cache, "theme"));
const theme = readFileSync(join(cache, "theme", "tospann.css"), "utf8");
const light = theme.match(/:root, \[data-color-scheme="light"\] \{([^}]*)\}/);
if (!light) throw new Error("the theme has no block of light colours to print with");
const paper = `
/* Paper is light, whatever the screen was. */
@layer ds.theme.color-scheme.dark {
@media print { [data-color-scheme="dark"], [data-color-scheme="auto"] {${light[1]}} }
}
`;
put(vendor, "tema.css", theme + paper, "@digdir/designsystemet");

// The icons, as path data by name: { "handshake": [["M…", "evenodd"]] }.
const kebab = (name) =>
  name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").replace(/([A-Z])([A-Z][a-z])/g, "$1-$2").toLowerCase();
const icons = {};
for (const name of JSON.parse(readFileSync(join(here, "icons.json"), "utf8"))) {
  const svg = read("@navikt/aksel-icons", `dist/svg/${name}.svg`).toString("utf8");
  const shapes = [...svg.matchAll(/<(path|g|circle|rect|ellipse|line|polygon|polyline)\b([^>]*)>/g)];
  icons[kebab(name)] = shapes.map(([whole, shape, attributes]) => {
    const d = attributes.match(/\sd="([^"]+)"/);
    if (shape !== "path" || !d) throw new Error(`${name}: cannot draw ${whole}`);
    return [d[1], attributes.match(/fill-rule="(\w+)"/)?.[1] ?? "nonzero"];
  });
}
put(vendor, "icons.json", JSON.stringify(icons), "@navikt/aksel-icons");

// Inter: one variable file for the screen, four static ones for PDF.
const letters = "U+0020-024F,U+02BC,U+02C6-02DD,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20AC,U+2116,U+2122,U+2190-2199,U+21A9,U+21AA,U+2212,U+2248,U+2260,U+2264,U+2265,U+2713,U+2717";
const features = "kern,liga,calt,ccmp,locl,mark,mkmk,tnum,cv05,zero,case";
const subset = (source, target, ...more) =>
  start(python, ["-m", "fontTools.subset", source, `--unicodes=${letters}`,
    `--layout-features=${features}`, `--output-file=${target}`, ...more]);
const inter = (path) => join(packages, "inter-ui", path);

async function screenFont() {
  const target = join(cache, "inter.woff2");
  await subset(inter("variable/InterVariable.woff2"), target, "--flavor=woff2");
  put(vendor, "inter.woff2", readFileSync(target), "inter-ui");
}

async function paperFont(style) {
  const whole = join(cache, `whole-${style}.ttf`);
  const target = join(cache, `Inter-${style}.ttf`);
  await start(python, ["-m", "fontTools.ttLib.woff2", "decompress", "-o", whole, inter(`web/Inter-${style}.woff2`)]);
  await subset(whole, target, "--name-IDs=*");
  put(fonts, `Inter-${style}.ttf`, readFileSync(target), "inter-ui");
}

await Promise.all([screenFont(), ...["Regular", "Italic", "SemiBold", "Bold"].map(paperFont)]);

// The licences travel with the files.
const licences = {
  "designsystemet.txt": ["@digdir/designsystemet-css", "LICENSE"],
  "htmx.txt": ["htmx.org", "LICENSE"],
  "inter.txt": ["inter-ui", "LICENSE.txt"],
};
for (const [file, [from, path]] of Object.entries(licences)) put(vendor, join("licences", file), read(from, path), from);

// The map's files hold those of other packages, whose licences ask to be carried too.
const within = (from) => Object.keys(JSON.parse(read(from, "package.json")).dependencies ?? {});
const carried = new Set([map]);
for (const from of carried) within(from).forEach((one) => carried.add(one)); // a set grows as it is read
const licenceOf = (from) => {
  const file = readdirSync(join(packages, from)).find((name) => /^licen[cs]e(\.\w+)?$/i.test(name));
  const { version, license } = JSON.parse(read(from, "package.json"));
  return `${from} ${version} (${license})\n\n${file ? read(from, file).toString("utf8").trim() : ""}`;
};
put(vendor, join("licences", "maplibre.txt"), [...carried].map(licenceOf).join(`\n\n${"=".repeat(80)}\n\n`) + "\n", map);
put(fonts, "OFL.txt", read("inter-ui", "LICENSE.txt"), "inter-ui");

table.sort((a, b) => (a.file < b.file ? -1 : 1));
writeFileSync(join(vendor, "vendor.json"), JSON.stringify(table, null, 2) + "\n");
for (const row of table) console.log(`${row.file}  ${row.name} ${row.version}  ${row.licence}`);
