import { describe, expect, test } from "bun:test";
import { grypeCoverage } from "../../../../src/ingest/formats/vulnerabilities/grype-coverage.ts";

const report = { source: { target: "." }, descriptor: { name: "grype" } };

describe("grypeCoverage() doubts", () => {
  test.each([
    ["nothing", {}, 0],
    ["an invalid database", { descriptor: { name: "grype", db: { status: { valid: false } } } }, 1],
    ["a fault of it", { descriptor: { name: "grype", db: { status: { error: "checksum" } } } }, 1],
    ["a fault of it, early", { descriptor: { name: "grype", db: { error: "checksum" } } }, 1],
    ["null for no fault", { descriptor: { name: "grype", db: { error: null } } }, 0],
    ["no target", { source: {} }, 1],
    [
      "packages with one alert",
      { alertsByPackage: [{ alerts: [{ type: "distro-eol" }] }, { alerts: [{ type: "distro-eol" }] }] },
      1,
    ],
    ["no alert", { alertsByPackage: {} }, 0],
  ])("%s", (_, members, doubts) => {
    expect(grypeCoverage({ ...report, ...members }, new Map()).doubts).toHaveLength(doubts);
  });
});
