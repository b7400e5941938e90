import { describe, expect, test } from "bun:test";
import { zipSync } from "fflate";
import { FixopsError } from "../../../src/domain/error.ts";
import { openArchive } from "../../../src/doors/actions/archive.ts";
import { copyEvidence } from "../../../src/doors/actions/copy-evidence.ts";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { verifyPath } from "../../../src/doors/actions/verify.ts";
import { zipFiles } from "../../../src/evidence/zip.ts";
import { unzip } from "../../../src/standards/unzip.ts";
import { type FakeRuntime, fakeRuntime } from "../../support/runtime.ts";
import { evidence, gateRequest, gateRuntime } from "./sample-gate.ts";

const original = await made();

async function made(): Promise<Uint8Array> {
  const runtime = gateRuntime({}, "High");
  await runGate(gateRequest({ output: "/w/decision.json", runId: "one" }), runtime);
  const request = { decision: "/w/decision.json", evidenceDir: evidence, target: "/w/copy", zip: "/w/copy.zip" };
  await copyEvidence(request, runtime);
  return runtime.disk.get("/w/copy.zip") ?? new Uint8Array();
}

function machine(archive: Uint8Array): FakeRuntime {
  return fakeRuntime({ files: { "x/copy.zip": archive } });
}

/** Exit code of `verify`, or of the error that it throws. */
async function exitOf(archive: Uint8Array): Promise<number | string> {
  try {
    return (await verifyPath({ path: "x/copy.zip" }, machine(archive))).exitCode;
  } catch (error) {
    if (error instanceof FixopsError) return error.code;
    throw error;
  }
}

type Named = { readonly name: string; readonly bytes: Uint8Array };

/** The archive with other files. */
function repacked(edit: (files: readonly Named[]) => readonly Named[]): Uint8Array {
  return zipFiles(edit(unzip(original, { maxBytes: 2 ** 30, maxEntries: 100 })));
}

const empty = new Uint8Array();

test("verifyPath() verifies the copy in an archive as it would on the disk", async () => {
  const { exitCode, text, json } = await verifyPath({ path: "x/copy.zip" }, machine(original));
  expect(exitCode).toBe(0);
  expect(text).toStartWith("VERIFIED\n");
  expect(text).toContain("ok    place: demo/one  [manifest.json]");
  expect(JSON.stringify(json)).toContain('"what":"audit log","status":"pass"');
});

test("openArchive() leaves directories and what is not there to others, and refuses other files", () => {
  const runtime = fakeRuntime({ files: { "d/x": "1", "f.json": "{}" } });
  expect(openArchive("d", runtime)).toBeUndefined();
  expect(openArchive("none", runtime)).toBeUndefined();
  expect(() => openArchive("f.json", runtime)).toThrow(FixopsError);
});

test("verifyPath() refuses the log of a registry with an archive", async () => {
  const request = { path: "x/copy.zip", evidenceDir: "elsewhere" };
  await expect(verifyPath(request, machine(original))).rejects.toMatchObject({ code: "USAGE_BAD_VALUE" });
});

describe("verifyPath() fails for an archive", () => {
  test.each<[string, Uint8Array]>([
    ["with a file that belongs to nothing", repacked((files) => [...files, { name: "more.txt", bytes: empty }])],
    ["with a file among the runs", repacked((files) => [...files, { name: "demo/more", bytes: empty }])],
    ["with a directory below a run", repacked((files) => [...files, { name: "demo/one/a/b", bytes: empty }])],
    ["with a file in the run", repacked((files) => [...files, { name: "demo/one/more.txt", bytes: empty }])],
    ["with another run without a manifest", repacked((files) => [...files, { name: "demo/two/x", bytes: empty }])],
    ["without its log", repacked((files) => files.filter(({ name }) => !name.startsWith("audit/")))],
    ["without its bundle", repacked((files) => files.filter(({ name }) => !name.endsWith(".gz")))],
    [
      "of another mode",
      repacked((files) => files.map((file) => ({ ...file, name: file.name.replace("demo", "enterprise") }))),
    ],
    [
      "that was packed again",
      zipSync(
        Object.fromEntries(
          unzip(original, { maxBytes: 2 ** 30, maxEntries: 100 }).map(({ name, bytes }) => [name, bytes]),
        ),
      ),
    ],
    ["with a comment", withComment(original, "hidden")],
  ])("%s", async (_, archive) => {
    expect(await exitOf(archive)).toBe(5);
  });

  test.each<[string, Uint8Array, string]>([
    ["with bytes before it", Buffer.concat([Buffer.from("junk"), original]), "INPUT_MALFORMED"],
    ["with bytes behind it", Buffer.concat([original, Buffer.from("junk")]), "INPUT_MALFORMED"],
    ["that is cut off", original.subarray(0, -1), "INPUT_MALFORMED"],
    ["with a name that climbs out", repacked((files) => [...files, { name: "../x", bytes: empty }]), "INPUT_MALFORMED"],
    ["with a link", linked(original), "INPUT_MALFORMED"],
    ["of nothing that is evidence", zipFiles([{ name: "VERIFY.txt", bytes: empty }]), "INPUT_NOT_FOUND"],
  ])("%s", async (_, archive, code) => {
    expect(await exitOf(archive)).toBe(code);
  });

  test("of which a byte of a file was changed", async () => {
    const entries = unzip(original, { maxBytes: 2 ** 30, maxEntries: 100 });
    for (const { name, bytes } of entries.filter((entry) => /^(demo|audit)\//.test(entry.name))) {
      const at = Buffer.from(original).indexOf(bytes) + 5;
      const changed = Uint8Array.from(original);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect([name, await exitOf(changed)]).not.toEqual([name, 0]);
    }
  });
});

function withComment(archive: Uint8Array, comment: string): Uint8Array {
  const bytes = Buffer.concat([archive, Buffer.from(comment)]);
  bytes.writeUInt16LE(comment.length, archive.length - 2);
  return bytes;
}

/** The last entry said to be a symbolic link, by Unix. */
function linked(archive: Uint8Array): Uint8Array {
  const bytes = Buffer.from(archive);
  const record = bytes.lastIndexOf(Buffer.from("PK\x01\x02", "latin1"));
  bytes.writeUInt8(3, record + 5);
  bytes.writeUInt32LE((0o120777 << 16) >>> 0, record + 38);
  return bytes;
}
