// The light question that tells whether a Prometheus is there, how its clock goes, and at first what it can be asked.
import type { MetricsStatus } from '#shared/model/prometheus.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Access } from '../sources/prometheus/access.ts';
import { createPrometheusClient, type PrometheusClient } from '../sources/prometheus/client.ts';
import type { ServerLook } from './follow-server.ts';

type Capability = MetricsStatus['capabilities'][number];

/** Light questions to each part of the API; older servers that do not know the filters answer more than is read. */
const parts: [Capability, string][] = [
  ['targets', 'api/v1/targets?state=active&scrapePool=none'],
  ['rules', 'api/v1/rules?type=alert&rule_name[]=none'],
  ['alerts', 'api/v1/alerts'],
  ['alertmanagers', 'api/v1/alertmanagers'],
  ['metadata', 'api/v1/metadata?limit=1'],
];

/** @throws OpsError as the client. */
export async function lookAtPrometheus(
  { url, dispatcher, headers }: Access,
  signal: AbortSignal,
  known: ServerLook | null,
  now: () => number,
): Promise<ServerLook> {
  const client = createPrometheusClient({ url, dispatcher, headers, signal });
  const began = now();
  const { resultType, result } = await client.query('time()');
  const ended = now();
  const seconds = resultType === 'scalar' ? Number(result[1]) : NaN;
  // It read its clock somewhere between question and answer.
  const skewMs = Number.isFinite(seconds) ? Math.round(seconds * 1000 - (began + ended) / 2) : null;
  if (known !== null) return { version: known.version, capabilities: known.capabilities, skewMs };
  const [version, ...has] = await Promise.all([versionOf(client), ...parts.map(([, path]) => client.has(path))]);
  return { version, capabilities: parts.flatMap(([name], at) => (has[at] === true ? [name] : [])), skewMs };
}

/** Servers that only speak like Prometheus need not have one. */
async function versionOf(client: PrometheusClient): Promise<string | null> {
  try {
    return await client.version();
  } catch (error) {
    if (error instanceof OpsError && error.code === 'unavailable') return null;
    throw error;
  }
}
