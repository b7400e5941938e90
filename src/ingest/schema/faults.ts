import type { ErrorObject } from "ajv";
import { maxSchemaFaults, type SchemaFault } from "../../domain/schema-validity.ts";
import { quote } from "../visible.ts";

/** Characters of a pointer that are told; names in a document may be of any length. */
const maxPointer = 300;

/**
 * The first faults, one for each place. What the forms of a choice say of a document that fits none of them comes to one
 * fault: the deepest, which is mostly the form that was meant.
 */
export function schemaFaults(errors: readonly ErrorObject[]): readonly SchemaFault[] {
  const faults: SchemaFault[] = [];
  for (const error of errors) {
    if (error.keyword === "anyOf" || error.keyword === "oneOf") {
      faults.push(choiceFault(error, takeBelow(faults, error.instancePath)));
    } else if (error.keyword !== "if") {
      faults.push({ pointer: error.instancePath, message: messageOf(error) });
    }
  }
  const places = new Map(faults.toReversed().map((fault) => [fault.pointer, fault]));
  return [...places.values()].toReversed().slice(0, maxSchemaFaults).map(shortened);
}

/** Takes from the end of the list what its own forms said of a place: they are told right before the choice. */
function takeBelow(faults: SchemaFault[], pointer: string): readonly SchemaFault[] {
  const isAbove = (fault: SchemaFault) => fault.pointer !== pointer && !fault.pointer.startsWith(`${pointer}/`);
  return faults.splice(faults.findLastIndex(isAbove) + 1);
}

function choiceFault({ instancePath: pointer, params }: ErrorObject, forms: readonly SchemaFault[]): SchemaFault {
  if (Array.isArray(params["passingSchemas"]))
    return { pointer, message: "fits more than one of the forms allowed here" };
  const deepest = forms.toSorted((a, b) => depthOf(b) - depthOf(a))[0];
  if (deepest !== undefined && deepest.pointer !== pointer) return deepest;
  return { pointer, message: "fits none of the forms allowed here" };
}

function depthOf({ pointer }: SchemaFault): number {
  return pointer.split("/").length;
}

/** In the library's words, with the name that they leave out. */
function messageOf({ keyword, message = keyword, params }: ErrorObject): string {
  const extra: unknown = params["additionalProperty"];
  return typeof extra === "string" ? `must not have the property ${quote(extra)}` : message;
}

function shortened({ pointer, message }: SchemaFault): SchemaFault {
  return { pointer: pointer.length > maxPointer ? `${pointer.slice(0, maxPointer)}…` : pointer, message };
}
