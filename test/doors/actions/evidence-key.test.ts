import { describe, expect, test } from "bun:test";
import { readEvidenceKey, requireEvidenceKey } from "../../../src/doors/actions/evidence-key.ts";
import { parseFernetKey } from "../../../src/standards/fernet.ts";
import { faultOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { key, otherKey } from "./sample-gate.ts";

describe("readEvidenceKey()", () => {
  const runtime = fakeRuntime({
    environment: { FIXOPS_EVIDENCE_KEY: key },
    secrets: { k: otherKey, "fd:3": otherKey },
  });

  test("is that of the environment, unless a file or descriptor is given", () => {
    expect(readEvidenceKey({}, runtime)).toEqual(parseFernetKey(key));
    expect(readEvidenceKey({ keyFile: "k" }, runtime)).toEqual(parseFernetKey(otherKey));
    expect(readEvidenceKey({ keyFd: 3 }, runtime)).toEqual(parseFernetKey(otherKey));
  });

  test("is none when none is given", () => {
    expect(readEvidenceKey({}, fakeRuntime())).toBeUndefined();
  });

  test("does not fall back to the environment when the file cannot be read", () => {
    expect(faultOf(() => readEvidenceKey({ keyFile: "none" }, runtime)).code).toBe("IO_READ");
  });

  test.each(["", "short", `${key}=`, key.slice(0, -1), "!".repeat(44)])("refuses %j without showing it", (secret) => {
    const fault = faultOf(() => readEvidenceKey({ keyFile: "bad" }, fakeRuntime({ secrets: { bad: secret } })));
    expect(fault.code).toBe("USAGE_KEY_INVALID");
    if (secret !== "") expect(fault.message).not.toContain(secret);
  });
});

test("requireEvidenceKey() refuses to go on without a key", () => {
  expect(faultOf(() => requireEvidenceKey({}, fakeRuntime())).code).toBe("USAGE_KEY_MISSING");
});
