import { field, list, text } from "../../../standards/wire.ts";
import { type ComponentDraft, type FileDraft, setFound } from "./component-draft.ts";
import { contactIn } from "./contact.ts";

/** Adds what a CycloneDX `component` says beyond what identifies it: who made it, licences by kind, its file, its end. */
export function addFacts(component: ComponentDraft, item: unknown): void {
  setFound(component, "producer", producerOf(item));
  setFound(component, "contact", contactOf(item));
  addLicenceKinds(component, item);
  if (hasOtherId(item)) component.hasOtherId = true;
  addProperties(component, item);
  addDistribution(component, item);
}

/** `manufacturer` and `authors` since 1.6; before, `author` and `publisher`. */
function producerOf(item: unknown): string | undefined {
  const [author] = list(item, "authors");
  return (
    text(field(item, "manufacturer"), "name") ?? text(author, "name") ?? text(item, "author") ?? text(item, "publisher")
  );
}

function contactOf(item: unknown): string | undefined {
  const made = field(item, "manufacturer");
  if (made === undefined && field(item, "authors") === undefined) return undefined;
  return contactsOf(made)[0] ?? list(item, "authors").flatMap(contactsOf)[0];
}

/** Addresses of an `organizationalEntity` or `organizationalContact`: its own, its web pages, its contacts'. */
export function contactsOf(entity: unknown): readonly string[] {
  const own = [text(entity, "email"), ...list(entity, "url")];
  const contacts = list(entity, "contact").map((contact) => text(contact, "email"));
  return [...own, ...contacts].flatMap((one) => (typeof one === "string" ? (contactIn(one) ?? []) : []));
}

/** `acknowledgement` (1.6) tells declared licences from concluded ones. */
function addLicenceKinds(component: ComponentDraft, item: unknown): void {
  const kinds = list(item, "licenses").map(kindOf);
  if (kinds.every((kind) => kind === undefined) || kinds.length !== component.licenses.length) return;
  const declared = component.licenses.filter((_, index) => kinds[index] === "declared");
  const concluded = component.licenses.filter((_, index) => kinds[index] === "concluded");
  if (declared.length > 0) component.declaredLicenses = declared;
  if (concluded.length > 0) component.concludedLicenses = concluded;
}

function kindOf(choice: unknown): string | undefined {
  return text(choice, "acknowledgement") ?? text(field(choice, "license"), "acknowledgement");
}

function hasOtherId(item: unknown): boolean {
  if (list(item, "omniborId").length + list(item, "swhid").length > 0) return true;
  return text(field(item, "swid"), "tagId") !== undefined;
}

const bsi = "bsi:component:";

/** Milestones of the CycloneDX property taxonomy (`cdx:lifecycle`) after which nobody mends a component. */
const ends: ReadonlySet<string> = new Set([
  "cdx:lifecycle:milestone:endOfSupport",
  "cdx:lifecycle:milestone:endOfLife",
]);

/** `cdx:npm:deprecated` and its like: the notice of the registry. */
const deprecation = /^cdx:[a-z]{1,20}:deprecated$/;

function addProperties(component: ComponentDraft, item: unknown): void {
  for (const property of list(item, "properties")) {
    const name = text(property, "name");
    if (name === undefined) continue;
    if (name.startsWith(bsi)) addFileProperty(component, name.slice(bsi.length), property);
    else if (name.startsWith("cdx:")) addEnding(component, name, text(property, "value") ?? "");
  }
}

function addEnding(component: ComponentDraft, name: string, value: string): void {
  if (ends.has(name)) addEnd(component, value);
  else if (deprecation.test(name) && value !== "false") component.deprecated = value === "true" ? "" : value;
}

/** The earlier of two ends counts, as far as dates are written alike. */
function addEnd(component: ComponentDraft, date: string): void {
  if (date !== "" && (component.supportEnds === undefined || date < component.supportEnds))
    component.supportEnds = date;
}

/** Names and words of the BSI property taxonomy (TR-03183-2 v2.1.0 §5.2.2, §8.2); other words say nothing. */
function addFileProperty(component: ComponentDraft, name: string, property: unknown): void {
  const value = text(property, "value")?.trim() ?? "";
  if (value === "") return;
  const file = fileOf(component);
  const word = value.toLowerCase();
  if (name === "filename") file.name = value;
  if (name === "executable") setWord(file, "executable", word, ["executable", "non-executable"]);
  if (name === "archive") setWord(file, "archive", word, ["archive", "no archive"]);
  if (name === "structured") setWord(file, "structured", word, ["structured", "unstructured"]);
}

function setWord(
  file: FileDraft,
  member: "executable" | "archive" | "structured",
  word: string,
  [yes, no]: readonly [string, string],
): void {
  if (word === yes || word === no) file[member] = word === yes;
}

/** What the BSI asks for is the hash of the file that is delivered: that of a `distribution` reference (§8.2). */
function addDistribution(component: ComponentDraft, item: unknown): void {
  const distributed = list(item, "externalReferences").filter((one) => text(one, "type") === "distribution");
  const hashes = distributed.flatMap(hashesOf);
  if (hashes.length > 0) fileOf(component).hashes = hashes;
}

function fileOf(component: ComponentDraft): FileDraft {
  const file: FileDraft = component.file ?? { hashes: [] };
  component.file = file;
  return file;
}

/** `ALG:hex` of each of `hashes`. */
export function hashesOf(item: unknown): readonly string[] {
  const hashes: string[] = [];
  for (const hash of list(item, "hashes")) {
    const algorithm = text(hash, "alg");
    const content = text(hash, "content");
    if (algorithm !== undefined && content !== undefined) hashes.push(`${algorithm}:${content}`);
  }
  return hashes;
}

/** Members of `metadata` that name who made the BOM: `manufacturer` since 1.6, `manufacture` before, and `authors`. */
export function makersOf(bom: unknown): readonly unknown[] {
  const metadata = field(bom, "metadata");
  const entities = [field(metadata, "manufacturer"), field(metadata, "manufacture"), ...list(metadata, "authors")];
  return entities.filter((entity) => entity !== undefined && text(entity, "name") !== undefined);
}
