import { expect, test } from "bun:test";
import { assets } from "../../src/doors/system/assets.ts";
import { readKevPack } from "../../src/ingest/kev-pack.ts";
import { sha256Hex } from "../../src/standards/sha256.ts";

const header = "catalogVersion\t2026.01.02\ndateReleased\t2026-01-02T03:04:05Z\nsourceSha256\tab\n";

test("readKevPack() reads header and entries", () => {
  const pack = readKevPack(
    `${header}CVE-2021-44228\t2021-12-10\t2021-12-24\t1\nCVE-2002-0367\t2022-03-03\t2022-03-24\t0\n`,
    "cd",
  );
  expect(pack).toEqual({
    version: "2026.01.02",
    released: "2026-01-02T03:04:05Z",
    sha256: "cd",
    origin: "embedded",
    entries: new Map([
      ["CVE-2021-44228", { dateAdded: "2021-12-10", dueDate: "2021-12-24", ransomware: true }],
      ["CVE-2002-0367", { dateAdded: "2022-03-03", dueDate: "2022-03-24", ransomware: false }],
    ]),
  });
});

test.each([
  ["has no entries", header],
  ["has an entry that is cut short", `${header}CVE-2021-44228\t2021-12-10`],
  ["lacks its header", "\n\n\nCVE-2021-44228\t2021-12-10\t2021-12-24\t1\n"],
  ["is empty", ""],
])("readKevPack() refuses a pack that %s", (_, text) => {
  expect(() => readKevPack(text, "cd")).toThrow(SyntaxError);
});

test("readKevPack() reads the pack in the program, which is what was pinned", () => {
  const { text, sha256 } = assets.kev();
  const pack = readKevPack(text, sha256);
  expect(sha256Hex(new TextEncoder().encode(text))).toBe(sha256);
  expect(pack.entries.size).toBe(text.trimEnd().split("\n").length - 3);
  expect(pack.entries.get("CVE-2021-44228")?.ransomware).toBe(true);
  expect([...pack.entries.values()].every((entry) => /^\d{4}-\d\d-\d\d$/.test(entry.dueDate))).toBe(true);
});
