import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import { counted } from "../../../domain/words.ts";
import { optional } from "../../../standards/wire.ts";
import { type XmlElement, xmlAttribute, xmlChildren } from "../../../standards/xml.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { xmlRoot } from "../forms.ts";
import { findingOf } from "./finding-draft.ts";
import { findingSieve, findingsReading, sift, unreadable } from "./finding-sieve.ts";
import { severityOfLevel } from "./level-words.ts";
import { firstLine } from "./report-text.ts";

/** Checkstyle XML, which many linters of other languages write as well. */
export const checkstyle: Format = {
  id: "checkstyle-xml",
  title: "Checkstyle XML",
  sign: "the root element `checkstyle`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  return xmlRoot(document)?.name === "checkstyle";
}

function read(document: Document, origin: Origin): Reading {
  const root = xmlRoot(document);
  const files = xmlChildren(root, "file");
  const sieve = findingSieve();
  for (const [index, file] of files.entries()) readFile(file, `/checkstyle/file[${index + 1}]`, { origin, sieve });
  const unparsed = [root, ...files].reduce((sum, element) => sum + xmlChildren(element, "exception").length, 0);
  const tools = new Set(sieve.findings.map(({ tool: name }) => name));
  const [tool = ownTool] = tools.size === 1 ? tools : [];
  return findingsReading(sieve, {
    items: "violations",
    coverage: {
      tool,
      // Other tools write the version of Checkstyle whose form they borrow.
      ...optional("toolVersion", tool === ownTool ? xmlAttribute(root, "version") : undefined),
      targets: files.length,
      doubts: [
        ...(files.length === 0 ? ["the report names no file that was checked"] : []),
        ...(unparsed > 0 ? [`the check of ${counted(unparsed, "file")} broke off with an exception`] : []),
      ],
    },
  });
}

type Sink = { readonly origin: Origin; readonly sieve: ReturnType<typeof findingSieve> };

function readFile(file: XmlElement, path: string, { origin, sieve }: Sink): void {
  for (const [index, error] of xmlChildren(file, "error").entries()) {
    const source = { input: origin.name, pointer: `${path}/error[${index + 1}]` };
    sift(sieve, toFinding(error, xmlAttribute(file, "name"), source));
  }
}

function toFinding(error: XmlElement, file: string | undefined, source: Source): Finding | string {
  const rule = xmlAttribute(error, "source");
  const message = xmlAttribute(error, "message");
  if (rule === undefined && message === undefined) return unreadable;
  const level = xmlAttribute(error, "severity");
  return findingOf({
    ruleId: rule ?? noRule,
    tool: toolOf(rule),
    level,
    severity: severityOfLevel(level),
    message,
    file,
    line: firstLine(xmlAttribute(error, "line")),
    source,
  });
}

/** A few writers leave `source` out. */
const noRule = "unnamed rule";

const ownTool = "checkstyle";

/** Checkstyle's `source` is a Java class; other tools put their name before the rule: `eslint.rules.eqeqeq`, `ShellCheck.SC2086`. */
function toolOf(rule: string | undefined): string {
  const name = /^([A-Za-z][\w-]{1,40})[./]/.exec(rule ?? "")?.[1]?.toLowerCase();
  return name === undefined || packages.has(name) ? ownTool : name;
}

/** First parts of Java package names. */
const packages: ReadonlySet<string> = new Set(["com", "org", "net", "io", "de"]);
