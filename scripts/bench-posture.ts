/**
 * The posture checks on a plan of 5,000 resources and 2,000 manifests, times SCALE.
 * `bun scripts/bench-posture.ts [SCALE]` prints, as JSON, the milliseconds of reading (ingest) and of judging (posture),
 * each the median of several runs in this process, and how many results there are. scripts/bench.ts runs it at two
 * scales, and holds the seconds and the growth against the bars.
 */
import { postureOptions } from "../src/assess/posture/options.ts";
import { postureOf } from "../src/assess/posture/posture.ts";
import { ingest } from "../src/ingest/ingest.ts";
import { sha256Hex } from "../src/standards/sha256.ts";

const resourcesAtOne = 5000;
const manifestsAtOne = 2000;
const rounds = 5;

/** Resources that belong together: a bucket with its parts, a group with its rules, an instance, a database, a policy. */
const group = [
  ["aws_s3_bucket", { bucket: "logs-N", force_destroy: false }, {}],
  ["aws_s3_bucket_public_access_block", { block_public_acls: true, restrict_public_buckets: true }, "bucket"],
  ["aws_s3_bucket_versioning", { versioning_configuration: [{ status: "Enabled" }] }, "bucket"],
  [
    "aws_security_group",
    { name: "sg-N", ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }] },
    {},
  ],
  [
    "aws_instance",
    { ami: "ami-1", metadata_options: [{ http_tokens: "required" }], root_block_device: [{ encrypted: true }] },
    {},
  ],
  ["aws_db_instance", { identifier: "db-N", storage_encrypted: true, publicly_accessible: false }, {}],
  [
    "aws_iam_policy",
    { name: "p-N", policy: '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}' },
    {},
  ],
  ["azurerm_storage_account", { name: "saN", min_tls_version: "TLS1_2" }, {}],
  [
    "google_compute_firewall",
    { name: "fw-N", source_ranges: ["10.0.0.0/8"], allow: [{ protocol: "tcp", ports: ["22"] }] },
    {},
  ],
  ["aws_ebs_volume", { size: 10, encrypted: true }, {}],
] as const;

function plan(scale: number): string {
  const changes: unknown[] = [];
  const configured: unknown[] = [];
  const count = (resourcesAtOne * scale) / group.length;
  for (let number = 0; number < count; number++) {
    for (const [type, values, pointer] of group) {
      const address = `${type}.r${number}`;
      const after = JSON.parse(JSON.stringify(values).replaceAll("-N", `-${number}`).replaceAll("saN", `sa${number}`));
      const after_unknown = { id: true, ...(pointer === "bucket" && { bucket: true }) };
      changes.push({
        address,
        mode: "managed",
        type,
        name: `r${number}`,
        change: { actions: ["create"], after, after_unknown },
      });
      const references = [`aws_s3_bucket.r${number}.id`, `aws_s3_bucket.r${number}`];
      configured.push({ address, expressions: pointer === "bucket" ? { bucket: { references } } : {} });
    }
  }
  const configuration = { root_module: { resources: configured } };
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.9.8",
    resource_changes: changes,
    configuration,
  });
}

function manifests(scale: number): string {
  const items = Array.from({ length: (manifestsAtOne * scale) / 4 }, (_, number) => {
    const metadata = { name: `app-${number}`, namespace: `team-${number % 50}` };
    const labels = { app: `app-${number}` };
    const container = {
      name: "web",
      image: `registry.example/app-${number}:1.0`,
      securityContext: { runAsNonRoot: true },
    };
    const template = { metadata: { labels }, spec: { containers: [container] } };
    return [
      { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { selector: { matchLabels: labels }, template } },
      { apiVersion: "v1", kind: "Service", metadata, spec: { selector: labels, ports: [{ port: 80 }] } },
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata,
        spec: { podSelector: { matchLabels: labels } },
      },
      { apiVersion: "v1", kind: "ServiceAccount", metadata, automountServiceAccountToken: false },
    ];
  });
  return JSON.stringify({ apiVersion: "v1", kind: "List", items: items.flat() });
}

function inputOf(name: string, text: string) {
  const bytes = new TextEncoder().encode(text);
  return { name, bytes, sha256: sha256Hex(bytes) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function main(scale: number): void {
  const inputs = [inputOf("plan.json", plan(scale)), inputOf("manifests.json", manifests(scale))];
  const times = { ingest: [] as number[], posture: [] as number[] };
  let results = 0;
  let resources = 0;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const { items } = ingest(inputs, { maxDepth: 128, maxUnpacked: 2 ** 30, declared: {} });
    const read = performance.now();
    const posture = postureOf(items, postureOptions.parse({}));
    times.ingest.push(read - start);
    times.posture.push(performance.now() - read);
    results = posture.counting.length;
    resources = posture.resources;
  }
  const { ingest: reading, posture } = times;
  console.log(JSON.stringify({ resources, results, ingest: median(reading), posture: median(posture) }));
}

main(Number(process.argv[2] ?? "1"));
