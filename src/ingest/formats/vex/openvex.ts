import type { z } from "zod";
import { FixopsError } from "../../../domain/error.ts";
import { type VexProduct, type VexStatement, vexStatuses } from "../../../domain/vex.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { field, list, optional, text } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { canonicalVulnerabilityId, vulnerabilityIdsIn } from "../../identifiers.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { rejectionDoubts, shown } from "../refusals.ts";
import {
  type OpenvexDocument,
  type OpenvexPart,
  type OpenvexProduct,
  type OpenvexStatement,
  openvexDocument,
} from "./openvex-schema.ts";

/**
 * OpenVEX 0.0.1 and 0.2.0. A VEX file can close a vulnerability, so one that strays from its own format is refused as
 * a whole, with the place, instead of being read in part.
 */
export const openvex: Format = {
  id: "openvex-json",
  title: "OpenVEX",
  sign: "a `@context` of OpenVEX",
  versions: ["0.0.1", "0.2.0"],
  kinds: ["vex"],
  detect: (document) => isMine(jsonValue(document)),
  read,
};

/** Documents from before 0.0.1, and of programs that leave the context blank, are recognised to be refused by name. */
function isMine(value: unknown): boolean {
  const context = field(value, "@context");
  if (context === undefined || context === "") return text(value, "author") !== undefined && hasStatements(value);
  return contextOf(value)?.includes("openvex") === true;
}

/** Only VEX has statements with a status of VEX about a vulnerability (`vul_id` at first). */
function hasStatements(value: unknown): boolean {
  const words: readonly string[] = vexStatuses;
  return list(value, "statements").some((statement) => {
    const subject = field(statement, "vulnerability") ?? field(statement, "vul_id");
    return subject !== undefined && words.includes(text(statement, "status") ?? "");
  });
}

function contextOf(value: unknown): string | undefined {
  const context = field(value, "@context");
  return typeof context === "string" ? context : undefined;
}

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const formatVersion = supportedVersion(value, origin);
  const vex = parse(value, origin);
  const statements: VexStatement[] = [];
  const notUsed: Tally = new Map();
  for (const [i, raw] of (vex.statements ?? []).entries()) {
    const source = { input: origin.name, pointer: `/statements/${i}` };
    const statement = toStatement(raw, vex, source);
    if (statement.products.length === 0) count(notUsed, noProduct);
    else statements.push(statement);
  }
  return {
    formatVersion,
    coverage: {
      ...optional("tool", label(vex, "tooling")),
      ...optional("generatedAt", vex.timestamp),
      doubts: doubtsOf(vex, notUsed),
    },
    accounts: [account("statements", statements.length, notUsed)],
    notices: noticesOf(statements),
    items: { vexStatements: statements },
  };
}

const noProduct = "names no product";

/** Without a version the context means 0.0.1 (OpenVEX specification, document fields). */
const versionOfContext: ReadonlyMap<string, string> = new Map([
  ["https://openvex.dev/ns", "0.0.1"],
  ["https://openvex.dev/ns/v0.0.1", "0.0.1"],
  ["https://openvex.dev/ns/v0.2.0", "0.2.0"],
]);

function supportedVersion(value: unknown, origin: Origin): string {
  const context = contextOf(value) ?? "";
  const version = versionOfContext.get(context.endsWith("/") ? context.slice(0, -1) : context);
  if (version !== undefined) return version;
  throw new FixopsError(
    "INPUT_UNSUPPORTED_VERSION",
    `@context is ${shown(contextOf(value))}; expected OpenVEX v0.0.1 or v0.2.0`,
    {
      where: { file: origin.name, pointer: "/@context" },
      hint: "write the document again with vexctl, which makes OpenVEX v0.2.0",
    },
  );
}

function parse(value: unknown, origin: Origin): OpenvexDocument {
  const result = openvexDocument.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const rest = result.error.issues.length - 1;
  const more = rest > 0 ? `; faults besides: ${rest}` : "";
  throw new FixopsError("INPUT_MALFORMED", `the OpenVEX document is not valid: ${faultText(first)}${more}`, {
    where: { file: origin.name, pointer: pointer(...(first?.path ?? [])) },
    hint: "correct that place; the OpenVEX specification lists the allowed words",
    cause: result.error,
  });
}

function faultText(issue: z.core.$ZodIssue | undefined): string {
  const message = issue?.message ?? "unknown fault";
  return typeof issue?.input === "string" ? `${message}, found ${shown(issue.input)}` : message;
}

function toStatement(raw: OpenvexStatement, vex: OpenvexDocument, source: VexStatement["source"]): VexStatement {
  const vulnerability = canonicalVulnerabilityId(vulnerabilityName(raw.vulnerability));
  const aliases = (raw.vulnerability.aliases ?? []).map(canonicalVulnerabilityId);
  return {
    vulnerability,
    aliases: [...new Set(aliases)].filter((alias) => alias !== vulnerability),
    products: (raw.products ?? []).map((product) => toProduct(product, raw.subcomponents ?? [])),
    status: raw.status,
    ...optional("justification", raw.justification ?? undefined),
    ...optional("impact", raw.impact_statement),
    ...optional("action", raw.action_statement),
    ...optional("timestamp", raw.timestamp ?? vex.timestamp),
    ...optional("author", vex.author),
    source,
  };
}

/** The name; a document of the first drafts has only an `@id`, the address of the CVE or GHSA record. */
function vulnerabilityName(vulnerability: OpenvexStatement["vulnerability"]): string {
  const address = vulnerability["@id"] ?? "";
  return vulnerability.name ?? vulnerabilityIdsIn(address)[0] ?? address;
}

/** In 0.0.1 the subcomponents stand beside the products and belong to each of them. */
function toProduct(product: OpenvexProduct, shared: readonly OpenvexPart[]): VexProduct {
  return { ...toPart(product), subcomponents: [...(product.subcomponents ?? []), ...shared].map(toPart) };
}

function toPart(part: OpenvexPart): { readonly id: string; readonly purl?: string } {
  const { purl, cpe23, cpe22 } = part.identifiers ?? {};
  const id = part["@id"] ?? purl ?? cpe23 ?? cpe22 ?? "";
  return { id, ...optional("purl", canonicalPurl(id) ?? canonicalPurl(purl ?? "")) };
}

function doubtsOf(vex: OpenvexDocument, notUsed: Tally): readonly string[] {
  if ((vex.statements ?? []).length === 0) return ["holds no statement"];
  return rejectionDoubts("statements", notUsed);
}

function noticesOf(statements: readonly VexStatement[]): readonly string[] {
  const timeless = statements.filter(({ timestamp }) => timestamp === undefined).length;
  return timeless === 0 ? [] : [`statements without timestamp in a document without one: ${timeless}`];
}
