import { expect, test } from "bun:test";
import { chmodSync, openSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSecret } from "../../../src/doors/system/keys.ts";
import { runCode, shell } from "../../support/child.ts";
import { codeOf, errorOf } from "../../support/code-of.ts";
import { workspace } from "../../support/workspace.ts";

const fresh = workspace();
const secret = "c2VjcmV0LXNlY3JldA==";

function keyFile(content: string | Uint8Array, mode = 0o600): string {
  const path = join(fresh(), "key");
  writeFileSync(path, content, { mode });
  chmodSync(path, mode);
  return path;
}

test.each([
  ["as it is", secret, secret],
  ["with a newline", `${secret}\n`, secret],
  ["with a Windows newline", `${secret}\r\n`, secret],
  ["with two newlines, of which one stays", `${secret}\n\n`, `${secret}\n`],
])("readSecret() reads a key %s", (_, content, expected) => {
  expect(readSecret({ file: keyFile(content) })).toBe(expected);
});

test.each([0o640, 0o604, 0o644, 0o660, 0o601])("readSecret() refuses mode %o and says chmod 600", (mode) => {
  const path = keyFile(secret, mode);
  const error = errorOf(() => readSecret({ file: path }));
  expect(error?.code).toBe("USAGE_KEY_INVALID");
  expect(error?.hint).toBe(`run: chmod 600 ${path}`);
});

test.each([
  ["an empty file", ""],
  ["a lone newline", "\n"],
  ["binary", Uint8Array.of(0xff, 0xfe)],
  ["too long a file", "x".repeat(4097)],
])("readSecret() refuses %s without repeating it", (_, content) => {
  const error = errorOf(() => readSecret({ file: keyFile(content) }));
  expect(error?.code).toBe("USAGE_KEY_INVALID");
  expect(error?.message).not.toContain("xxxx");
});

test("readSecret() refuses links, directories and pipes", () => {
  const directory = fresh();
  symlinkSync(keyFile(secret), join(directory, "link"));
  shell("mkfifo -m 600 pipe", directory);
  for (const path of [join(directory, "link"), directory, join(directory, "pipe")]) {
    expect(codeOf(() => readSecret({ file: path }))).toBe("USAGE_KEY_INVALID");
  }
});

test("readSecret() misses a file that is not there", () => {
  expect(codeOf(() => readSecret({ file: join(fresh(), "none") }))).toBe("USAGE_KEY_MISSING");
});

test.each(["x".repeat(300), "hsm --pin 1234", "ab+/cd=="])(
  "readSecret() does not show %s, which may be a key",
  (path) => {
    for (const givenBy of ["FIXOPS_SIGNING_KEY", "--signing-key"]) {
      const error = errorOf(() => readSecret({ file: path, givenBy }));
      expect(error?.code).toBe("USAGE_KEY_MISSING");
      expect(error?.message).toContain(givenBy);
      expect(JSON.stringify([error?.message, error?.where, error?.hint])).not.toContain(path);
    }
  },
);

test("readSecret() shows whatever name a file that is there has", () => {
  const path = join(fresh(), "a key of mine");
  writeFileSync(path, secret, { mode: 0o644 });
  expect(errorOf(() => readSecret({ file: path }))?.message).toContain(path);
});

test("readSecret() reads an open descriptor to its end, whatever it is", () => {
  expect(readSecret({ fd: openSync(keyFile(secret, 0o644), "r") })).toBe(secret);
  const code = `import { readSecret } from "./src/doors/system/keys.ts"; process.stdout.write(readSecret({ fd: 0 }));`;
  expect(runCode(code, { stdin: new TextEncoder().encode(`${secret}\n`) }).stdout).toBe(secret);
});

test("readSecret() of a closed descriptor is IO_READ", () => {
  expect(codeOf(() => readSecret({ fd: 9999 }))).toBe("IO_READ");
});
