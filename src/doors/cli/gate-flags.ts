import { inputKinds } from "../../domain/input-file.ts";
import { modes } from "../../domain/mode.ts";
import { outputFormats } from "../../domain/output-format.ts";
import type { InputRequest } from "../../domain/runtime.ts";
import type { GateRequest } from "../actions/gate.ts";
import type { Explained } from "./command.ts";
import type { Flags, FlagTable } from "./flag.ts";
import {
  keyEnvironment,
  keyFlags,
  keyRequestOf,
  recipientFlags,
  signEnvironment,
  signFlags,
  signRequestOf,
} from "./key-flags.ts";
import { artefactsDirFlag, defaultRegistry, releaseFlags } from "./stage-flags.ts";
import { trustFlags, trustRequestOf } from "./trust-flags.ts";
import { readOutput, readSize } from "./values.ts";

/** Flags that several commands share, and the requests that they become. */

/** Where runs are kept unless told otherwise. */
export const evidenceDirFlag = {
  "evidence-dir": {
    type: "string",
    valueHint: "DIR",
    default: "./evidence",
    description: "where runs and the audit log are kept",
  },
} as const satisfies FlagTable;

/** Where the decision goes besides the evidence. */
export const outputFlag = {
  output: {
    type: "string",
    valueHint: "FILE",
    description: "write decision.json there as well; - prints it instead of the summary",
  },
} as const satisfies FlagTable;

const outFlag = {
  out: {
    type: "string",
    valueHint: "FORMAT=FILE",
    multiple: true,
    description: `write the run there as well: ${outputFormats.join(", ")}`,
  },
} as const satisfies FlagTable;

/** How the overlay is chosen. */
export const overlayFlags = {
  overlay: { type: "string", valueHint: "FILE", multiple: true, description: "overlay in YAML; a later one wins" },
  mode: { type: "enum", options: modes, description: "built-in overlay (else FIXOPS_MODE)" },
} as const satisfies FlagTable;

const inputFlags = {
  design: { type: "string", valueHint: "PATH", multiple: true, description: "design: CSV, JSON or YAML" },
  sbom: { type: "string", valueHint: "PATH", multiple: true, description: "bill of materials: CycloneDX, SPDX, Syft" },
  sarif: { type: "string", valueHint: "PATH", multiple: true, description: "findings in code: SARIF and others" },
  cve: { type: "string", valueHint: "PATH", multiple: true, description: "vulnerability scans; KEV, EPSS, OSV" },
  vex: { type: "string", valueHint: "PATH", multiple: true, description: "OpenVEX, CSAF or CycloneDX VEX" },
  context: { type: "string", valueHint: "PATH", multiple: true, description: "business context: JSON or YAML" },
  cnapp: { type: "string", valueHint: "PATH", multiple: true, description: "findings about cloud resources" },
  provenance: { type: "string", valueHint: "PATH", multiple: true, description: "in-toto, DSSE or Sigstore" },
  tests: { type: "string", valueHint: "PATH", multiple: true, description: "test results and code coverage" },
  tfplan: { type: "string", valueHint: "PATH", multiple: true, description: "Terraform plan as JSON" },
  k8s: { type: "string", valueHint: "PATH", multiple: true, description: "Kubernetes manifests" },
  requirements: { type: "string", valueHint: "PATH", multiple: true, description: "security requirements: CSV, JSON" },
  telemetry: { type: "string", valueHint: "PATH", multiple: true, description: "telemetry of running services: JSON" },
  input: { type: "string", valueHint: "PATH", multiple: true, description: "anything of these, told by its content" },
} as const satisfies FlagTable;

/** What the help says of all inputs. */
export const inputNote =
  "A PATH is a file, a directory, a pattern in quotes, or - for standard input. The flag names the expected kind, the content decides the format.";

/** What is read of the disk. */
export const inputLimitFlags = {
  "max-input-size": {
    type: "string",
    valueHint: "SIZE",
    description: "limit of one input, such as 512MiB (default 256MiB); half of it for what is packed",
  },
  "follow-symlinks": { type: "boolean", description: "read inputs that are symbolic links" },
} as const satisfies FlagTable;

