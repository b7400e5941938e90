/**
 * A writer to be killed: `bun writer.ts EVIDENCE ID COUNT` records COUNT runs by the program's own code, publishing and
 * appending with a log key, without the rest of a gate, and prints the name of each once it is acknowledged.
 */
import { type LogPlace, recordRun } from "../../src/doors/actions/record-run.ts";
import { auditFile } from "../../src/doors/system/audit-file.ts";
import { files } from "../../src/doors/system/files.ts";
import { writeAll } from "../../src/doors/system/write-all.ts";
import { decisionSection, manifestFile } from "../../src/evidence/bundle.ts";
import { manifestBytes, manifestDigest } from "../../src/evidence/manifest.ts";
import { deriveLogKey } from "../../src/standards/log-key.ts";
import { fakeRuntime } from "../support/runtime.ts";
import { samplePair } from "../support/sample-keys.ts";
import { sampleBundle, sampleDecision, sealSample } from "../support/sample-run.ts";

const [evidenceDir = "", id = "", count = ""] = process.argv.slice(2);

const runtime = { ...fakeRuntime(), files, auditLog: auditFile };
const key = deriveLogKey(samplePair("ed25519").privateKey);
const place: LogPlace = {
  evidenceDir,
  logKey: { publicKey: key.publicKey, sign: runtime.signer({ privateKey: key.pem }).sign },
};

for (let index = 0; index < Number(count); index++) {
  const run = `${id}-${index}`;
  await recordRun(await runOf(run), place, runtime);
  writeAll(1, new TextEncoder().encode(`${run}\n`));
}

/** The sample run under another id, in a log with a key. */
async function runOf(runId: string): Promise<Parameters<typeof recordRun>[0]> {
  const evidence = { ...sampleDecision.evidence, directory: `demo/${runId}` };
  const decision = { ...sampleDecision, run_id: runId, evidence };
  const sections = { ...sampleBundle.sections, decision: decisionSection(decision) };
  const bundle = { ...sampleBundle, run_id: runId, sections };
  const sealed = await sealSample({ compress: true }, { decision, bundle });
  const { manifest_sha256: _, ...rest } = { ...sealed.manifest, log_key: key.publicKey.toBase64() };
  const manifest = { ...rest, manifest_sha256: manifestDigest(rest) };
  const named = new Map([...sealed.files, [manifestFile, manifestBytes(manifest)]]);
  return { decision, manifest, publicKeys: [], files: [...named].map(([name, bytes]) => ({ name, bytes })) };
}
