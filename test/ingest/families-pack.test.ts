import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { assets } from "../../src/doors/system/assets.ts";
import { readFamiliesPack } from "../../src/ingest/families-pack.ts";
import { shared } from "../support/shared.ts";

const header = ["generated\t2026-01-01", "kev\t1", "epss\t2026-01-02", "licence\tnone", "sourceSha256\t0"];
const family = "F\tshell\trce\tA shell\tCVE-2021-0001,CVE-2021-0002\tCVE-2021-0001\t0.5\tGHSA-x";

function read(...lines: readonly string[]) {
  return readFamiliesPack([...header, ...lines, ""].join("\n"), "digest");
}

describe("readFamiliesPack()", () => {
  test("gives the families of each package, with intervals and versions", () => {
    const families = read(
      family,
      "P\tpkg:npm/a\t..1.0 2.0..3.0 4.0..\t9.9 9.10",
      "F\tb\tbackdoor\tB\t\t\t\t",
      "P\tpkg:npm/a\t\t1",
    );
    expect(families).toMatchObject({ generated: "2026-01-01", epssDate: "2026-01-02", sha256: "digest", count: 2 });
    const [first, second] = families.byPackage.get("pkg:npm/a") ?? [];
    expect(first).toEqual({
      family: {
        id: "shell",
        kind: "rce",
        title: "A shell",
        cves: ["CVE-2021-0001", "CVE-2021-0002"],
        kev: ["CVE-2021-0001"],
        maxEpss: 0.5,
        rangeSource: "GHSA-x",
      },
      intervals: [{ before: "1.0" }, { from: "2.0", before: "3.0" }, { from: "4.0" }],
      versions: ["9.9", "9.10"],
    });
    expect(second?.family).toEqual({ id: "b", kind: "backdoor", title: "B", cves: [], kev: [] });
  });

  test.each([
    ["no header", () => readFamiliesPack("generated", "")],
    ["no package", () => read(family)],
    ["a package before any family", () => read("P\tpkg:npm/a\t..\t")],
    ["a package that is cut short", () => read(family, "P\tpkg:npm/a")],
    ["a family that is cut short", () => read("F\tx", "P\tpkg:npm/a\t..\t")],
    ["another line", () => read(family, "X\ta\tb\tc")],
  ])("refuses a pack with %s", (_, reads) => {
    expect(reads).toThrow(SyntaxError);
  });

  const source = shared("intel/rce-families.json");

  test.skipIf(!existsSync(source))("has every package of the source in the pack of the binary", () => {
    const { text, sha256 } = assets.families();
    const given: { readonly families: readonly { readonly packages: readonly { readonly purl: string }[] }[] } =
      JSON.parse(readFileSync(source, "utf8"));
    const wanted = new Set(given.families.flatMap((one) => one.packages.map(({ purl }) => purl)));
    const families = readFamiliesPack(text, sha256);
    expect(wanted.size).toBeGreaterThan(80);
    expect([...wanted].filter((purl) => !families.byPackage.has(purl))).toEqual([]);
  });
});
