import { expect, test } from "bun:test";
import { sbomOptions } from "../../../src/assess/sbom/options.ts";

test("sbomOptions ask for the NTIA's elements and have no policy unless told", () => {
  expect(sbomOptions.parse(undefined)).toEqual({
    quality: { standard: "ntia", min_percent: 100 },
    licences: { deny: [], allow: [] },
  });
});

test.each([
  { quality: { standard: "house" } },
  { quality: { min_percent: 101 } },
  { licences: { deny: [""] } },
  { licences: { deny: ["GPLv3"] } },
  { licences: { allow: ["MIT OR ISC"] } },
  { licences: { allow: ["House licence"] } },
  { licences: { allow: ["text:"] } },
  { licenses: {} },
])("sbomOptions refuse %j", (value) => {
  expect(sbomOptions.safeParse(value).success).toBe(false);
});

test("sbomOptions take SPDX ids, exceptions, references and marked texts, and name the id that was meant", () => {
  const deny = ["GPL-3.0-only", "gpl-2.0+", "GPL-2.0-only WITH Classpath-exception-2.0", "LicenseRef-x", "text: House"];
  expect(sbomOptions.parse({ licences: { deny } }).licences.deny).toEqual(deny);
  const [issue] = sbomOptions.safeParse({ licences: { deny: ["GPLv3"] } }).error?.issues ?? [];
  expect(issue).toMatchObject({ path: ["licences", "deny", 0], params: { meant: "GPL-3.0-only" } });
});
