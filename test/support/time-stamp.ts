import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shell } from "./child.ts";

/** DER of a value: its tag and what it holds. */
export function der(tag: number, ...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const content = Buffer.concat(parts.map((part) => Uint8Array.from(part)));
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Uint8Array.from([tag, ...length, ...content]);
}

const oid = (hex: string) => der(0x06, Uint8Array.fromHex(hex));

/** What a time-stamping authority answers (RFC 3161), cut down to what tells what it is about. Nobody signed it. */
export function timeStamp(
  imprint: Uint8Array,
  over: { readonly status?: number; readonly algorithm?: string } = {},
): Uint8Array {
  const algorithm = der(0x30, oid(over.algorithm ?? "608648016503040201"), der(0x05));
  const info = der(0x30, der(0x02, [1]), oid("2a03"), der(0x30, algorithm, der(0x04, imprint)), der(0x02, [7]));
  const inside = der(0x30, oid("2a864886f70d0109100104"), der(0xa0, der(0x04, info)));
  const signed = der(0x30, der(0x02, [3]), der(0x31), inside, der(0x31));
  return der(0x30, der(0x30, der(0x02, [over.status ?? 0])), der(0x30, oid("2a864886f70d010702"), der(0xa0, signed)));
}

/** The same by openssl, from an authority of one's own: token and certificate, in PEM. */
export function timeStampByOpenssl(data: Uint8Array): { readonly token: Uint8Array; readonly certificate: string } {
  const directory = mkdtempSync(join(tmpdir(), "fixops-tsa-"));
  try {
    writeFileSync(join(directory, "data"), data);
    writeFileSync(join(directory, "tsa.cnf"), authority);
    const ended = shell(
      "openssl req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem -subj /CN=tsa -days 9 -config tsa.cnf -extensions ext" +
        " && openssl ts -query -sha256 -cert -data data -out query && echo 01 > serial" +
        " && openssl ts -reply -config tsa.cnf -section tsa -queryfile query -out token",
      directory,
    );
    if (ended.exitCode !== 0) throw new Error(ended.stderr);
    const token = new Uint8Array(readFileSync(join(directory, "token")));
    return { token, certificate: readFileSync(join(directory, "tsa.pem"), "utf8") };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const authority = `
[req]
distinguished_name = name
prompt = no
[name]
CN = tsa
[ext]
extendedKeyUsage = critical,timeStamping
[tsa]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = tsa.pem
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
`;
