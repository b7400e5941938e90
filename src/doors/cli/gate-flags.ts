import { inputKinds } from "../../domain/input-file.ts";
import { modes } from "../../domain/mode.ts";
import { outputFormats } from "../../domain/output-format.ts";
import type { InputRequest } from "../../domain/runtime.ts";
import type { GateRequest } from "../actions/gate.ts";
import type { SigningSource } from "../actions/signing.ts";
import type { VerifyKeySource } from "../actions/verify-keys.ts";
import type { Explained } from "./command.ts";
import type { Flags, FlagTable } from "./flag.ts";
import { artefactsDirFlag, defaultRegistry, releaseFlags } from "./stage-flags.ts";
import { trustFlags, trustRequestOf } from "./trust-flags.ts";
import { readInteger, readOutput, readSize } from "./values.ts";

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

/** Where a Fernet key may come from; never from the command line itself, which every process can read. */
export const keyFlags = {
  "evidence-key-file": {
    type: "string",
    valueHint: "FILE",
    description: "file with the Fernet key, mode 0600 (else FIXOPS_EVIDENCE_KEY)",
  },
  "evidence-key-fd": {
    type: "string",
    valueHint: "N",
    description: "open file descriptor to read the Fernet key from",
  },
} as const satisfies FlagTable;

/** Where a signature may come from; a private key never stands on the command line itself. */
export const signFlags = {
  "signing-key": {
    type: "string",
    valueHint: "FILE|exec:COMMAND",
    description: "private key in PEM, mode 0600, or a command that signs (else FIXOPS_SIGNING_KEY)",
  },
  "signing-key-fd": {
    type: "string",
    valueHint: "N",
    description: "open file descriptor to read the private key from",
  },
  "signing-pub": {
    type: "string",
    valueHint: "FILE",
    description: "public key that signatures of exec:COMMAND must hold under",
  },
} as const satisfies FlagTable;

/** What signatures are verified with. */
export const publicKeyFlag = {
  key: {
    type: "string",
    valueHint: "FILE",
    multiple: true,
    description: "public key in PEM; runs must be signed with one of these",
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
    description: "encrypt the bundle (Fernet)",
    negativeDescription: "leave it unencrypted, whatever the overlay says",
  },
  compress: {
    type: "boolean",
    description: "gzip the bundle",
    negativeDescription: "leave it plain, whatever the overlay says",
  },
  ...keyFlags,
  ...signFlags,
  ...inputLimitFlags,
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
    ...signRequestOf(flags),
    maxInputBytes: readSize("--max-input-size", flags["max-input-size"]),
    followSymlinks: flags["follow-symlinks"],
  };
}

/** Where the key comes from. Throws USAGE_BAD_VALUE. */
export function keyRequestOf(flags: Flags<typeof keyFlags>): Pick<GateRequest, "keyFile" | "keyFd"> {
  const keyFd = readInteger("--evidence-key-fd", flags["evidence-key-fd"], 0);
  return { keyFile: flags["evidence-key-file"], keyFd };
}

/** Where signatures come from. Throws USAGE_BAD_VALUE. */
export function signRequestOf(flags: Flags<typeof signFlags>): SigningSource {
  const signingKeyFd = readInteger("--signing-key-fd", flags["signing-key-fd"], 0);
  return { signingKey: flags["signing-key"], signingKeyFd, signingPub: flags["signing-pub"] };
}

/** The keys that a run is verified with. Throws USAGE_BAD_VALUE. */
export function verifyRequestOf(flags: Flags<typeof keyFlags & typeof publicKeyFlag>): VerifyKeySource {
  return { ...keyRequestOf(flags), publicKeyFiles: flags.key };
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

/** Variable of the commands that take a key. */
export const keyEnvironment: readonly Explained[] = [["FIXOPS_EVIDENCE_KEY", "Fernet key: 32 bytes in base64url"]];

/** Variable of the commands that sign. */
export const signEnvironment: readonly Explained[] = [
  ["FIXOPS_SIGNING_KEY", "private key for signatures: PEM, base64 of it, a file, or exec:COMMAND"],
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
