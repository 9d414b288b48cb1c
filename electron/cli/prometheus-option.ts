// The option --prometheus of the commands that ask one, and a reader for as long as a command runs.
import { Agent } from 'undici';
import type { MetricsReader } from '#engine/metrics/metrics-reader.ts';
import { createPrometheusReader } from '#engine/metrics/prometheus-reader.ts';
import { wayTo } from '#engine/metrics/way.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { CommandLine } from './command-line.ts';

/** @throws OpsError `bad_input`: missing, or no address. */
export function prometheusOf(line: CommandLine): URL {
  const text = line.value('prometheus');
  if (text === undefined) throw new OpsError('bad_input', `${line.command.name} needs --prometheus URL`);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new OpsError('bad_input', '--prometheus must be an address that begins with http:// or https://');
}

export async function withReader<T>(url: URL, asked: (reader: MetricsReader) => Promise<T>): Promise<T> {
  const dispatcher = new Agent();
  try {
    return await asked(createPrometheusReader({ way: wayTo(url, dispatcher) }));
  } finally {
    await dispatcher.destroy();
  }
}
