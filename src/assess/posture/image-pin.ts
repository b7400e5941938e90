import type { Judgement } from "../../domain/posture.ts";
import { isHidden, type Value } from "../../domain/resource.ts";
import { parseImageReference } from "../../standards/image-reference.ts";
import { shorten } from "../../standards/wire.ts";
import { passWhen, worstOf } from "./check.ts";

/** A pass when each of the images is named by digest: a tag can be moved to another image. */
export function judgeImages(images: readonly (Value | undefined)[], where: string): Judgement {
  return worstOf(images.filter((image) => image !== undefined).map((image) => judgeImage(image, where)));
}

function judgeImage(image: Value, at: string): Judgement {
  if (isHidden(image)) return passWhen(undefined, { at });
  const text = typeof image === "string" ? image : "";
  const isPinned = parseImageReference(text)?.digest !== undefined;
  return passWhen(isPinned, { at, ...(!isPinned && { found: `image ${shorten(text, maxImage)} has no digest` }) });
}

/** Registry, path and tag of all but strange images. */
const maxImage = 120;
