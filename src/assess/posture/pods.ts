import { isValueObject, type Resource, type Value } from "../../domain/resource.ts";

/** True for a Kubernetes object of whatever kind that has containers somewhere in its spec: operators run pods of their own. */
export function runsPods({ platform, values }: Resource): boolean {
  return platform === "kubernetes" && hasContainers(values["spec"], 0);
}

/** Deeper than any pod template in the kinds of known operators stands. */
const maxDepth = 12;

function hasContainers(value: Value | undefined, depth: number): boolean {
  if (depth > maxDepth) return false;
  if (Array.isArray(value)) return value.some((one: Value) => hasContainers(one, depth + 1));
  if (!isValueObject(value)) return false;
  return isContainer(value) || Object.values(value).some((member) => hasContainers(member, depth + 1));
}

/** An image with a command, arguments or security settings beside it, or in a list of containers with names. */
function isContainer(value: { readonly [key: string]: Value }): boolean {
  if (!Object.hasOwn(value, "image")) return false;
  return ["name", "command", "args", "securityContext", "script"].some((key) => Object.hasOwn(value, key));
}
