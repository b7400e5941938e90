/**
 * Writers to be killed: drive the real audit log and the real publisher from many processes.
 *   bun scripts/hammer.ts append DIR N ID    appends N events to the log of the evidence directory DIR
 *   bun scripts/hammer.ts publish DIR N ID   publishes N runs below DIR/demo, each of 2 files and a manifest
 * Prints the number of each acknowledged line, or the name of each published run, once it is durable.
 */
import { auditFile } from "../src/doors/system/audit-file.ts";
import { publish } from "../src/doors/system/publish.ts";
import { writeAll } from "../src/doors/system/write-all.ts";

const [command, directory, count, id] = process.argv.slice(2);
if ((command !== "append" && command !== "publish") || directory === undefined || id === undefined) {
  console.error("usage: bun scripts/hammer.ts append|publish DIR N ID");
  process.exit(3);
}
for (let index = 0; index < Number(count); index++) {
  const told = command === "append" ? append(directory, id, index) : publishRun(directory, `${id}-${index}`);
  writeAll(1, new TextEncoder().encode(`${told}\n`));
}

function append(evidence: string, run: string, index: number): number {
  const event = { event: "hammer.append", ts: "2026-01-01T00:00:00Z", run, data: { index } };
  return auditFile.append(evidence, event).seq;
}

function publishRun(evidence: string, run: string): string {
  const bytes = new Uint8Array(20_000).fill(0x2e);
  publish(`${evidence}/demo/${run}`, [
    { name: "manifest.json", bytes },
    { name: "decision.json", bytes },
    { name: "bundle.json", bytes },
  ]);
  return run;
}
