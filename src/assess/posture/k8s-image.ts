import type { Container } from "../../domain/kubernetes.ts";
import { valueAt } from "../../domain/resource.ts";
import { type ImageReference, parseImageReference } from "../../standards/image-reference.ts";

/** The image of a container; undefined when it is hidden, left to a template, or no image reference. */
export function imageOf({ value }: Container): ImageReference | undefined {
  const image = valueAt(value, "image");
  if (typeof image !== "string" || placeholders.some((mark) => image.includes(mark))) return undefined;
  return parseImageReference(image.trim());
}

/** Beginnings of variables that some later step fills in. */
const placeholders = ["${", "{{", "$("] as const;
