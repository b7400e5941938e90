/**
 * Writers to be killed: drive the real audit log and the real publisher from many processes.
 *   bun scripts/hammer.ts append DIR N ID    appends N events to the log of the evidence directory DIR
 *   bun scripts/hammer.ts sign DIR N ID      the same, with a checkpoint each time
 *   bun scripts/hammer.ts years DIR N ID     the same, each third event of a later year than those before
 *   bun scripts/hammer.ts publish DIR N ID   publishes N runs below DIR/demo, each of 2 files and a manifest
 * Prints the number of each acknowledged line (`years`: its leaf hash), or the name of each published run, once it is
 * durable.
 */
import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { auditFile } from "../src/doors/system/audit-file.ts";
import { publish } from "../src/doors/system/publish.ts";
import { writeAll } from "../src/doors/system/write-all.ts";

const commands = ["append", "sign", "years", "publish"];
const [command = "", directory, count, id] = process.argv.slice(2);
if (!commands.includes(command) || directory === undefined || id === undefined) {
  console.error(`usage: bun scripts/hammer.ts ${commands.join("|")} DIR N ID`);
  process.exit(3);
}

/** One key for all writers, and no secret: a seed of zeros. */
const privateKey = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${"00".repeat(32)}`, "hex"),
  format: "der",
  type: "pkcs8",
});
const logKey = {
  publicKey: new Uint8Array(createPublicKey(privateKey).export({ type: "spki", format: "der" }).subarray(-32)),
  sign: (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)),
};

for (let index = 0; index < Number(count); index++) {
  const told = command === "publish" ? publishRun(directory, `${id}-${index}`) : append(directory, id, index);
  writeAll(1, new TextEncoder().encode(`${told}\n`));
}

function append(evidence: string, run: string, index: number): number | string {
  const event = { event: "hammer.append", ts: "2026-01-01T00:00:00Z", run, data: { index } };
  if (command === "append") return auditFile.append(evidence, event).seq;
  if (command === "sign") return auditFile.append(evidence, event, { logKey }).seq;
  // A writer that comes later (a larger number in its id) goes on in later years.
  const year = 1000 + 90 * Number(run.replace(/\D/g, "")) + Math.floor(index / 3);
  return auditFile.append(evidence, { ...event, ts: `${year}-01-01T00:00:00Z` }, { logKey }).leaf;
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
