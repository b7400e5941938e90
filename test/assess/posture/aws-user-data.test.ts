import { expect, test } from "bun:test";
import { hidden, userDataOf } from "../../../src/assess/posture/aws-user-data.ts";
import { sensitiveValue, unknownValue } from "../../../src/domain/resource.ts";
import { encodeBase64 } from "../../../src/standards/base64.ts";

const script = "#!/bin/sh\necho hello\n";
const encoded = encodeBase64(new TextEncoder().encode(script));

test.each<[object, string | undefined]>([
  [{}, undefined],
  [{ user_data: "" }, undefined],
  [{ user_data: script }, script],
  [{ user_data: encoded }, script],
  [{ user_data_base64: encoded }, script],
  [{ user_data_base64: "not base64" }, hidden],
  [{ user_data: "da39a3ee5e6b4b0d3255bfef95601890afd80709" }, hidden],
  [{ user_data: unknownValue }, hidden],
  [{ user_data: script, user_data_base64: sensitiveValue }, hidden],
])("userDataOf() %#", (values, expected) => expect(userDataOf(Object(values))).toBe(expected as string));
