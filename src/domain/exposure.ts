import type { Source } from "./source.ts";

/** Whether anyone on the internet can reach it; `unknown`: what was given does not tell. */
export type Exposed = "yes" | "no" | "unknown";

/** One step of a path: a resource, and what connects it to the step before. The first step is `internet`. */
export type ExposureStep = { readonly resource: string; readonly how?: string };

/**
 * From `internet` to the target. For `yes` every step holds: it is the proof. For `no` it ends where it is closed,
 * for `unknown` it holds the step that nobody tells. Just the target when nothing leads to it.
 */
export type ExposurePath = readonly ExposureStep[];

export type ExposureKind =
  | "workload"
  | "instance"
  | "function"
  | "bucket"
  | "database"
  | "cluster"
  | "design"
  | "context"
  | "application"
  | "finding"
  | "overlay";

/** What is exposed or not, and the names by which the rest of the evidence may know it. */
export type ExposureTarget = {
  readonly kind: ExposureKind;
  /** Address of the resource, or name of the component. */
  readonly name: string;
  /** References of the images that it runs, as written. */
  readonly images: readonly string[];
  /** Labels, tags and other names, as written. */
  readonly labels: readonly string[];
  readonly source?: Source;
};

/** Where a fact comes from: derived from plans and manifests, or stated by somebody. */
export type ExposureBasis = "deployment" | "design" | "context" | "finding" | "overlay";

export type ExposureFact = {
  readonly target: ExposureTarget;
  readonly exposed: Exposed;
  readonly path: ExposurePath;
  /** One line: the last step of the proof, what closes it, or what is not told. */
  readonly why: string;
  readonly basis: ExposureBasis;
};

/** Why a fact speaks for a part of the release. */
export type ExposureJoinBy = "image" | "label" | "purl" | "name" | "overlay";

/** A fact, and what it speaks for. */
export type ExposureJoin = {
  readonly fact: ExposureFact;
  readonly by: ExposureJoinBy;
  /** Name of the SBOM whose packages it speaks for, of the design component, or the purl or name of the package. */
  readonly to: string;
  readonly of: "sbom" | "design" | "component";
};

/** Two that speak of the same: somebody states less exposure than is found or stated elsewhere. */
export type ExposureContradiction = {
  readonly subject: string;
  readonly states: ExposureFact;
  readonly against: ExposureFact;
};

/** What the facts of exposure speak for. Lists are in a defined order. */
export type ExposureLinks = {
  readonly joins: readonly ExposureJoin[];
  readonly contradictions: readonly ExposureContradiction[];
  /** Workloads whose images no SBOM describes, by name: nothing is joined to them. */
  readonly unjoined: readonly string[];
};

/** Nothing is joined to anything. @internal: tests start from it. */
export const noExposureLinks: ExposureLinks = { joins: [], contradictions: [], unjoined: [] };

/** What the overlay says in writing of components: a purl, or a name in which `*` stands for anything. */
export type ExposureStatement = { readonly match: string; readonly exposed: Exposed; readonly reason: string };

/** The exposure of one package: that of the worst of all facts that speak for it. */
export type PackageExposure = {
  readonly value: Exposed;
  readonly target: string;
  readonly basis: ExposureBasis;
  readonly why: string;
  readonly path: ExposurePath;
};

const rank: Record<Exposed, number> = { yes: 2, unknown: 1, no: 0 };

/** Orders the worst first: yes, unknown, no. */
export function compareExposed(a: Exposed, b: Exposed): number {
  return rank[b] - rank[a];
}

/** `internet → aws_lb.web (listens on 443) → aws_instance.web`. */
export function pathText(path: ExposurePath): string {
  return path.map(({ resource, how }) => (how === undefined ? resource : `${resource} (${how})`)).join(" → ");
}
