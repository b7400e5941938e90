import { expect, test } from "bun:test";
import { FixopsError } from "../../../src/domain/error.ts";
import { readKeyFile } from "../../../src/doors/actions/key-file.ts";
import { faultOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { ed25519 } from "../../support/sample-keys.ts";

const file = (path: string) => ({ path, what: "the public key", givenBy: "--key" });

test("readKeyFile() gives the bytes, and names a file that is not there", () => {
  const runtime = fakeRuntime({ files: { "k.pub": "x" } });
  expect(readKeyFile(file("k.pub"), 10, runtime)).toEqual(new TextEncoder().encode("x"));
  const fault = faultOf(() => readKeyFile(file("none.pub"), 10, runtime));
  expect(fault.code).toBe("USAGE_KEY_MISSING");
  expect(fault.where).toEqual({ file: "none.pub" });
});

test("readKeyFile() shows no key that stands where the name of a file belongs, whatever the system says", () => {
  const runtime = fakeRuntime();
  const read = (path: string) => {
    throw new FixopsError("IO_READ", `cannot read ${path}: name too long`, { where: { file: path } });
  };
  const key = ed25519.privateKey;
  for (const one of [runtime, { ...runtime, files: { ...runtime.files, read } }]) {
    const { code, message, where, hint } = faultOf(() => readKeyFile(file(key), 10, one));
    expect(code).toBe("USAGE_KEY_MISSING");
    expect(JSON.stringify([message, where, hint])).not.toContain(key.slice(30, 60));
  }
});
