import { describe, expect, test } from "bun:test";
import { declaredFormats } from "../../../src/ingest/declared/declaration.ts";
import { toFormats } from "../../../src/ingest/declared/declared-format.ts";
import type { Document, Format } from "../../../src/ingest/format.ts";

const declared = {
  gives: "findings",
  when: { "/scanner/name": "acme" },
  items: "/problems",
  tool: "/scanner/name",
  tool_version: "/scanner/version",
  targets: "/looked_at",
  fields: { rule: "/check", severity: "/prio", message: "/text", file: "/where/path", line: "/where/line" },
  severities: { P1: "critical" },
};

function formatOf(over: object = {}): Format {
  const [format] = toFormats(declaredFormats.parse({ "acme-scan": { ...declared, ...over } }));
  if (format === undefined) throw new Error("no format");
  return format;
}

const origin = { name: "acme.json", sha256: "0".repeat(64) };

const report: Document = {
  form: "json",
  value: {
    scanner: { name: "acme", version: "3" },
    looked_at: ["a", "b"],
    problems: [{ check: "X1", prio: "p1", text: "bad", where: { path: "src\\a.c", line: 4 } }, { text: "no check" }],
  },
};

describe("a declared format", () => {
  test("detects by its signs alone", () => {
    const { detect } = formatOf();
    expect(detect(report)).toBe(true);
    expect(detect({ form: "json", value: { scanner: { name: "other" } } })).toBe(false);
    expect(detect({ form: "text", text: "acme" })).toBe(false);
  });

  test("reads what it can and accounts for the rest", () => {
    const { coverage, accounts, items } = formatOf().read(report, origin);
    expect(coverage).toMatchObject({ tool: "acme", toolVersion: "3", targets: 2 });
    expect(coverage.doubts).toEqual(["1 of the items cannot be used: no rule"]);
    expect(accounts).toEqual([{ items: "results", raw: 2, kept: 1, notApplicable: [{ reason: "no rule", count: 1 }] }]);
    expect(items.findings).toEqual([
      {
        ruleId: "X1",
        tool: "acme",
        level: "p1",
        severity: "critical",
        message: "bad",
        location: { file: "src/a.c", line: 4 },
        cwes: [],
        vulnerabilityIds: [],
        source: { input: "acme.json", pointer: "/problems/0" },
      },
    ]);
  });

  test("doubts a report without items that tells no targets, or none where its items should be", () => {
    const empty = (value: object, over?: object) =>
      formatOf(over).read({ form: "json", value }, origin).coverage.doubts.length;
    expect(empty({ problems: [], looked_at: 3 })).toBe(0);
    expect(empty({ problems: [], looked_at: [] })).toBe(1);
    expect(empty({ problems: [], looked_at: 3 }, { targets: undefined })).toBe(1);
    expect(empty({ problems: {}, looked_at: 3 })).toBe(1);
  });

  test("reads the rows of a CSV by their columns", () => {
    const format = formatOf({ when: { "/Tool": "acme" }, items: "", fields: { rule: "/Id", severity: "/Sev" } });
    const table: Document = {
      form: "csv",
      rows: [
        { cells: ["Tool", "Id", "Sev"], line: 1 },
        { cells: ["acme", "X1", "high"], line: 2 },
        { cells: ["acme", "", "high"], line: 4 },
      ],
    };
    expect(format.detect(table)).toBe(true);
    const { items, accounts } = format.read(table, origin);
    expect(items.findings?.map(({ ruleId, severity, source }) => [ruleId, severity, source.pointer])).toEqual([
      ["X1", "high", "line 2"],
    ]);
    expect(accounts[0]).toMatchObject({ raw: 2, kept: 1 });
  });

  test("doubts a CSV that repeats a column, and reads the first of them", () => {
    const format = formatOf({ when: { "/Tool": "acme" }, items: "", fields: { rule: "/Id", severity: "/Sev" } });
    const table: Document = {
      form: "csv",
      rows: [
        { cells: ["Tool", "Id", "Sev", "Sev"], line: 1 },
        { cells: ["acme", "X1", "high", "low"], line: 2 },
      ],
    };
    const { items, coverage } = format.read(table, origin);
    expect(items.findings?.[0]?.severity).toBe("high");
    expect(coverage.doubts).toEqual([expect.stringContaining('"Sev"')]);
  });
});

describe("a declared CSV", () => {
  const fields = { rule: "/Id", message: "/Text", file: "/Path", line: "/Line" };
  const format = formatOf({ when: { "/Tool": "acme" }, items: "", fields });
  const table = (...rows: readonly (readonly string[])[]) => {
    const { items, coverage } = format.read(
      { form: "csv", rows: rows.map((cells, index) => ({ cells, line: index + 1 })) },
      origin,
    );
    return { findings: items.findings ?? [], doubts: coverage.doubts };
  };

  test("does not read a row whose cells may stand under wrong names", () => {
    const header = ["Tool", "Id", "Text", "Path", "Line"];
    const { findings, doubts } = table(header, ["acme", "extra", "X1", "bad", "a.c", "4"]);
    expect(findings).toEqual([]);
    expect(doubts[0]).toContain("more cells than the header");
  });

  test("reads names without the space around them, messages on one line, and ranges of lines by their first", () => {
    const { findings } = table([" Tool", " Id ", "Text", "Path", "Line"], ["acme", "X1", "a\nb", "./a.c", "4-9"]);
    expect(findings.map(({ message, location }) => [message, location])).toEqual([["a b", { file: "a.c", line: 4 }]]);
  });
});

test("a declared vulnerability whose CVE id is none is a doubt", () => {
  const format = formatOf({ gives: "vulnerabilities", fields: { id: "/cve", package: "/pkg" } });
  const value = { scanner: { name: "acme" }, looked_at: 1, problems: [{ cve: "CVE-20xx-12", pkg: "a" }] };
  expect(format.read({ form: "json", value }, origin).coverage.doubts).toHaveLength(1);
});
