import { canonical, gunzip, hex, openFernet, parseCanonical, sha256Of, textOf, unhex, utf8 } from "./bytes.js";
import { fail, oneOf, pass, unknown } from "./results.js";
import { leafHash, treeOf } from "./trees.js";

/* The bundle and the inputs of a run: what they open to, and what is in the bundle. */

/** The plain bytes of a document; or why it was not opened. */
async function unseal(what, record, { read }, { fernet }) {
  const packed = await read(record.name);
  if (packed === undefined) return { checks: [] };
  if (record.encoding.includes("age"))
    return { checks: [unknown(what, "is encrypted with age, which browsers do not know")] };
  if (record.encoding.includes("fernet") && fernet === "")
    return { checks: [unknown(what, "is encrypted, and no key was given")] };
  let bytes = packed;
  for (const step of record.encoding.toReversed()) {
    bytes = step === "gzip" ? await gunzip(bytes, record.bytes) : await openWithAny(bytes, fernet);
  }
  const found = `${bytes.length} bytes, SHA-256 ${await sha256Of(bytes)}`;
  const listed = `${record.bytes} bytes, SHA-256 ${record.sha256}`;
  if (found !== listed) return { checks: [fail(what, `opens to ${found}; the manifest says ${listed}`)] };
  return { bytes, checks: [pass(what, `opens to ${listed}`)] };
}

/** Keys are parted by spaces and commas, as the program takes them. */
async function openWithAny(token, keys) {
  const [key, ...others] = keys.split(/[\s,]+/);
  try {
    return await openFernet(token, key);
  } catch (error) {
    if (others.length === 0) throw error;
    return openWithAny(token, others.join(" "));
  }
}

export async function checkBundle(run, given) {
  const { manifest, decision } = run;
  const { bytes, checks } = await unseal("bundle", manifest.bundle, run, given);
  if (bytes === undefined) return checks;
  const bundle = parseCanonical(textOf(bytes));
  const names = Object.keys(bundle.sections).toSorted();
  const listed = names.map((name) => ({ name, status: bundle.sections[name].status }));
  const pairs = { sections: [listed, manifest.sections] };
  for (const name of ["run_id", "mode", "as_of", "app", "tool"]) pairs[name] = [bundle[name], manifest[name]];
  const { root } = await treeOf(await Promise.all(names.map((name) => sectionLeaf(bundle, name))));
  const { status: _, ...inside } = bundle.sections.decision ?? {};
  return [
    ...checks,
    compare("bundle content", pairs, `canonical, ${names.length} sections as listed`),
    oneOf("bundle sections", hex(root) === manifest.sections_root, `root ${hex(root)}`, `have the root ${hex(root)}`),
    oneOf(
      "bundle decision",
      canonical(inside) === decision?.text,
      "the section is decision.json",
      "the section differs",
    ),
  ];
}

/** A leaf with a salt of its own, so that a withheld section cannot be guessed. */
async function sectionLeaf(bundle, name) {
  const method = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", unhex(bundle.salt), method, false, ["sign"]);
  const salt = hex(new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(`fixops section ${name}`))));
  return leafHash(utf8(canonical([name, salt, bundle.sections[name]])));
}

export async function checkInputs(run, given) {
  const record = run.manifest.inputs_document;
  return record === undefined ? [] : (await unseal("inputs document", record, run, given)).checks;
}

/** The members in which two objects differ. */
function differing(pairs) {
  return Object.entries(pairs).flatMap(([name, [a, b]]) =>
    canonical(a ?? null) === canonical(b ?? null) ? [] : [name],
  );
}

export function compare(what, pairs, good) {
  const names = differing(pairs);
  return oneOf(what, names.length === 0, good, `differs from the manifest in ${names.join(", ")}`);
}
