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
  /** Who made it, by name: CycloneDX `manufacturer`, `authors`, `author`, `publisher`; SPDX originator. Not who delivers it. */
  readonly producer?: string;
  /** E-mail address or URL of who made it. */
  readonly contact?: string;
  /** Of `licenses`, those that its makers declare and those that the author of the SBOM concludes, where the SBOM says which. */
  readonly declaredLicenses?: readonly string[];
  readonly concludedLicenses?: readonly string[];
  /** It has an identifier other than purl and CPE: SWID, SWHID, OmniBOR, gitoid. */
  readonly hasOtherId?: true;
  /** The file that it is delivered as. */
  readonly file?: ComponentFile;
  /** Date, as given, after which it is not supported any more. */
  readonly supportEnds?: string;
  /** What the SBOM gives as the reason not to use it any more; empty when it gives none. */
  readonly deprecated?: string;
  readonly source: Source;
};

/** A deployable file; a member is absent where the SBOM does not say. */
export type ComponentFile = {
  readonly name?: string;
  readonly executable?: boolean;
  readonly archive?: boolean;
  readonly structured?: boolean;
  /** `ALG:hex` of each hash of the file. */
  readonly hashes: readonly string[];
};

/**
 * Which references of one document point to which. An SBOM has hundreds of thousands of them, so each has a number, and
 * an edge is a pair of numbers at one index of both lists.
 */
export type RefGraph = {
  /** Every reference on either side, and those that are listed without pointing to anything. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly from: readonly number[];
  readonly to: readonly number[];
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
  /** What depends on what. */
  readonly dependencies?: RefGraph;
  /** What contains what. */
  readonly contains?: RefGraph;
  /** What the document says of itself; absent for what is no SBOM format (the index of a scanner). */
  readonly about?: SbomAbout;
};

/** An SBOM's words about itself. */
export type SbomAbout = {
  readonly format: "CycloneDX" | "SPDX" | "Syft";
  readonly formatVersion?: string;
  /** Persons and organisations that made it, by name; a tool is no author. */
  readonly authors: readonly string[];
  /** E-mail addresses and URLs of those. */
  readonly contacts: readonly string[];
  readonly tools: readonly { readonly name: string; readonly version?: string }[];
  readonly timestamp?: string;
  /** When in the life of the software it was made: CycloneDX lifecycles, SPDX 3 `sbomType`. */
  readonly lifecycles: readonly string[];
  /** Revision of the document, where its format has one. */
  readonly revision?: string;
  /** It tells how complete its dependencies are. */
  readonly tellsCompleteness: boolean;
  readonly holdsVulnerabilities: boolean;
};
