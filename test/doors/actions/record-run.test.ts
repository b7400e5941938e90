import { describe, expect, test } from "bun:test";
import { FixopsError } from "../../../src/domain/error.ts";
import type { Runtime } from "../../../src/domain/runtime.ts";
import { exitCodeOfVerdict } from "../../../src/domain/verdict.ts";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { recordRun } from "../../../src/doors/actions/record-run.ts";
import { verifyPath } from "../../../src/doors/actions/verify.ts";
import { faultOfLater } from "../../support/code-of.ts";
import { ed25519, p256 } from "../../support/sample-keys.ts";
import { sampleDecision, sealSample } from "../../support/sample-run.ts";
import { evidence, gateRequest, gateRuntime, key, otherKey, tamper } from "./sample-gate.ts";

function stepsOf(runtime: Runtime): { readonly steps: string[]; readonly watched: Runtime } {
  const steps: string[] = [];
  const watched: Runtime = {
    ...runtime,
    files: {
      ...runtime.files,
      publish: (directory, files, record) =>
        runtime.files.publish(directory, files, (makeVisible) => {
          steps.push(`written ${files.map((file) => file.name).at(-1)}`);
          record?.(() => {
            const takeBack = makeVisible();
            steps.push("visible");
            return takeBack;
          });
        }),
    },
    auditLog: {
      ...runtime.auditLog,
      append: (directory, event, commit) => {
        steps.push(`logged ${event.event}`);
        return runtime.auditLog.append(directory, event, commit);
      },
    },
  };
  return { steps, watched };
}

describe("recordRun() of a new run", () => {
  test("logs when the files are safe and before they are visible, the manifest last", async () => {
    const { steps, watched } = stepsOf(gateRuntime());
    const { files, manifest } = await sealSample({ compress: true });
    const named = [...files].map(([name, bytes]) => ({ name, bytes }));
    await recordRun(
      { decision: sampleDecision, manifest, publicKeys: [], files: named },
      { evidenceDir: evidence },
      watched,
    );
    expect(steps).toEqual(["written manifest.json", "logged decision.made", "visible"]);
  });

  test("leaves nothing when the log cannot be written", async () => {
    const real = gateRuntime();
    const append = () => {
      throw new FixopsError("IO_FULL", "full");
    };
    const runtime: Runtime = { ...real, auditLog: { ...real.auditLog, append } };
    expect((await faultOfLater(() => runGate(gateRequest(), runtime))).code).toBe("IO_FULL");
    expect([...real.disk.keys()].filter((path) => path.startsWith(evidence))).toEqual([]);
  });
});

describe("recordRun() beside another gate with the same id", () => {
  /** The other run appears when this one has looked and found nothing. */
  async function overtaken(severity?: string) {
    const runtime = gateRuntime({}, severity);
    const other = gateRuntime();
    await runGate(gateRequest({ runId: "same" }), other);
    const publish: Runtime["files"]["publish"] = (directory, files, record) => {
      for (const [path, bytes] of other.disk) if (path.startsWith(evidence)) runtime.disk.set(path, bytes);
      runtime.files.publish(directory, files, record);
    };
    return { runtime, watched: { ...runtime, files: { ...runtime.files, publish } } };
  }

  test("that is the same run, records that it was made again", async () => {
    const { runtime, watched } = await overtaken();
    expect((await runGate(gateRequest({ runId: "same" }), watched)).exitCode).toBe(0);
    expect(runtime.events).toHaveLength(1);
  });

  test("that is another run, records nothing", async () => {
    const { runtime, watched } = await overtaken("High");
    expect((await faultOfLater(() => runGate(gateRequest({ runId: "same" }), watched))).code).toBe("IO_EXISTS");
    expect(runtime.events).toEqual([]);
  });
});

