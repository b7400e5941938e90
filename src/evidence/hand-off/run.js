import { canonical, parseDocument, sha256Of, textOf, utf8 } from "./bytes.js";
import { checkProof, checkRecord } from "./record.js";
import { attempt, fail, oneOf, pass } from "./results.js";
import { checkBundle, checkInputs, compare } from "./sealed.js";
import { fits, isObject, manifestShape } from "./shapes.js";
import { checkSignatures, signatureFiles } from "./signed.js";

/* One run of a copy: its manifest, and the files that it lists. */

export async function checkRun(copy, directory, given) {
  const inside = copy.paths
    .filter((path) => path.startsWith(`${directory}/`))
    .map((path) => path.slice(directory.length + 1));
  const read = async (name) => (inside.includes(name) ? copy.read(`${directory}/${name}`) : undefined);
  const bytes = await read("manifest.json");
  if (bytes === undefined) return [fail("manifest", "is missing")];
  const manifest = parseDocument(bytes);
  if (!fits(manifest, manifestShape)) return [fail("manifest", "has not the form of a manifest")];
  const { manifest_sha256: self, ...rest } = manifest;
  if ((await sha256Of(utf8(canonical(rest)))) !== self) return [fail("manifest", "has not its own digest")];
  const run = { manifest, bytes, inside, read, self: await sha256Of(bytes), decision: await readDecision(read) };
  if (manifest.log_key !== undefined) given.logKeys.add(manifest.log_key);
  const place = `${manifest.mode}/${manifest.run_id}`;
  return [
    pass("manifest", `canonical, digest ${self}`),
    oneOf("place", directory === place, place, `the manifest is that of ${place}`),
    ...(await checkFiles(run)),
    ...checkDecision(run),
    ...(await attempt("bundle", () => checkBundle(run, given))),
    ...(await attempt("inputs document", () => checkInputs(run, given))),
    ...(await checkSignatures(run, given)),
    ...(await attempt("audit log", () => checkRecord(run, given.log))),
    ...(await attempt("log proof", () => checkProof(run, given.log))),
    ...checkRetention(manifest),
  ];
}

async function readDecision(read) {
  try {
    const bytes = await read("decision.json");
    return { value: parseDocument(bytes), text: textOf(bytes).slice(0, -1) };
  } catch {
    return undefined;
  }
}

async function checkFiles({ manifest, inside, read }) {
  const checks = [];
  for (const { name, bytes: length, sha256: expected } of manifest.files) {
    const bytes = await read(name);
    const found = bytes && `${bytes.length} bytes, SHA-256 ${await sha256Of(bytes)}`;
    const listed = `${length} bytes, SHA-256 ${expected}`;
    checks.push(
      oneOf(`file ${name}`, found === listed, listed, `is ${found ?? "missing"}; the manifest says ${listed}`),
    );
  }
  const listed = manifest.files.map(({ name }) => name);
  const needed = ["decision.json", manifest.bundle.name, manifest.inputs_document?.name ?? "decision.json"];
  const isSet = new Set(["manifest.json", ...listed]).size === listed.length + 1;
  const isWhole = isSet && needed.every((name) => listed.includes(name));
  const signatures = manifest.signed_by === undefined ? [] : signatureFiles;
  const own = [
    ...listed,
    "manifest.json",
    ...signatures,
    ...(manifest.log_key === undefined ? [] : ["audit.tlog-proof"]),
  ];
  const unlisted = inside.filter((name) => !own.includes(name));
  return [
    ...checks,
    oneOf("file list", isWhole, `${listed.length} files`, "the manifest repeats a file or leaves one out"),
    oneOf("unlisted files", unlisted.length === 0, "none", `the manifest does not list ${unlisted.join(", ")}`),
  ];
}

const exitCodes = { GO: 0, "NO-GO": 1, CONDITIONAL: 2 };

function checkDecision({ decision, manifest }) {
  if (decision === undefined || !isObject(decision.value))
    return [fail("decision", "is not what is written under that name")];
  const { value } = decision;
  const pairs = { exit_code: [value.exit_code, exitCodes[manifest.verdict]] };
  for (const name of ["run_id", "as_of", "verdict", "app", "tool", "overlay", "intel"])
    pairs[name] = [value[name], manifest[name]];
  pairs.inputs = [value.inputs?.map(({ name, sha256, bytes }) => ({ name, sha256, bytes })), manifest.inputs];
  return [compare("decision", pairs, `${manifest.verdict}, run ${manifest.run_id}`)];
}

function checkRetention({ as_of, retention_days: days, retention_until: until }) {
  const end = new Date(Date.parse(as_of) + days * 86_400_000);
  const expected = Number.isNaN(end.getTime()) ? "no date" : end.toISOString().replace(".000Z", "Z");
  return [oneOf("retention", expected === until, `to be kept until ${until}`, `says ${until}, expected ${expected}`)];
}
