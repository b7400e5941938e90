import type { Requirement, StatedRequirement } from "../domain/requirement.ts";

/** Ids that are kept as they are given; others are numbered. */
const ownForm = /^REQ-[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * Requirements under the ids that they go by. An id of the form `REQ-…` is kept, also where two requirements share it:
 * renumbering one would break the references of other documents. The others get the free numbers from `REQ-0001` on,
 * in the order of the inputs and of their rows, so that no given id ever changes.
 */
export function numberRequirements(stated: readonly StatedRequirement[]): readonly Requirement[] {
  const taken = new Set(
    stated.flatMap(({ givenId }) => (givenId !== undefined && ownForm.test(givenId) ? [givenId] : [])),
  );
  let next = 1;
  return stated.map((one) => {
    if (one.givenId !== undefined && ownForm.test(one.givenId)) return { ...one, id: one.givenId };
    while (taken.has(numbered(next))) next++;
    return { ...one, id: numbered(next++) };
  });
}

/** Four digits or more. */
function numbered(number: number): string {
  return `REQ-${String(number).padStart(4, "0")}`;
}
