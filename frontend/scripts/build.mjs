// Builds what the pages load into src/viva/web/static/build: one stylesheet, one script, their licences, and a
// manifest from plain names to names with a content hash, so that a browser may keep each file for ever.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const frontend = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(frontend, "..", "src", "viva", "web", "static", "build");
const shipped = ["htmx.org", "basecoat-css", "tailwindcss"];

mkdirSync(dirname(target), { recursive: true });
const made = mkdtempSync(`${target}-`);

const bundled = await build({
  absWorkingDir: frontend,
  entryPoints: { main: "src/main.ts" },
  bundle: true,
  format: "esm",
  splitting: true,
  target: "es2022",
  minify: true,
  legalComments: "none",
  outdir: made,
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  metafile: true,
});
const manifest = {};
for (const [path, output] of Object.entries(bundled.metafile.outputs)) {
  if (output.entryPoint) manifest["main.js"] = path.split("/").at(-1);
}

const tailwind = join(frontend, "node_modules", "@tailwindcss", "cli", "dist", "index.mjs");
const sheet = join(made, "main.css");
execFileSync(process.execPath, [tailwind, "--input", "styles/main.css", "--output", sheet, "--minify"], {
  cwd: frontend,
  stdio: ["ignore", "ignore", "pipe"],
});
const hash = createHash("sha256").update(readFileSync(sheet)).digest("hex").slice(0, 8).toUpperCase();
manifest["main.css"] = `main-${hash}.css`;
renameSync(sheet, join(made, manifest["main.css"]));
cpSync(join(frontend, "icon.svg"), join(made, "icon.svg"));
manifest["icon.svg"] = "icon.svg";

writeFileSync(join(made, "licences.txt"), shipped.map(licence).join("\n\n"));
writeFileSync(join(made, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
chmodSync(made, 0o755);
if (sameFiles(made, target)) {
  rmSync(made, { recursive: true }); // nobody who serves them right now notices
} else {
  rmSync(target, { recursive: true, force: true });
  renameSync(made, target);
}

function sameFiles(one, other) {
  if (!existsSync(other)) return false;
  const names = readdirSync(one).sort();
  if (names.join() !== readdirSync(other).sort().join()) return false;
  return names.every((name) => readFileSync(join(one, name)).equals(readFileSync(join(other, name))));
}

function licence(name) {
  const folder = join(frontend, "node_modules", ...name.split("/"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence text`);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8")}`;
}
