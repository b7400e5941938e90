import { judgeDesign } from "../../src/assess/design/evaluate.ts";
import type { ContextFacts, DesignComponent } from "../../src/domain/design.ts";
import { context, design } from "./build.ts";

/** A component with what stands around it, for a table of design checks. */
export type DesignCase = {
  readonly over: Partial<DesignComponent>;
  /** Further components, and further descriptions of it under the name `it`. */
  readonly others?: readonly Partial<DesignComponent>[];
  /** What a business context says of it, and of the whole application. */
  readonly own?: Partial<ContextFacts>;
  readonly application?: Partial<ContextFacts>;
};

/** How a check comes out for the component. */
export function statusIn(check: string, { over, others = [], own, application }: DesignCase): string {
  const said = { dataSensitivity: [], regulations: [] };
  const contexts =
    own === undefined && application === undefined
      ? []
      : [context({ ...application, components: own === undefined ? [] : [{ ...said, ...own, name: "it" }] })];
  const designs = [design({ ...over, name: "it" }), ...others.map((one) => design({ name: "other", ...one }))];
  const { components } = judgeDesign({ design: designs, contexts });
  const it = components.find(({ component }) => component.name === "it");
  const result = it?.results.find((one) => one.check.id === check);
  if (result === undefined) throw new RangeError(`no check ${check}`);
  return result.status;
}