describe("recordRun() of the same run again", () => {
  test("keeps the evidence and logs that it was made again", async () => {
    const runtime = gateRuntime();
    const first = await runGate(gateRequest(), runtime);
    const before = new Map(runtime.disk);
    expect((await runGate(gateRequest(), runtime)).decision).toEqual(first.decision);
    for (const [path, bytes] of before) if (!path.includes("/audit/")) expect(runtime.disk.get(path)).toEqual(bytes);
    expect(runtime.events.map((event) => event.subject)).toEqual([
      runtime.events[0]?.subject,
      runtime.events[0]?.subject,
    ]);
  });

  test("under another key keeps the first ciphertext", async () => {
    const runtime = gateRuntime({ secrets: { a: key, b: otherKey } });
    await runGate(gateRequest({ encrypt: true, keyFile: "a" }), runtime);
    const before = new Map(runtime.disk);
    await runGate(gateRequest({ encrypt: true, keyFile: "b" }), runtime);
    for (const [path, bytes] of before) if (path.includes("/demo/")) expect(runtime.disk.get(path)).toEqual(bytes);
  });

  test.each([
    ["the bundle", "fixops-demo-run-bundle.json.gz"],
    ["the decision", "decision.json"],
    ["the manifest", "manifest.json"],
  ])("refuses when %s on disk was changed", async (_, name) => {
    const runtime = gateRuntime();
    const { decision } = await runGate(gateRequest(), runtime);
    tamper(runtime, `${evidence}/${decision.evidence.directory}/${name}`, 20);
    expect((await faultOfLater(() => runGate(gateRequest(), runtime))).code).toStartWith("INTEGRITY_");
    expect(runtime.events).toHaveLength(1);
  });

  test("refuses when a file of it is gone", async () => {
    const runtime = gateRuntime();
    const { decision } = await runGate(gateRequest(), runtime);
    runtime.disk.delete(`${evidence}/${decision.evidence.directory}/decision.json`);
    expect((await faultOfLater(() => runGate(gateRequest(), runtime))).code).toStartWith("INTEGRITY_");
  });
});

test.each([
  ["other inputs", "High", {}],
  ["another clock", undefined, { asOf: "2026-01-05" }],
  ["another app", undefined, { appName: "other" }],
])("recordRun() of a run with the same id and %s overwrites nothing", async (_, severity, over) => {
  const runtime = gateRuntime();
  const first = await runGate(gateRequest({ runId: "same" }), runtime);
  const other = gateRuntime({}, severity);
  for (const [path, bytes] of runtime.disk) if (path.startsWith(evidence)) other.disk.set(path, bytes);
  expect((await faultOfLater(() => runGate(gateRequest({ runId: "same", ...over }), other))).code).toBe("IO_EXISTS");
  expect(other.events).toEqual([]);
  expect(first.exitCode).toBe(exitCodeOfVerdict("GO"));
});

describe("recordRun() of a signed run that is made again", () => {
  const signing = (privateKey: string) => ({ environment: { FIXOPS_SIGNING_KEY: privateKey } });
  const request = gateRequest({ runId: "same", sign: true });

  async function again(privateKey: string) {
    const runtime = gateRuntime(signing(p256.privateKey));
    await runGate(request, runtime);
    const second = { ...gateRuntime(signing(privateKey)), files: runtime.files, auditLog: runtime.auditLog };
    return { runtime, run: async () => await runGate(request, second) };
  }

  test("keeps the first signature of the key, though ECDSA never signs the same twice, and logs that one", async () => {
    const { runtime, run } = await again(p256.privateKey);
    await run();
    const [first, second] = runtime.events;
    expect(second?.subject).toEqual(first?.subject ?? {});
    expect((await verifyPath({ path: evidence }, runtime)).exitCode).toBe(0);
  });

  test("refuses another key: its run would not be signed by it", async () => {
    expect((await faultOfLater((await again(ed25519.privateKey)).run)).code).toBe("INTEGRITY_SIGNATURE");
  });
});
