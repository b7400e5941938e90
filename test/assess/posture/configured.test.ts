import { expect, test } from "bun:test";
import { hasConfiguration, isLeftToProvider } from "../../../src/assess/posture/configured.ts";
import { deploymentOf } from "../../../src/domain/deployment.ts";
import { resourcesOf, type WrittenResource } from "../../support/posture-case.ts";

const hidden = { type: "google_compute_subnetwork", values: { purpose: "<unknown>" } };
const elsewhere = { type: "google_compute_router", values: {}, refs: { network: "google_compute_network.n" } };

test.each<[string, readonly WrittenResource[], boolean]>([
  ["a plan without configuration does not tell", [hidden], false],
  ["what nothing refers to is not set", [hidden, elsewhere], true],
  ["what refers to something is set", [{ ...hidden, refs: { purpose: "local.purpose" } }, elsewhere], false],
  ["what is told is set", [{ ...hidden, values: { purpose: "PRIVATE" } }, elsewhere], false],
])("isLeftToProvider(): %s", (_, written, expected) => {
  const resources = resourcesOf(written);
  const [first] = resources;
  if (first === undefined) throw new Error("no resource");
  expect(isLeftToProvider(first, "purpose", deploymentOf(resources))).toBe(expected);
});

test("hasConfiguration() asks for a reference in the resource's own plan", () => {
  const [first, ...others] = resourcesOf([hidden, elsewhere]);
  if (first === undefined) throw new Error("no resource");
  expect(hasConfiguration(first, deploymentOf([first]))).toBe(false);
  expect(hasConfiguration(first, deploymentOf([first, ...others]))).toBe(true);
  const foreign = { ...first, source: { ...first.source, input: "other.json" } };
  expect(hasConfiguration(foreign, deploymentOf([foreign, ...others]))).toBe(false);
});
