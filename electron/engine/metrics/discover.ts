// Looks where a Prometheus might be and says what answers there. It chooses none: one that alone answers is proposed, of
// several a person chooses.
import type { Container } from '#shared/model/container.ts';
import type { MetricsCandidate } from '#shared/model/prometheus.ts';
import { plainAccess } from '#shared/model/metrics-access.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { openAccess } from '../sources/prometheus/access.ts';
import { createPrometheusClient } from '../sources/prometheus/client.ts';

export interface DiscoverOptions {
  env: Record<string, string | undefined>;
  containers: () => readonly Container[];
  /** Of the demo, while it runs one. */
  demoUrl: () => string | null;
  /** Of the usual places; tests name others. */
  usualUrls?: string[];
}

interface Place {
  url: string;
  from: string;
}

const limitMs = 3000;
const usualPort = 9090;
/** More places than a person would look through. */
const placesLimit = 20;

/** Resolves within four seconds. */
export async function discoverPrometheus(options: DiscoverOptions, signal?: AbortSignal): Promise<MetricsCandidate[]> {
  const candidates = await Promise.all(placesOf(options).map((place) => lookAt(place, signal)));
  const answering = candidates.filter(({ answer }) => answer === 'ok');
  // Usual places where nothing listens are no news beside others that answer.
  const worth = candidates.filter(({ answer }) => answer !== 'absent' || answering.length === 0);
  return worth.map((candidate) => ({ ...candidate, proposed: answering.length === 1 && candidate === answering[0] }));
}

function placesOf({
  env,
  containers,
  demoUrl,
  usualUrls = [`http://127.0.0.1:${usualPort}`],
}: DiscoverOptions): Place[] {
  const named = env['PROMETHEUS_URL'];
  const demo = demoUrl();
  const places = [
    ...(named === undefined || named === '' ? [] : [{ url: named, from: 'PROMETHEUS_URL' }]),
    ...(demo === null ? [] : [{ url: demo, from: 'the demo' }]),
    ...containers().flatMap(placesIn),
    ...usualUrls.map((url) => ({ url, from: 'the usual place' })),
  ];
  const byUrl = new Map<string, Place>();
  for (const place of places) {
    const url = plainUrl(place.url);
    const before = byUrl.get(url);
    byUrl.set(url, before === undefined ? { url, from: place.from } : { url, from: `${before.from}, ${place.from}` });
  }
  return [...byUrl.values()].slice(0, placesLimit);
}

/** Published ports of containers that are a Prometheus by their image, or that publish its usual port. */
function placesIn({ name, image, state, ports }: Container): Place[] {
  if (state !== 'running') return [];
  const isPrometheus = /(^|\/)prometheus(:|@|$)|prom\/prometheus/.test(image);
  return ports.flatMap(({ ip, publicPort, privatePort, protocol }) => {
    if (publicPort === null || protocol !== 'tcp' || privatePort !== usualPort) return [];
    if (!isPrometheus && publicPort !== usualPort) return [];
    const host = ip === null || /^(0\.0\.0\.0|::|)$/.test(ip) ? '127.0.0.1' : ip.includes(':') ? `[${ip}]` : ip;
    return [{ url: `http://${host}:${publicPort}`, from: `container ${name}` }];
  });
}

const plainUrl = (url: string): string => url.replace(/\/\/localhost(?=[:/]|$)/, '//127.0.0.1').replace(/\/+$/, '');

async function lookAt({ url, from }: Place, signal: AbortSignal | undefined): Promise<MetricsCandidate> {
  const shown = url.replace(/\/\/[^/?#]*@/, '//');
  const said = (answer: MetricsCandidate['answer'], words: string, version: string | null = null): MetricsCandidate => ({ url: shown, from, answer, words, version, proposed: false }); // prettier-ignore
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return said('error', 'not an http or https URL');
  const access = await openAccess(new URL(url), plainAccess, () => Promise.resolve(''));
  try {
    const late = AbortSignal.timeout(limitMs);
    const client = createPrometheusClient({ ...access, signal: signal === undefined ? late : AbortSignal.any([signal, late]) }); // prettier-ignore
    // What answers a query is one, whatever else it knows of itself.
    await client.query('time()');
    const version = await client.version().catch(() => null);
    return said('ok', version === null ? 'answers queries; its version is not told' : `version ${version}`, version);
  } catch (error) {
    if (!(error instanceof OpsError)) return said('error', `no answer within ${limitMs / 1000} s`);
    if (error.code === 'denied') return said('denied', messageOf(error));
    return said(error.message.endsWith('connection refused') ? 'absent' : 'error', messageOf(error));
  } finally {
    access.close();
  }
}
