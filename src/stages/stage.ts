import type { AssessOptions } from "../assess/index.ts";
import type { InputKind } from "../domain/input-file.ts";
import type { Model } from "../domain/model.ts";
import type { Json } from "../domain/section.ts";
import type { StageName } from "../domain/stage.ts";

/** What a stage says, spelled as on disk; the frame (ids, clock, commit, previous stage) is added around it. */
export type StageBody = { readonly [member: string]: Json };

/** One stage: what it reads, what it is called in the run registry, and what it makes of its inputs. */
export type Stage = {
  readonly name: StageName;
  /** Kinds of input that belong to it; another kind is an input error. */
  readonly kinds: readonly InputKind[];
  /** True when it can say nothing without an input. */
  readonly needsInput: boolean;
  /** Stages whose inputs it takes over, when the app has them: an operator need not hand in the SBOM again. */
  readonly inherits?: readonly StageName[];
  /** File in `outputs/` of the run registry. */
  readonly document: string;
  /** Pure: the same model and options give the same body. `previous` is the body of the same stage of the app's last run. */
  readonly body: (model: Model, context: StageContext) => StageBody;
};

export type StageContext = {
  readonly options: AssessOptions;
  /** The document of the same stage in the app's run before this one, parsed; for drift. */
  readonly previous?: unknown;
  /** Documents of earlier stages of this run, parsed, by stage. */
  readonly earlier: ReadonlyMap<StageName, unknown>;
};
