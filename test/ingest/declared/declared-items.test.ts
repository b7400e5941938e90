import { expect, test } from "bun:test";
import { declarationSchema } from "../../../src/ingest/declared/declaration.ts";
import { readItems } from "../../../src/ingest/declared/declared-items.ts";

function read(gives: string, fields: object, list: readonly unknown[]) {
  const declaration = declarationSchema.parse({ gives, when: { "/a": 1 }, fields });
  const notUsed = new Map<string, number>();
  const origin = { name: "f", sha256: "" };
  const found = readItems(list, {
    declaration,
    tool: "t",
    origin,
    place: (index) => `/${index}`,
    skip: () => undefined,
    notUsed,
  });
  return { ...found, notUsed: [...notUsed] };
}

test("readItems() gives vulnerabilities of packages, scored by their vector when no word says it", () => {
  const fields = { id: "/cve", package: "/name", version: "/v", purl: "/purl", fixed_in: "/fix", cvss: "/vector" };
  const { items, kept, notUsed } = read("vulnerabilities", fields, [
    {
      cve: "cve-2026-0001",
      name: "a",
      v: 2,
      purl: "pkg:npm/a@2",
      fix: ["3", "4"],
      vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    },
    { cve: "CVE-2026-0002" },
  ]);
  expect([kept, notUsed]).toEqual([1, [["no id or no package", 1]]]);
  expect(items.observations?.[0]).toMatchObject({
    id: "CVE-2026-0001",
    package: { name: "a", version: "2", purl: "pkg:npm/a@2" },
    severity: "critical",
    fixedIn: ["3", "4"],
  });
});

test("readItems() gives components, and takes a purl for a name", () => {
  const { items } = read("components", { package: "/n", purl: "/p" }, [{ n: "a" }, { p: "pkg:npm/b@1" }, {}]);
  expect(items.components?.map(({ name, purl }) => [name, purl])).toEqual([
    ["a", undefined],
    ["pkg:npm/b@1", "pkg:npm/b@1"],
  ]);
});

test("readItems() gives findings with CWE, fingerprint and resource", () => {
  const fields = { rule: "/r", cwe: "/c", fingerprint: "/f", resource: "/arn" };
  const { items } = read("findings", fields, [
    { r: "CVE-2026-0003", c: ["79", "CWE-80"], f: "x", arn: "arn:aws:s3:::b" },
  ]);
  expect(items.findings?.[0]).toMatchObject({
    cwes: ["CWE-79", "CWE-80"],
    toolFingerprint: "fingerprint=x",
    resource: "arn:aws:s3:::b",
    vulnerabilityIds: ["CVE-2026-0003"],
    severity: "unknown",
  });
});
