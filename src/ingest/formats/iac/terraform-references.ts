import { withoutInstanceKeys } from "../../../domain/resource.ts";
import { at, field, isObject, list, text, texts } from "../../../standards/wire.ts";

/** Address without instance keys → top-level attribute → what its expression names, as addresses without keys. */
export type References = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/**
 * What the expressions of a plan's `configuration` refer to, followed through the variables and outputs of modules.
 * A name that cannot be followed (`local.*`, `each.value`: a plan does not hold them) is kept as it is.
 * Source: Terraform's JSON output format, "configuration representation" and "expression representation".
 */
export function configuredReferences(plan: unknown): References {
  const found = new Map<string, ReadonlyMap<string, readonly string[]>>();
  const root: Module = {
    path: "",
    value: at(plan, "configuration", "root_module"),
    calls: new Map(),
    resolved: new Map(),
  };
  for (const module of withChildren(root)) {
    for (const resource of list(module.value, "resources")) {
      const address = text(resource, "address");
      if (address !== undefined) found.set(prefixed(module, address), attributesOf(resource, module));
    }
  }
  return found;
}

type Module = {
  /** `module.a.module.b`, empty for the root. */
  readonly path: string;
  readonly value: unknown;
  readonly calls: Map<string, Module>;
  /** Names that were followed, and those that are being followed, which lead nowhere new. */
  readonly resolved: Map<string, readonly string[]>;
  /** Who calls it, and with which expressions. */
  readonly caller?: { readonly module: Module; readonly expressions: unknown };
};

function withChildren(root: Module): readonly Module[] {
  const all: Module[] = [root];
  for (const module of all) {
    const calls = field(module.value, "module_calls");
    for (const [name, call] of isObject(calls) ? Object.entries(calls) : []) {
      const path = module.path === "" ? `module.${name}` : `${module.path}.module.${name}`;
      const caller = { module, expressions: field(call, "expressions") };
      const child: Module = { path, value: field(call, "module"), calls: new Map(), resolved: new Map(), caller };
      module.calls.set(name, child);
      all.push(child);
    }
  }
  return all;
}

function prefixed(module: Module, address: string): string {
  return module.path === "" ? address : `${module.path}.${address}`;
}

function attributesOf(resource: unknown, module: Module): ReadonlyMap<string, readonly string[]> {
  const expressions = field(resource, "expressions");
  const each = namesIn(field(resource, "for_each_expression"));
  const byAttribute = new Map<string, readonly string[]>();
  for (const [attribute, expression] of isObject(expressions) ? Object.entries(expressions) : []) {
    const names = namesIn(expression).flatMap((name) => (name.startsWith("each.") ? each : [name]));
    if (names.length > 0) byAttribute.set(attribute, [...new Set(names.flatMap((name) => resolve(name, module)))]);
  }
  return byAttribute;
}

/** The `references` of an expression and of the blocks and lists in it. */
function namesIn(expression: unknown): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap(namesIn);
  if (!isObject(expression)) return [];
  const own = texts(expression, "references");
  return own.length > 0 ? own : Object.values(expression).flatMap(namesIn);
}

/** A name in a module → addresses. Each is followed once: a hostile plan could make the ways to it countless. */
function resolve(name: string, module: Module): readonly string[] {
  const plain = withoutInstanceKeys(name);
  const known = module.resolved.get(plain);
  if (known !== undefined) return known;
  module.resolved.set(plain, []);
  const addresses = [...new Set(follow(plain, module))].slice(0, maxNames);
  module.resolved.set(plain, addresses);
  return addresses;
}

/** More than any expression names. */
const maxNames = 1000;

function follow(name: string, module: Module): readonly string[] {
  const [head = "", second = "", third = ""] = name.split(".", 3);
  if (head === "var") return followVariable(name, second, module);
  if (head === "module") return followOutput(name, [second, third], module);
  if (unresolved.has(head) || second === "") return [name];
  return [prefixed(module, head === "data" ? `${head}.${second}.${third}` : `${head}.${second}`)];
}

/** A variable is what the caller of the module says; those of the root are given from outside. */
function followVariable(name: string, variable: string, { caller }: Module): readonly string[] {
  if (caller === undefined) return [name];
  return namesIn(field(caller.expressions, variable)).flatMap((one) => resolve(one, caller.module));
}

function followOutput(name: string, [call, output]: readonly [string, string], module: Module): readonly string[] {
  const child = module.calls.get(call);
  const expression = at(child?.value, "outputs", output, "expression");
  if (child === undefined || expression === undefined) return output === "" ? [] : [name];
  return namesIn(expression).flatMap((one) => resolve(one, child));
}

/** Heads of names that are no resource. */
const unresolved: ReadonlySet<string> = new Set(["local", "each", "count", "self", "path", "terraform"]);
