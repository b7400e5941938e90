import type { Source } from "./source.ts";

export const exposures = ["internet", "partner", "internal", "none", "unknown"] as const;
export type Exposure = (typeof exposures)[number];

/** From most to least critical. */
export const criticalities = ["mission_critical", "high", "medium", "low", "unknown"] as const;
export type Criticality = (typeof criticalities)[number];

export const dataClasses = [
  "public",
  "internal",
  "confidential",
  "restricted",
  "pii",
  "phi",
  "pci",
  "unknown",
] as const;
export type DataClass = (typeof dataClasses)[number];

/** A component of the design (DESIGN §10). An unknown word in a known column is `unknown` with a notice, never a default. */
export type DesignComponent = {
  readonly name: string;
  readonly exposure?: Exposure;
  readonly authentication?: "yes" | "no" | "unknown";
  readonly dataClasses: readonly DataClass[];
  readonly criticality?: Criticality;
  readonly owner?: string;
  readonly subcomponent?: string;
  readonly controlScope?: string;
  readonly description?: string;
  readonly componentType?: string;
  readonly trustBoundary?: string;
  /** Canonical purl that joins it to the SBOM. */
  readonly purl?: string;
  readonly image?: string;
  /** Columns that the product does not know, kept as they are. */
  readonly extra: readonly (readonly [column: string, value: string])[];
  readonly source: Source;
};

export const environments = ["production", "staging", "development", "unknown"] as const;
export type Environment = (typeof environments)[number];

/** The business facts of one application or component. */
export type ContextFacts = {
  readonly criticality?: Criticality;
  readonly environment?: Environment;
  readonly dataSensitivity: readonly DataClass[];
  readonly internetExposed?: "yes" | "no" | "unknown";
  readonly users?: string;
  readonly regulations: readonly string[];
  readonly owner?: string;
  readonly sla?: string;
};

export type BusinessContext = ContextFacts & {
  readonly application?: string;
  readonly components: readonly (ContextFacts & { readonly name: string })[];
  /** SSVC inputs as given, key and word. */
  readonly ssvc: readonly (readonly [key: string, value: string])[];
  readonly source: Source;
};
