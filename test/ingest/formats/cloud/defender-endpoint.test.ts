import { describe, expect, test } from "bun:test";
import { defenderEndpoint } from "../../../../src/ingest/formats/cloud/defender-endpoint.ts";

describe("defenderEndpoint.detect()", () => {
  test.each([
    ["by machine", { "@odata.context": "x", value: [{ cveId: "CVE-2024-1", machineId: "m" }] }, true],
    ["the export", { "@odata.context": "x", value: [{ cveId: "CVE-2024-1", deviceId: "m" }] }, true],
    [
      "an empty answer of the service",
      { "@odata.context": "https://api.securitycenter.microsoft.com/api", value: [] },
      true,
    ],
    ["an empty answer of another service", { "@odata.context": "https://graph.microsoft.com/v1.0", value: [] }, false],
    [
      "no machine at all",
      { "@odata.context": "https://api.securitycenter.microsoft.com/api/$metadata#Machines", value: [] },
      false,
    ],
    ["machines", { "@odata.context": "x", value: [{ id: "m", computerDnsName: "a" }] }, false],
    ["no context", { value: [{ cveId: "CVE-2024-1", machineId: "m" }] }, false],
  ])("%s", (_, value, expected) => {
    expect(defenderEndpoint.detect({ form: "json", value })).toBe(expected);
  });
});
