// What the probe kinds that ask Prometheus have in common: its address, the permission to ask it, and what is kept of it.
import { createPrometheusClient, type PrometheusClient } from '#engine/sources/prometheus/client.ts';
import { httpUrl, placeOf, urlParam } from './params.ts';
import type { ProbeContext, RawEvidence } from './probe.ts';

export const prometheusUrlParam = urlParam.describe('Where Prometheus is reached, with its path prefix if it has one.');

/** @throws OpsError `bad_input`, `denied`: it is no address, or not one that the plan may ask. */
export function prometheusAt(address: string, context: ProbeContext): PrometheusClient {
  const url = httpUrl(address);
  context.permit({ kind: 'host', subject: placeOf(url) });
  return createPrometheusClient({ url, dispatcher: context.http, signal: context.cutoff.signal });
}

/** An answer as evidence, laid out to be read. */
export function jsonEvidence(answer: unknown): RawEvidence {
  const text = JSON.stringify(answer, null, 1);
  return { mediaType: 'application/json', text, sizeBytes: Buffer.byteLength(text) };
}
