import { expect, test } from "bun:test";
import { intelDoubts, intelSources } from "../../../src/assess/operate/intel.ts";
import { catalogue, inputFile, model } from "../../support/build.ts";

test("intelSources() name dates and digests", () => {
  const epss = inputFile({
    name: "epss.csv",
    coverage: { tool: "EPSS", toolVersion: "v2026.06.15", databaseDate: "2026-08-15", doubts: [] },
    accounts: [{ items: "EPSS scores", raw: 1, kept: 1, notApplicable: [] }],
  });
  expect(intelSources(model({ inputs: [inputFile(), epss] }))).toMatchObject({
    kev: { version: "2026.08.21", age_days: 3, origin: "embedded" },
    epss_tables: [{ input: "epss.csv", model: "v2026.06.15", date: "2026-08-15" }],
  });
});

test.each([
  ["2026-08-21T17:46:43Z", 0],
  ["2026-01-01T00:00:00Z", 1],
  ["2027-01-01T00:00:00Z", 1],
])("intelDoubts() of a catalogue of %s", (released, doubts) => {
  const given = model({ intel: { kev: catalogue([], { released }) } });
  expect(intelDoubts(given, { kev_max_age_days: 30 })).toHaveLength(doubts);
});
