import { expect, test } from "bun:test";
import { type Cpe, parseCpe } from "../../src/standards/cpe.ts";

test.each<[string, Cpe | undefined]>([
  ["cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*", { vendor: "apache", product: "log4j", version: "2.14.1" }],
  ["cpe:2.3:a:Apache:Log4j:*:*:*:*:*:*:*:*", { vendor: "apache", product: "log4j" }],
  ["cpe:2.3:a:c\\+\\+:x\\:y:1\\.0:*:*:*:*:*:*:*", { vendor: "c++", product: "x:y", version: "1.0" }],
  ["cpe:/a:openssl:openssl:1.1.1k", { vendor: "openssl", product: "openssl", version: "1.1.1k" }],
  ["cpe:/o:canonical:ubuntu_linux", { vendor: "canonical", product: "ubuntu_linux" }],
  ["cpe:/a:foo%21:bar:1%2b2", { vendor: "foo!", product: "bar", version: "1+2" }],
  ["cpe:2.3:a:*:log4j:2.14.1:*:*:*:*:*:*:*", undefined],
  ["cpe:2.3:x:a:b:1", undefined],
  ["pkg:npm/a@1", undefined],
  ["", undefined],
])("parseCpe(%s)", (text, cpe) => {
  expect(parseCpe(text)).toEqual(cpe as Cpe);
});
