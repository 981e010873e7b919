import type { VersionNumber } from '../model/version.js';
import { parseInt32 } from './java-numbers.js';
import { accept, javaTrim, type Parsed, refuse } from './parsed.js';

/** String options whose value goes through `NetUtils#getPortRangeFromString`. */
export const PORT_RANGE_OPTIONS: ReadonlySet<string> = new Set([
  'rest.bind-port',
  'blob.server.port',
  'high-availability.jobmanager.port',
  'taskmanager.rpc.port',
  'taskmanager.data.bind-port',
  'metrics.internal.query-service.port',
  'queryable-state.server.ports',
  'queryable-state.proxy.ports',
  'jmx.server.port',
]);

/** String options that hold hosts with ports, as ZooKeeper's client reads them. */
export const HOST_LIST_OPTIONS: ReadonlySet<string> = new Set(['high-availability.zookeeper.quorum']);

/** Ports from `from` to `to`, both included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

const MAX_PORT = 65_535;
const ASCENDING_SINCE: VersionNumber = 1_019_000;
const WHAT = 'a port or a range of ports';

/** `String#split` of Java, which drops empty parts at the end. */
export function javaSplit(text: string, separator: RegExp): readonly string[] {
  const parts = text.split(separator);
  const last = parts.findLastIndex((part) => part !== '');
  return last === -1 && parts.length === 1 ? parts : parts.slice(0, last + 1);
}

/** `8081`, `50100-50200`, `50100,50200-50300`. A range must ascend since Flink 1.19. */
export function parsePortRange(text: string, version: VersionNumber): Parsed<readonly PortRange[]> {
  const ranges: PortRange[] = [];
  for (const part of javaSplit(javaTrim(text), /,/)) {
    const range = readRange(javaTrim(part));
    if (typeof range === 'string') return refuse(text, WHAT, range);
    if (part.includes('-') && range.from >= range.to && version >= ASCENDING_SINCE) {
      return refuse(text, WHAT, `in '${javaTrim(part)}' the end must be larger than the start`);
    }
    ranges.push(range);
  }
  return accept(ranges);
}

/** The range, or why there is none. */
function readRange(part: string): PortRange | string {
  const dash = part.indexOf('-');
  const texts = dash === -1 ? [part, part] : [part.slice(0, dash), part.slice(dash + 1)];
  const [from, to] = texts.map((text) => parseInt32(text));
  if (from === undefined || to === undefined || !from.ok || !to.ok) return `'${part}' is not a port`;
  const outside = [from.value, to.value].find((port) => port < 0 || port > MAX_PORT);
  return outside === undefined ? { from: from.value, to: to.value } : `${outside} lies outside 0 to ${MAX_PORT}`;
}

/** An address as `host:port`. */
export interface HostPort {
  readonly host: string;
  /** Absent where the client's default applies. */
  readonly port?: number;
}

/** `host:2181,host2:2181/chroot`, as ZooKeeper's `ConnectStringParser`. */
export function parseHostList(text: string): Parsed<readonly HostPort[]> {
  const hosts: HostPort[] = [];
  const list = text.includes('/') ? text.slice(0, text.indexOf('/')) : text;
  for (const part of list.split(',').map(javaTrim)) {
    if (part === '') continue;
    const [, host = '', port] = /^(\[[^\]]*\]|.*?)(?::([^:]*))?$/s.exec(part) ?? [];
    if (port === undefined || port === '') hosts.push({ host });
    else {
      const parsed = parseInt32(port);
      if (!parsed.ok || parsed.value < 0 || parsed.value > MAX_PORT) {
        return refuse(text, 'a list of hosts with ports', `'${port}' is not a port`);
      }
      hosts.push({ host, port: parsed.value });
    }
  }
  return hosts.length === 0 ? refuse(text, 'a list of hosts with ports', 'it names no host') : accept(hosts);
}
