import type { GateRequest } from "../../../src/doors/actions/gate.ts";
import { type FakeOptions, type FakeRuntime, fakeRuntime } from "../../support/runtime.ts";

export const key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
export const otherKey = "_wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/** Where all runs of these tests put their evidence. */
export const evidence = "/w/evidence";

const purl = "pkg:npm/lodash@4.17.20";

const sbom = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  components: [{ type: "library", name: "lodash", version: "4.17.20", purl }],
});

function scan(severity: string | undefined): string {
  const match = {
    vulnerability: { id: "CVE-2021-23337", severity },
    artifact: { name: "lodash", version: "4.17.20", type: "npm", purl },
  };
  return JSON.stringify({
    matches: severity === undefined ? [] : [match],
    source: { type: "directory", target: "." },
    descriptor: { name: "grype", version: "0.80" },
  });
}

/** A disk with an SBOM and a scan that found something as severe as told, or nothing. */
export function gateRuntime(options: FakeOptions = {}, severity?: string): FakeRuntime {
  return fakeRuntime({
    ...options,
    files: { "/w/sbom.json": sbom, "/w/scan.json": scan(severity), ...options.files },
  });
}

export function gateRequest(over: Partial<GateRequest> = {}): GateRequest {
  return {
    inputs: [
      { path: "/w/sbom.json", expected: "sbom" },
      { path: "/w/scan.json", expected: "cve" },
    ],
    overlays: [],
    evidenceDir: evidence,
    followSymlinks: false,
    ...over,
  };
}

/** Changes one byte of a file on the fake disk. */
export function tamper(runtime: FakeRuntime, path: string, at = 10): void {
  const bytes = Uint8Array.from(runtime.disk.get(path) ?? []);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  runtime.disk.set(path, bytes);
}
