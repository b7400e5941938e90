import { describe, expect, test } from "bun:test";
import { grypeCoverage } from "../../../../src/ingest/formats/vulnerabilities/grype-coverage.ts";

const report = { source: { target: "." }, descriptor: { name: "grype" } };

function configured(configuration: object) {
  return { descriptor: { name: "grype", configuration } };
}

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
    ["a rule that ignores every id", configured({ ignore: [{ vulnerability: "*" }] }), 1],
    [
      "a rule that says nothing",
      configured({ ignore: [{ vulnerability: "", reason: "r", package: { name: "" } }] }),
      1,
    ],
    ["a rule about any package", configured({ ignore: [{ package: { name: ".*", location: "/**" } }] }), 1],
    ["a rule about one package", configured({ ignore: [{ vulnerability: "*", package: { name: "a" } }] }), 0],
    ["a rule about one id", configured({ ignore: [{ vulnerability: "CVE-2026-0001" }, null] }), 0],
    ["no file looked at", configured({ exclude: ["./test/**", "/**"] }), 1],
    ["some files left out", configured({ exclude: ["./test/**", "**/*.jar"] }), 0],
    ["no rules", configured({ ignore: null, exclude: [] }), 0],
    ["no alert", { alertsByPackage: {} }, 0],
  ])("%s", (_, members, doubts) => {
    expect(grypeCoverage({ ...report, ...members }, new Map()).doubts).toHaveLength(doubts);
  });
});
