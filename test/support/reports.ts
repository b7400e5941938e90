import type { InputBytes } from "../../src/domain/input-file.ts";
import type { Facts } from "../../src/pipeline/judge.ts";
import { factsOf } from "./facts.ts";
import { inputOf } from "./input.ts";

/** Small reports that a gate can decide on. */

const purl = "pkg:npm/lodash@4.17.20";

export const smallSbom: InputBytes = inputOf(
  "sbom.json",
  JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    components: [{ type: "library", name: "lodash", version: "4.17.20", purl }],
  }),
);

/** A scan that found these vulnerabilities in lodash: id → severity. */
export function smallScan(found: Readonly<Record<string, string>> = {}, name = "scan.json"): InputBytes {
  const matches = Object.entries(found).map(([id, severity]) => ({
    vulnerability: { id, severity },
    artifact: { name: "lodash", version: "4.17.20", type: "npm", purl },
  }));
  const descriptor = { name: "grype", version: "0.80" };
  return inputOf(name, JSON.stringify({ matches, source: { type: "directory", target: "." }, descriptor }));
}

/** The facts of a gate over reports that it can read. */
export function smallFacts(inputs: readonly InputBytes[], over: Partial<Facts> = {}): Facts {
  const facts = factsOf(inputs, over);
  if (facts === undefined) throw new Error("the inputs were refused");
  return facts;
}
