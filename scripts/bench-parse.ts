/**
 * The yardstick of the benchmark, as milliseconds in JSON: what Bun needs to decode the bytes of the files and to parse
 * the text. `cpu` is user and system time of both, with that of the threads that collect garbage meanwhile.
 */
import { readFileSync } from "node:fs";

const times = { decode: 0, parse: 0, cpu: 0 };
for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path);
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const decoded = performance.now();
  JSON.parse(text);
  times.decode += decoded - start;
  times.parse += performance.now() - decoded;
  const { user, system } = process.cpuUsage(cpuBefore);
  times.cpu += (user + system) / 1000;
}
console.log(JSON.stringify(times));
