/**
 * The main job on the sample inputs: `bun scripts/demo.ts` in a fresh checkout. Installs what is needed from the
 * lockfile, decides on the release in fixtures/payments-api/no-go and leaves the evidence in ./evidence.
 * The clock stands still, so that it can be repeated: the same verdict, the same bytes, one more line in the log.
 */
import { join } from "node:path";
import { installDependencies } from "./install.ts";

const root = join(import.meta.dir, "..");
const program = "src/main.ts";
const samples = "fixtures/payments-api/no-go";

/** A day after the sample reports were made. */
const asOf = "2026-08-25T12:00:00Z";

const command = [
  "run",
  ...["--mode", "demo", "--app-name", "payments-api", "--as-of", asOf],
  ...["--design", `${samples}/design.csv`, "--context", `${samples}/context.yaml`],
  ...["--sbom", `${samples}/sbom.cdx.json`, "--sarif", `${samples}/scan.sarif`],
  ...["--cve", `${samples}/grype.json`, "--cve", `${samples}/trivy.json`, "--cve", `${samples}/osv.json`],
  ...["--vex", `${samples}/vex.openvex.json`],
  ...["--evidence-dir", "evidence"],
];

function main(): number {
  installDependencies();
  console.log(`fixops ${command.join(" ").replaceAll(" --", " \\\n  --")}\n`);
  const exitCode = run(command);
  if (exitCode !== 0) return exitCode;
  console.log(
    [
      "",
      "The run ended with 0 because it ran; as a gate (make-decision) it ends with the verdict: 1 for NO-GO.",
      "To verify the evidence with fixops itself:",
      `  npx -y bun@${Bun.version} ${program} verify evidence`,
      "To verify it with tools of others, see the README.",
    ].join("\n"),
  );
  return 0;
}

/**
 * Evidence is never overwritten: when another version of the program left a run under this id, which is made from
 * inputs, overlay and clock, this one gets an id of its own.
 */
function run(words: readonly string[]): number {
  const first = Bun.spawnSync([process.execPath, program, ...words], quiet);
  const isTaken = first.exitCode === ioError && first.stderr.includes("--run-id");
  if (isTaken)
    return Bun.spawnSync([process.execPath, program, ...words, "--run-id", `demo-${Date.now()}`], shown).exitCode;
  process.stdout.write(first.stdout);
  process.stderr.write(first.stderr);
  return first.exitCode;
}

/** Exit code of fixops when a file is in the way. */
const ioError = 6;

const quiet = { cwd: root, stdin: "ignore", stdout: "pipe", stderr: "pipe" } as const;
const shown = { cwd: root, stdin: "ignore", stdout: "inherit", stderr: "inherit" } as const;

process.exitCode = main();
