import { expect, test } from "bun:test";
import { inputKinds } from "../../../src/domain/input-file.ts";
import { globalFlags } from "../../../src/doors/cli/flag.ts";
import { parseFlags } from "../../../src/doors/cli/flags.ts";
import { gateFlags, gateRequestOf } from "../../../src/doors/cli/gate-flags.ts";

const request = (words: readonly string[]) => gateRequestOf(parseFlags({ ...gateFlags, ...globalFlags }, words, "run"));

test("there is a flag for each kind of input", () => {
  for (const kind of inputKinds) {
    expect(request([`--${kind}`, "a", `--${kind}`, "b"]).inputs).toEqual([
      { path: "a", expected: kind },
      { path: "b", expected: kind },
    ]);
  }
  expect(request(["--input", "reports/"]).inputs).toEqual([{ path: "reports/" }]);
});

test("nothing given leaves everything to the overlay and the environment", () => {
  const given = Object.entries(request([])).filter(([, value]) => value !== undefined);
  expect(Object.fromEntries(given)).toEqual({
    inputs: [],
    overlays: [],
    out: [],
    evidenceDir: "./evidence",
    registry: "./artefacts",
    isRegistryNamed: false,
    followSymlinks: false,
    trustedKeys: [],
    identityFiles: [],
    recipients: [],
    recipientFiles: [],
    allowNetworkFs: false,
    artefacts: [],
  });
});

test("every flag arrives", () => {
  const words =
    "--overlay a.yml --overlay b.yml --mode enterprise --app-id APP-1 --app-name pay --run-id r1 --commit c --artefacts-dir a --evidence-dir e " +
    "--output d.json --out md=d.md --out csv=a=b.csv --as-of 2026-01-01 --offline --sign --no-encrypt --no-compress --evidence-key-file k " +
    "--evidence-key-fd 3 --signing-key s --signing-key-fd 4 --signing-pub p --max-input-size 1KiB --follow-symlinks " +
    "--trusted-key t --trusted-root r --artefact x --identity i --recipient age1a --recipient age1b --recipients-file f " +
    "--log-key l --allow-network-fs";
  expect(request(words.split(" "))).toEqual({
    inputs: [],
    overlays: ["a.yml", "b.yml"],
    mode: "enterprise",
    appId: "APP-1",
    appName: "pay",
    runId: "r1",
    commit: "c",
    registry: "a",
    isRegistryNamed: true,
    evidenceDir: "e",
    output: "d.json",
    out: [
      { format: "md", path: "d.md" },
      { format: "csv", path: "a=b.csv" },
    ],
    asOf: "2026-01-01",
    sign: true,
    encrypt: false,
    compress: false,
    keyFile: "k",
    keyFd: 3,
    signingKey: "s",
    signingKeyFd: 4,
    signingPub: "p",
    maxInputBytes: 1024,
    followSymlinks: true,
    trustedKeys: ["t"],
    identityFiles: ["i"],
    recipients: ["age1a", "age1b"],
    recipientFiles: ["f"],
    logKey: "l",
    allowNetworkFs: true,
    trustedRoot: "r",
    artefacts: ["x"],
  });
});
