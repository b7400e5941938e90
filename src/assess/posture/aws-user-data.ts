import { isHidden, type Value, valueAt } from "../../domain/resource.ts";
import { decodeBase64 } from "../../standards/base64.ts";

/**
 * The script that an instance starts with: undefined when there is none, "unknown" when the plan does not tell it.
 * Before version 6 the provider writes the SHA-1 of `user_data` instead of its text.
 */
export function userDataOf(values: Value): string | undefined {
  const encoded = textAt(values, "user_data_base64");
  const plain = textAt(values, "user_data");
  if (encoded === hidden || plain === hidden) return hidden;
  if (encoded !== undefined) return decoded(encoded) ?? hidden;
  if (plain !== undefined && /^[0-9a-f]{40}$/.test(plain)) return hidden;
  // A launch template takes the text in base64.
  return plain === undefined ? undefined : (decoded(plain) ?? plain);
}

/** Stands for a script that is there and cannot be read. */
export const hidden = "unknown";

function textAt(values: Value, key: string): string | undefined {
  const value = valueAt(values, key);
  if (isHidden(value)) return hidden;
  return typeof value === "string" && value !== "" ? value : undefined;
}

function decoded(text: string): string | undefined {
  const bytes = decodeBase64(text);
  return bytes && new TextDecoder().decode(bytes);
}
