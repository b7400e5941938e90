import type { z } from "zod";
import type { BusinessContext, ContextFacts } from "../../../domain/design.ts";
import { FixopsError } from "../../../domain/error.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject, list, optional } from "../../../standards/wire.ts";
import { account } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { type Notices, notice, noticeTexts } from "../../notices.ts";
import { quote } from "../../visible.ts";
import { dataValue } from "../forms.ts";
import { readFacts, splitList } from "./context-facts.ts";
import { hasOnlyContextKeys, isContext, unknownContextKeys, unknownFactKeys } from "./context-keys.ts";
import { contextSchema, type WireContext } from "./context-schema.ts";

/** Business context as JSON or YAML (DESIGN §10): what the application is worth, where it runs, what it holds. */
export const businessContext: Format = {
  id: "business-context",
  title: "business context",
  sign: "`criticality`, `data_sensitivity`, `internet_exposed`, `regulations`, `ssvc` or `business_context`, or only keys that a context has",
  versions: [],
  kinds: ["context"],
  detect: (document) => isMine(dataValue(document)),
  read,
};

/** SSVC decision points (CISA SSVC guide, CERT/CC SSVC); others are kept with a notice. */
const ssvcKeys: ReadonlySet<string> = new Set([
  "exploitation",
  "exposure",
  "automatable",
  "utility",
  "technical_impact",
  "mission_impact",
  "safety_impact",
]);

function isMine(value: unknown): boolean {
  return isObject(value) && (isContext(value) || hasOnlyContextKeys(value));
}

function read(document: Document, origin: Origin): Reading {
  const value = dataValue(document);
  const parsed = contextSchema.safeParse(value);
  if (!parsed.success) throw malformed(parsed.error, origin.name);
  const notices: Notices = new Map();
  noteUnknownKeys(value, notices);
  const context = toContext(parsed.data, origin.name, notices);
  return {
    coverage: { doubts: saysNothing(context) ? ["it states no business fact"] : [] },
    accounts: [account("contexts", 1, new Map()), account("components", context.components.length, new Map())],
    notices: noticeTexts(notices),
    items: { contexts: [context] },
  };
}

function malformed(error: z.ZodError, file: string): FixopsError {
  const issue = error.issues[0];
  const path = issue?.path ?? [];
  const where = { file, pointer: pointer(...path) };
  const message = `the value of ${quote(path.map(String).join("."))} has the wrong type: ${issue?.message ?? "unreadable"}`;
  const hint = "write a text, or for lists such as regulations a list of texts";
  return new FixopsError("INPUT_MALFORMED", message, { where, hint, cause: error });
}

function toContext(wire: WireContext, input: string, notices: Notices): BusinessContext {
  const layers = [{ place: [], facts: wire }];
  const wrapped = wire.business_context ? [{ place: ["business_context"], facts: wire.business_context }] : [];
  const frameworks = wire.compliance?.frameworks ?? [];
  const regulations = typeof frameworks === "string" ? splitList(frameworks) : frameworks;
  return {
    ...readFacts([...layers, ...wrapped], regulations, notices),
    ...optional("application", applicationOf(wire)),
    components: (wire.components ?? []).map((component, index) => {
      const facts = readFacts([{ place: ["components", index], facts: component }], [], notices);
      return { name: component.name, ...facts };
    }),
    ssvc: ssvcOf(wire, notices),
    source: { input, pointer: "" },
  };
}

function applicationOf({ application, app_name }: WireContext): string | undefined {
  const name = typeof application === "string" ? application : application?.name;
  return name || app_name || undefined;
}

function ssvcOf(wire: WireContext, notices: Notices): readonly (readonly [key: string, value: string])[] {
  const pairs = Object.entries(wire.ssvc ?? {}).map(([key, value]) => [key, answerText(value)] as const);
  for (const [key] of pairs) {
    if (!ssvcKeys.has(key))
      notice(notices, `ssvc ${key}`, `/ssvc: ${quote(key)} is no SSVC decision point that is known`);
  }
  return pairs;
}

/** SSVC words for what YAML makes a boolean of. */
function answerText(value: string | boolean | number): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value).trim();
}

function noteUnknownKeys(value: unknown, notices: Notices): void {
  for (const key of unknownContextKeys(value)) notice(notices, `key ${key}`, `the key ${quote(key)} is not used`);
  for (const key of unknownFactKeys(field(value, "business_context"))) {
    notice(notices, `wrapped ${key}`, `/business_context: the key ${quote(key)} is not used`);
  }
  for (const [index, component] of list(value, "components").entries()) {
    for (const key of unknownFactKeys(component)) {
      notice(notices, `component ${key}`, `/components/${index}: the key ${quote(key)} is not used`);
    }
  }
}

function saysNothing(context: BusinessContext): boolean {
  return context.ssvc.length === 0 && [context, ...context.components].every(isBlank);
}

function isBlank(facts: ContextFacts): boolean {
  const { criticality, environment, internetExposed, users, owner, sla, dataSensitivity, regulations } = facts;
  const words = [criticality, environment, internetExposed, users, owner, sla];
  return words.every((word) => word === undefined) && dataSensitivity.length === 0 && regulations.length === 0;
}
