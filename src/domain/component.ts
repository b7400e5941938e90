import type { Source } from "./source.ts";

/** A part of the release, as an SBOM lists it (CycloneDX `component`, SPDX `package`). */
export type Component = {
  readonly name: string;
  readonly version?: string;
  /** Canonical package URL; absent when the SBOM gives none. */
  readonly purl?: string;
  readonly cpe?: string;
  /** CycloneDX component type or SPDX primary purpose, as spelled there, in lower case. */
  readonly type?: string;
  /** Reference inside its document: CycloneDX `bom-ref`, SPDX `SPDXID`. */
  readonly ref?: string;
  /** SPDX licence ids, expressions or names, as given. */
  readonly licenses: readonly string[];
  readonly supplier?: string;
  /** CycloneDX scope. */
  readonly scope?: string;
  /** `ALG:hex` of each hash. */
  readonly hashes: readonly string[];
  readonly source: Source;
};

/** What one SBOM document says about itself. */
export type SbomDocument = {
  readonly input: string;
  readonly name?: string;
  /** CycloneDX `serialNumber` or SPDX `documentNamespace`; VEX statements refer to it. */
  readonly serialNumber?: string;
  /** The thing that the SBOM describes: CycloneDX `metadata.component`, SPDX DESCRIBES. */
  readonly subject?: Component;
  readonly dependencyCount: number;
  readonly serviceCount: number;
};