/** Whether the log may stand where several machines write. */
export const networkFsFlag = {
  "allow-network-fs": {
    type: "boolean",
    description: "keep the log on a network file system, whose locks may not hold",
  },
} as const satisfies FlagTable;

/** All flags of `make-decision`. */
export const gateFlags = {
  ...inputFlags,
  ...overlayFlags,
  ...releaseFlags,
  ...artefactsDirFlag,
  ...trustFlags,
  ...evidenceDirFlag,
  ...outputFlag,
  ...outFlag,
  baseline: {
    type: "string",
    valueHint: "PATH",
    description: "earlier run, bundle or reports: tells what is new",
  },
  "as-of": {
    type: "string",
    valueHint: "TIME",
    description: "the clock of the run, RFC 3339 (else SOURCE_DATE_EPOCH)",
  },
  sign: {
    type: "boolean",
    description: "sign the evidence",
    negativeDescription: "leave it unsigned, whatever the overlay says",
  },
  encrypt: {
    type: "boolean",
    description: "encrypt the evidence: for recipients, else under a Fernet key",
    negativeDescription: "leave it unencrypted, whatever the overlay says",
  },
  compress: {
    type: "boolean",
    description: "gzip the bundle",
    negativeDescription: "leave it plain, whatever the overlay says",
  },
  ...keyFlags,
  ...recipientFlags,
  ...signFlags,
  ...inputLimitFlags,
  ...networkFsFlag,
  offline: { type: "boolean", description: "refuse the network; always so, since nothing here opens a socket" },
} as const satisfies FlagTable;

/** The typed request of parsed flags. Throws USAGE_BAD_VALUE. */
export function gateRequestOf(flags: Flags<typeof gateFlags>): GateRequest {
  return {
    inputs: inputsOf(flags),
    overlays: flags.overlay,
    mode: flags.mode,
    appId: flags["app-id"],
    appName: flags["app-name"],
    runId: flags["run-id"],
    commit: flags.commit,
    registry: flags["artefacts-dir"] ?? defaultRegistry,
    isRegistryNamed: flags["artefacts-dir"] !== undefined,
    evidenceDir: flags["evidence-dir"],
    output: flags.output,
    out: flags.out.map((text) => readOutput("--out", text)),
    baseline: flags.baseline,
    asOf: flags["as-of"],
    sign: flags.sign,
    encrypt: flags.encrypt,
    compress: flags.compress,
    ...trustRequestOf(flags),
    ...keyRequestOf(flags),
    recipients: flags.recipient,
    recipientFiles: flags["recipients-file"],
    ...signRequestOf(flags),
    allowNetworkFs: flags["allow-network-fs"],
    maxInputBytes: readSize("--max-input-size", flags["max-input-size"]),
    followSymlinks: flags["follow-symlinks"],
  };
}

function inputsOf(flags: Flags<typeof inputFlags>): readonly InputRequest[] {
  const expected = inputKinds.flatMap((kind) => flags[kind].map((path): InputRequest => ({ path, expected: kind })));
  return [...expected, ...flags.input.map((path): InputRequest => ({ path }))];
}

/** Exit codes of a gate (DESIGN §3). */
export const gateExits: readonly Explained[] = [
  ["0", "GO"],
  ["1", "NO-GO"],
  ["2", "CONDITIONAL"],
];

/** Variables that choose the overlay. */
export const overlayEnvironment: readonly Explained[] = [
  ["FIXOPS_OVERLAY_PATH", "overlay, when no --overlay is given"],
  ["FIXOPS_MODE", "as --mode"],
];

/** Variables that a run reads; a flag wins over its variable. */
export const gateEnvironment: readonly Explained[] = [
  ...overlayEnvironment,
  ["FIXOPS_RUN_ID", "as --run-id"],
  ...keyEnvironment,
  ...signEnvironment,
  ["SOURCE_DATE_EPOCH", "the clock of the run, in seconds since 1970"],
  ["NO_COLOR", "as --no-color"],
];
