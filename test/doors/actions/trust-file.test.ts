import { describe, expect, test } from "bun:test";
import { findTrustList, readTrustList, recordWith, whileLocked } from "../../../src/doors/actions/trust-file.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { trustEntry, trustList, trustText } from "../../support/trust.ts";

const event = { event: "key.rotated", ts: "2026-01-02T03:04:05Z" };
const place = { evidenceDir: "evidence" };

test("readTrustList() and findTrustList() differ about a file that is not there", () => {
  const runtime = fakeRuntime({ files: { list: trustText(trustEntry()), broken: "{" } });
  expect(readTrustList("list", runtime).entries).toHaveLength(1);
  expect(findTrustList("list", runtime)?.file).toBe("list");
  expect(findTrustList("none", runtime)).toBeUndefined();
  expect(codeOf(() => readTrustList("none", runtime))).toBe("USAGE_KEY_MISSING");
  expect(codeOf(() => findTrustList("broken", runtime))).toBe("USAGE_KEY_INVALID");
});

describe("recordWith()", () => {
  test("writes the list, and names its digest in the line", () => {
    const runtime = fakeRuntime();
    expect(recordWith(event, trustList(trustEntry()), place, runtime).seq).toBe(0);
    const bytes = runtime.disk.get("trust.json");
    expect(new TextDecoder().decode(bytes)).toBe(trustText(trustEntry()));
    expect(runtime.events).toEqual([{ ...event, subject: { "trust.json": runtime.sha256(bytes!) } }]);
  });

  test.each([
    ["a list that could not be read again", [trustEntry(), trustEntry()], [], "USAGE_KEY_INVALID"],
    ["a place that cannot be written", [trustEntry()], ["trust.json"], "IO_PERMISSION"],
  ] as const)("records nothing of %s", (_, entries, readOnly, code) => {
    const runtime = fakeRuntime({ readOnly });
    expect(codeOf(() => recordWith(event, trustList(...entries), place, runtime))).toBe(code);
    expect([...runtime.disk.keys()]).toEqual([]);
  });
});

test("whileLocked() locks beside the list", () => {
  const locks: string[] = [];
  const runtime = fakeRuntime();
  const files = {
    ...runtime.files,
    exclusively: <T>(lock: string, work: () => T): T => {
      locks.push(lock);
      return work();
    },
  };
  expect(whileLocked("keys/trust.json", () => 7, { ...runtime, files })).toBe(7);
  expect(locks).toEqual(["keys/.trust.lock"]);
});
