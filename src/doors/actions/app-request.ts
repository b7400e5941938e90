import type { AppRecord } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { AppRequest } from "./app-registry.ts";
import { checkedId } from "./run-choice.ts";

/** The application as a request names it. Throws USAGE_BAD_VALUE. */
export function appOf(request: AppRequest): AppRecord {
  return {
    ...(request.appId !== undefined && { id: checkedId("app id", request.appId) }),
    ...(request.appName !== undefined && { name: checkedName(request.appName) }),
  };
}

/** A name is a line; the audit log keeps it for years, and its lines are short. */
const maxNameLength = 200;

function checkedName(name: string): string {
  if (!name.isWellFormed()) {
    const hint = "write it again: a character in it was cut in two";
    throw new FixopsError("USAGE_BAD_VALUE", "the app name is no text that can be written as UTF-8", { hint });
  }
  if (name.length <= maxNameLength) return name;
  throw new FixopsError("USAGE_BAD_VALUE", `the app name has ${name.length} characters`, {
    hint: `use a name of at most ${maxNameLength}`,
  });
}
