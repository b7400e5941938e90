/**
 * Compiles the program into one file that needs nothing else.
 * `bun scripts/build.ts` makes dist/fixops for this machine; `--all` makes all targets and dist/SHA256SUMS.
 * The same source and the same Bun give the same bytes, in any directory; the name of the file is part of them.
 */
import { mkdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { installDependencies } from "./install.ts";

const root = dirname(import.meta.dir);

/** Bytecode makes the start faster; no file of the working directory may change what a gate does (bunfig.toml, .env). */
export const compileFlags = [
  "--compile",
  "--minify",
  "--bytecode",
  // Commands are loaded when they are needed: the start takes 1.3 of a hello-world instead of 1.8.
  "--splitting",
  "--format=esm",
  "--no-compile-autoload-dotenv",
  "--no-compile-autoload-bunfig",
] as const;

/** Bun's names for where a binary runs; musl is Alpine's C library. */
export const targets = [
  "bun-darwin-arm64",
  "bun-darwin-x64",
  "bun-linux-arm64",
  "bun-linux-arm64-musl",
  "bun-linux-x64",
  "bun-linux-x64-musl",
  "bun-windows-arm64",
  "bun-windows-x64",
] as const;

/** Compiles one entry point; without `target` for this machine. Throws an Error with the compiler's words. */
export function compile(entry: string, outfile: string, target?: string): void {
  mkdirSync(dirname(outfile), { recursive: true });
  const where = target === undefined ? [] : [`--target=${target}`];
  const command = [process.execPath, "build", ...compileFlags, ...where, entry, `--outfile=${outfile}`];
  const { exitCode, stdout, stderr } = Bun.spawnSync(command, { cwd: root, stdout: "pipe", stderr: "pipe" });
  if (exitCode !== 0) throw new Error(`the compiler ended with ${exitCode}\n${stdout.toString()}${stderr.toString()}`);
}

/** `fixops-linux-x64-musl`, `fixops-windows-x64.exe`. */
function nameOf(target: string): string {
  return `${target.replace(/^bun-/, "fixops-")}${target.includes("windows") ? ".exe" : ""}`;
}

async function digestLine(path: string): Promise<string> {
  const hash = new Bun.CryptoHasher("sha256").update(await Bun.file(path).arrayBuffer());
  return `${hash.digest("hex")}  ${basename(path)}\n`;
}

/** All targets, even when one fails, and the digests in the form that `sha256sum --check` reads. */
async function buildAll(directory: string): Promise<number> {
  rmSync(directory, { recursive: true, force: true });
  const built: string[] = [];
  for (const target of targets) {
    const outfile = join(directory, nameOf(target));
    const start = performance.now();
    try {
      compile("src/main.ts", outfile, target);
      built.push(outfile);
      console.log(`${nameOf(target)}  ${Bun.file(outfile).size} bytes  ${seconds(start)}`);
    } catch (error) {
      console.error(`${nameOf(target)}  failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const lines = await Promise.all(built.toSorted().map(digestLine));
  await Bun.write(join(directory, "SHA256SUMS"), lines.join(""));
  return built.length === targets.length ? 0 : 1;
}

function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

async function main(args: readonly string[]): Promise<number> {
  const unknown = args.find((word) => word !== "--all");
  if (unknown !== undefined) {
    console.error(`build does not know ${unknown}; it takes --all or nothing`);
    return 3;
  }
  installDependencies();
  if (args.includes("--all")) return await buildAll(join(root, "dist"));
  const outfile = join(root, "dist", process.platform === "win32" ? "fixops.exe" : "fixops");
  compile("src/main.ts", outfile);
  console.log(`${outfile}  ${Bun.file(outfile).size} bytes`);
  return 0;
}

if (import.meta.main) process.exit(await main(process.argv.slice(2)));
