/** Ports, for the checks of every provider. */

/** A port with what listens on it. */
export type ServicePort = { readonly port: number; readonly service: string; readonly reason: string };

/** Ports of remote administration: who reaches them is one password, key or flaw away from the whole machine. */
export const adminPorts: readonly ServicePort[] = [
  { port: 22, service: "SSH", reason: "a shell on the machine" },
  { port: 23, service: "Telnet", reason: "a shell without encryption" },
  { port: 135, service: "RPC", reason: "remote management of Windows" },
  { port: 445, service: "SMB", reason: "files and remote management of Windows" },
  { port: 2375, service: "Docker", reason: "root on the machine without authentication" },
  { port: 2376, service: "Docker", reason: "root on the machine" },
  { port: 3389, service: "RDP", reason: "a desktop on the machine" },
  { port: 5900, service: "VNC", reason: "a desktop on the machine" },
  { port: 5985, service: "WinRM", reason: "a shell on the machine without TLS" },
  { port: 5986, service: "WinRM", reason: "a shell on the machine" },
  { port: 10250, service: "kubelet", reason: "commands in every container of the node" },
];

/** Ports of data stores: made to be reached by an application, not by everyone. */
export const databasePorts: readonly ServicePort[] = [
  { port: 1433, service: "SQL Server", reason: "a database" },
  { port: 1521, service: "Oracle", reason: "a database" },
  { port: 2379, service: "etcd", reason: "all state of a Kubernetes cluster" },
  { port: 3306, service: "MySQL", reason: "a database" },
  { port: 5432, service: "PostgreSQL", reason: "a database" },
  { port: 5984, service: "CouchDB", reason: "a database" },
  { port: 6379, service: "Redis", reason: "a store that often asks for no password" },
  { port: 9042, service: "Cassandra", reason: "a database" },
  { port: 9200, service: "Elasticsearch", reason: "a store that often asks for no password" },
  { port: 11211, service: "Memcached", reason: "a store without authentication" },
  { port: 27017, service: "MongoDB", reason: "a database" },
];

/** True when the range, both ends included, holds the port. */
export function coversPort(from: number, to: number, port: number): boolean {
  return from <= port && port <= to;
}

/** Both ends included. */
export type PortRange = { readonly from: number; readonly to: number };

/** All ports. */
export const everyPort: PortRange = { from: 0, to: 65535 };

/** `22`, `8000-9000` or `*` → range; undefined for what is none. */
export function portRangeOf(text: string): PortRange | undefined {
  const written = text.trim();
  if (written === "*") return everyPort;
  const parts = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(written);
  if (parts === null) return undefined;
  const [, from = "", to = from] = parts;
  return { from: Number(from), to: Number(to) };
}

/** The first of the ports that one of the ranges holds. */
export function openPort(ranges: readonly PortRange[], ports: readonly ServicePort[]): ServicePort | undefined {
  return ports.find(({ port }) => ranges.some(({ from, to }) => coversPort(from, to, port)));
}
