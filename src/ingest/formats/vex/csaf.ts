import { FixopsError } from "../../../domain/error.ts";
import { counted } from "../../../domain/words.ts";
import { at, field, isObject, list, optional, text } from "../../../standards/wire.ts";
import { account, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { malformedIdDoubts } from "../../identifiers.ts";
import { quote } from "../../visible.ts";
import { dateTimeOf } from "../date-time.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { rejectionDoubts, requireList, shown } from "../refusals.ts";
import { type ProductTree, readProductTree } from "./csaf-products.ts";
import { type CsafStatements, noStatus, readCsafStatements } from "./csaf-statements.ts";

const versions = ["2.0", "2.1"];

/** CSAF 2.0 and 2.1: VEX documents, and advisories of other categories, whose product statuses say the same. */
export const csaf: Format = {
  id: "csaf-json",
  title: "CSAF",
  sign: "`document.csaf_version`",
  versions: ["2.0", "2.1"],
  kinds: ["vex"],
  detect: (document) => field(field(jsonValue(document), "document"), "csaf_version") !== undefined,
  read,
};

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const formatVersion = supportedVersion(value, origin);
  requireList(value, "vulnerabilities", { title: "CSAF", file: origin.name, pointer: "" });
  const about = field(value, "document");
  const tracking = field(about, "tracking");
  const timestamp = dateTimeOf(text(tracking, "current_release_date"));
  const tree = readProductTree(field(value, "product_tree"));
  const author = text(field(about, "publisher"), "name");
  const context = { input: origin.name, tree, timestamp, author };
  const stated = readCsafStatements(list(value, "vulnerabilities"), context);
  const engine = at(tracking, "generator", "engine");
  return {
    formatVersion,
    coverage: {
      ...optional("tool", label(engine, "name")),
      ...optional("toolVersion", label(engine, "version")),
      ...optional("generatedAt", timestamp),
      doubts: [...documentDoubts(about, timestamp), ...contentDoubts(value, tree, stated)],
    },
    accounts: [account("product statuses", stated.kept, stated.notUsed)],
    notices: noticesOf(about),
    items: { vexStatements: stated.statements },
  };
}

function supportedVersion(value: unknown, origin: Origin): string {
  const version = at(value, "document", "csaf_version");
  if (typeof version === "string" && versions.includes(version)) return version;
  throw new FixopsError(
    "INPUT_UNSUPPORTED_VERSION",
    `csaf_version is ${shown(version)}; expected ${versions.join(" or ")}`,
    {
      where: { file: origin.name, pointer: "/document/csaf_version" },
      hint: "ask the publisher for the document as CSAF 2.0",
    },
  );
}

/** Categories of documents that take back what they said (CSAF 2.1 §4, profiles 6 and 7). */
const takenBack: ReadonlyMap<string, string> = new Map([
  ["csaf_withdrawn", "withdrawn"],
  ["csaf_superseded", "superseded by another"],
]);

function documentDoubts(about: unknown, timestamp: string | undefined): readonly string[] {
  const tracking = field(about, "tracking");
  const end = takenBack.get(text(about, "category") ?? "");
  return [
    ...(end === undefined ? [] : [`the document is ${end}`]),
    ...(text(tracking, "status") === "draft" ? ["the document is a draft"] : []),
    ...(timestamp === undefined ? ["tells no date of its release"] : []),
    ...(text(field(about, "publisher"), "name") === undefined ? ["names no publisher"] : []),
  ];
}

function contentDoubts(value: unknown, tree: ProductTree, stated: CsafStatements): readonly string[] {
  const names = list(value, "vulnerabilities").flatMap((entry) => text(entry, "cve") ?? []);
  return [
    ...(stated.statements.length === 0 ? ["makes no statement about a product"] : []),
    ...rejectionDoubts("product statuses", faultsOf(stated.notUsed)),
    ...[...stated.faults].map(([what, n]) => `${n} of the ${what}`),
    ...(tree.ambiguous > 0
      ? [`${counted(tree.ambiguous, "product id stands", "product ids stand")} for several products`]
      : []),
    ...(tree.misshapen > 0 ? [`${counted(tree.misshapen, "list")} of the product tree cannot be read`] : []),
    ...malformedIdDoubts(names.map((id) => ({ id }))),
  ];
}

function faultsOf(notUsed: Tally): Tally {
  const plain = new Set(noStatus.values());
  return new Map([...notUsed].filter(([reason]) => !plain.has(reason)));
}

function noticesOf(about: unknown): readonly string[] {
  const category = field(about, "category");
  const notices: string[] = [];
  if (category !== "csaf_vex") {
    const what = typeof category === "string" ? quote(category) : shown(category);
    notices.push(`the category of the document is ${what}, not "csaf_vex": its product statuses are read all the same`);
  }
  if (isObject(about) && text(field(about, "tracking"), "status") === "interim")
    notices.push("the status of the document is interim: its publisher expects changes");
  return notices;
}
