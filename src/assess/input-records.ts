import type { InputRecord } from "../domain/bundle.ts";
import { type InputKind, inputKinds, isVulnerabilityScan } from "../domain/input-file.ts";
import { inputRecord } from "../domain/input-record.ts";
import type { Model } from "../domain/model.ts";

/**
 * Whether any input serves the kind. A public record about vulnerabilities is given as `cve` and scans nothing, and the
 * threats of a design are no findings in code.
 */
export function hasKind(model: Model, kind: InputKind): boolean {
  return model.inputs.some((input) => {
    if (kind === "cve") return isVulnerabilityScan(input);
    return input.kinds.includes(kind) && !(kind === "sarif" && input.kinds.includes("design"));
  });
}

/** What the gate did not look at, one line each. */
export function notSeen(model: Model): readonly string[] {
  const missing: Record<InputKind, string> = {
    design: "design: no design input, so exposure and data classes of the components are not known",
    context: "context: no business context, so criticality and environment are not known",
    sbom: "sbom: no SBOM, so the parts of the release are not known",
    sarif: "sarif: no findings input, so code, secrets and configuration were not looked at",
    cve: "cve: no vulnerability scan, so known vulnerabilities of dependencies were not looked at",
    vex: "vex: no VEX, so every reported vulnerability counts as it was reported",
    cnapp: "cnapp: no findings about cloud resources, so the posture of what runs was not looked at",
    provenance: "provenance: no provenance, so who built the release from what is not known",
    tests: "tests: no test results, so whether the release passes its own tests is not known",
    tfplan: "tfplan: no Terraform plan, so what the release changes in the cloud is not known",
    k8s: "k8s: no Kubernetes manifests, so how the release is run is not known",
    requirements: "requirements: no security requirements, so what the release was asked to fulfil is not known",
    telemetry: "telemetry: no telemetry, so how the running services fare is not known",
  };
  const kinds = inputKinds.filter((kind) => !hasKind(model, kind)).map((kind) => missing[kind]);
  return [...kinds, ...inputDoubts(model)];
}

/** Why what the inputs say may not be all, one line each, under the name of the input. */
export function inputDoubts({ inputs }: Pick<Model, "inputs">): readonly string[] {
  return inputs.flatMap((input) => input.coverage.doubts.map((doubt) => `${input.name}: ${doubt}`));
}

/** Inputs as the decision and the bundle write them. */
export function inputRecords(model: Model): readonly InputRecord[] {
  const merged = Map.groupBy(model.merged, (row) => row.input);
  return model.inputs.map((input) => inputRecord(input, merged.get(input.name)));
}
