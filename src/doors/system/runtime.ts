import type { Assets, Runtime } from "../../domain/runtime.ts";
import { sha256Hex } from "../../standards/sha256.ts";
import { auditFile } from "./audit-file.ts";
import { now } from "./clock.ts";
import { environment } from "./environment.ts";
import { files } from "./files.ts";
import { giveBack } from "./give-back.ts";
import { readSecret } from "./keys.ts";
import { randomBytes } from "./random.ts";
import { signer } from "./signer.ts";
import { terminal } from "./stdio.ts";

/** The real outside of a run; made once, in `main.ts`, from the texts that are built into the binary. */
export function systemRuntime(assets: Assets): Runtime {
  return {
    now,
    randomBytes,
    environment,
    readSecret,
    signer,
    files,
    auditLog: auditFile,
    assets,
    terminal: terminal(),
    sha256: sha256Hex,
    bundleVerifier: async () => (await import("./bundle-verifier.ts")).bundleVerifier,
    age: async () => (await import("./age.ts")).age,
    giveBack,
  };
}
