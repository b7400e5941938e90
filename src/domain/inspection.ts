import type { InputRecord } from "./bundle.ts";
import type { ErrorCode, Where } from "./error.ts";

/** What `inspect` writes of one file. */
export type InspectionRecord =
  | (InputRecord & {
      readonly outcome: "read";
      /** Name of the format for people, and what told it. */
      readonly title: string;
      readonly recognised_by: string;
    })
  | {
      readonly outcome: "refused";
      readonly name: string;
      readonly error: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly where?: Where;
        readonly hint?: string;
      };
    };
