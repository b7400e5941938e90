import { toolName, toolVersion } from "./domain/version.ts";

/**
 * The process: guards, the way in, the one way out. Its exit codes 3, 6 and 7 are those of `domain/error.ts`: nothing is
 * imported before it is needed. node:fs alone would add a quarter to the start of `--version`, so the few words of this
 * file go by Bun.write and a late built-in. Nothing is awaited at the top level, which bytecode cannot hold.
 */

// A process that is ended from below ends with this, and Bun's default would be 0, which is GO.
process.exitCode = 7;

/**
 * Variables by which the runtime loads foreign code, opens a debugger or stops checking certificates. Whoever sets
 * BUN_OPTIONS can also remove it again before this line: this stops accidents, not the owner of the environment.
 */
const refused = ["BUN_OPTIONS", "BUN_INSPECT", "BUN_INSPECT_CONNECT_TO", "NODE_TLS_REJECT_UNAUTHORIZED"];

/** Options of the engine itself: `BUN_JSC_watchdog` ends the process silently in the middle of its work. */
const refusedPrefix = "BUN_JSC_";

process.on("uncaughtException", die);
process.on("unhandledRejection", die);
start(process.argv.slice(2)).then(leave, die);

async function start(words: readonly string[]): Promise<number> {
  const engine = Object.keys(process.env).find((name) => name.toUpperCase().startsWith(refusedPrefix));
  const reason = refused.find((name) => process.env[name]) ?? engine ?? process.execArgv[0];
  if (reason !== undefined) {
    tell(`${reason} is set, which can change what this program does; unset it`);
    return 3;
  }
  if (words.length === 1 && words[0] === "--version") return printVersion();
  const [{ cli }, { systemRuntime }, { assets }] = await Promise.all([
    import("./doors/cli/cli.ts"),
    import("./doors/system/runtime.ts"),
    import("./doors/system/assets.ts"),
  ]);
  return cli(words, systemRuntime(assets));
}

/** Exit code 0, or 6 when the words could not be delivered. */
function printVersion(): Promise<number> {
  return Bun.write(Bun.stdout, `${toolName} ${toolVersion}\n`).then(
    () => 0,
    () => 6,
  );
}

/** Bun would end with 1 here, which is NO-GO. */
function die(thrown: unknown): never {
  tell(`internal error: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  return leave(7);
}

/** One line on standard error; the exit code tells as much when nobody listens. */
function tell(text: string): void {
  try {
    process.getBuiltinModule("node:fs").writeSync(2, `${toolName}: ${text.replace(/[^ -~]/g, "?")}\n`);
  } catch {}
}

/** The only exit. `process.exit(256)` would end with 0, which is GO. */
function leave(code: number): never {
  process.exit(Number.isInteger(code) && code >= 0 && code <= 7 ? code : 7);
}
