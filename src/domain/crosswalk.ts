import type { Component } from "./component.ts";
import type { DesignComponent } from "./design.ts";
import type { CorrelatedFinding } from "./finding.ts";
import type { Vulnerability } from "./vulnerability.ts";

/** A join and why it holds; there is no join by substring. */
export type Link<T> = { readonly to: T; readonly by: "purl" | "name" | "image" | "path" | "sbom_subject" };

/** One design component with everything that was joined to it. */
export type CrosswalkRow = {
  readonly design: DesignComponent;
  /** Names of the inputs that are SBOMs of this very component: their parts are its parts. */
  readonly sboms: readonly string[];
  readonly components: readonly Link<Component>[];
  readonly vulnerabilities: readonly Link<Vulnerability>[];
  readonly findings: readonly Link<CorrelatedFinding>[];
};
