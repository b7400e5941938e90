import context from "../../../fixtures/payments-api/no-go/context.yaml" with { type: "text" };
import design from "../../../fixtures/payments-api/no-go/design.csv" with { type: "text" };
import grype from "../../../fixtures/payments-api/no-go/grype.json" with { type: "text" };
import osv from "../../../fixtures/payments-api/no-go/osv.json" with { type: "text" };
import sbom from "../../../fixtures/payments-api/no-go/sbom.cdx.json" with { type: "text" };
import scan from "../../../fixtures/payments-api/no-go/scan.sarif" with { type: "text" };
import trivy from "../../../fixtures/payments-api/no-go/trivy.json" with { type: "text" };
import vex from "../../../fixtures/payments-api/no-go/vex.openvex.json" with { type: "text" };
import type { InputKind } from "../../domain/input-file.ts";
import type { Assets } from "../../domain/runtime.ts";

/** The inputs of `demo`: a release of a payments service that should not go out. */
export const samples: Assets["samples"] = () => [
  sample("design.csv", design, "design"),
  sample("context.yaml", context, "context"),
  sample("sbom.cdx.json", sbom, "sbom"),
  sample("scan.sarif", scan, "sarif"),
  sample("grype.json", grype, "cve"),
  sample("osv.json", osv, "cve"),
  sample("trivy.json", trivy, "cve"),
  sample("vex.openvex.json", vex, "vex"),
];

/** TypeScript takes a `.json` import for its content, whatever the attribute says; at run time it is the text. */
function sample(name: string, text: unknown, expected: InputKind): ReturnType<Assets["samples"]>[number] {
  if (typeof text !== "string") throw new TypeError(`the sample ${name} is not built in as text`);
  return { name, bytes: new TextEncoder().encode(text), expected };
}
