// Whether a Prometheus answers where one would be expected.
import { z } from 'zod';
import { messageOf } from '#shared/model/ops-error.ts';
import type { MetricsCandidate, MetricsStatus } from '#shared/model/prometheus.ts';
import type { Diagnosis } from '#shared/model/system.ts';
import { askHttp } from './ask-http.ts';
import type { Env } from './tools-on-path.ts';

const usualUrls = ['http://127.0.0.1:9090'];
const buildInfoSchema = z.object({ data: z.object({ version: z.string() }) });

interface Look {
  place: string;
  answer: string;
  state: Diagnosis['state'];
  version: string | null;
}

/** PROMETHEUS_URL first, where it is set; then the usual place. The first that answers is chosen. */
export async function diagnosePrometheus(options: { env: Env; urls?: string[]; limitMs: number }): Promise<Diagnosis> {
  const { env, urls = usualUrls, limitMs } = options;
  const named = env['PROMETHEUS_URL'] ? [env['PROMETHEUS_URL']] : [];
  const looks = await Promise.all([...new Set([...named, ...urls])].map((url) => lookAt(url, limitMs)));
  const chosen = looks.find((look) => look.state === 'ok');
  const candidates = looks.map((look) => ({ place: look.place, answer: look.answer, chosen: look === chosen }));
  const base = { name: 'Prometheus', candidates };
  if (chosen) {
    const facts = { url: chosen.place, version: chosen.version ?? '' };
    return { ...base, state: 'ok', reason: `${chosen.answer} at ${chosen.place}`, facts };
  }
  const worst = looks.find((look) => look.state !== 'absent') ?? looks[0];
  const reason = `${worst?.place}: ${worst?.answer}; name another with PROMETHEUS_URL`;
  return { ...base, state: worst?.state ?? 'absent', reason, facts: {} };
}

async function lookAt(url: string, limitMs: number): Promise<Look> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return { place: withoutUserInfo(url), state: 'error', version: null, answer: 'not an http or https URL' };
  }
  const place = withoutUserInfo(url);
  const found = (state: Look['state'], answer: string): Look => ({ place, answer, state, version: null });
  try {
    const { status, body } = await askHttp(`${url.replace(/\/+$/, '')}/api/v1/status/buildinfo`, limitMs);
    if (status === 401 || status === 403) return found('denied', `it answered ${status}: no permission`);
    const info = buildInfoSchema.safeParse(readJson(body));
    if (status !== 200 || !info.success)
      return found('error', `what answers there is no Prometheus (status ${status})`);
    return { ...found('ok', `version ${info.data.data.version}`), version: info.data.data.version };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'ECONNREFUSED' ? found('absent', 'nothing listens there') : found('error', messageOf(error));
  }
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Not JSON is as good as not a Prometheus; the caller's schema says so.
    return null;
  }
}

/** A password in a URL must not reach a screen. */
function withoutUserInfo(url: string): string {
  return url.replace(/\/\/[^/?#]*@/, '//');
}

/**
 * The same where the metrics of an environment are followed: how the one that is named stands, and what else answers.
 * @param status of the one that is named; its place is null where none is.
 */
export function diagnoseFollowed(status: MetricsStatus | undefined, found: readonly MetricsCandidate[]): Diagnosis {
  const place = status?.place ?? null;
  const others = found
    .filter(({ url }) => url !== place)
    .map(({ url, from, words }) => ({ place: url, answer: `${words} (${from})`, chosen: false }));
  if (status === undefined || place === null) {
    const answering = found.filter(({ answer }) => answer === 'ok');
    const reason =
      answering.length === 0
        ? 'none is named in the environment, and none answers where one would be expected'
        : `none is named in the environment; ${answering.length === 1 ? `one answers at ${answering[0]?.url}` : `${answering.length} answer`}`;
    return {
      name: 'Prometheus',
      state: answering.length === 0 ? 'absent' : 'ok',
      reason,
      candidates: others,
      facts: {},
    };
  }
  const { state, reason, version, skewMs, capabilities, warning } = status;
  const answer = state === 'live' ? `version ${version ?? 'not told'}` : `${state}: ${reason}`;
  return {
    name: 'Prometheus',
    state: state === 'live' ? 'ok' : state === 'denied' ? 'denied' : 'error',
    reason: state === 'live' ? `${answer} at ${place}` : reason,
    candidates: [{ place, answer, chosen: true }, ...others],
    facts: {
      url: place,
      version: version ?? '',
      'can be asked for': capabilities.join(', '),
      ...(skewMs !== null && { 'clock ahead': `${Math.round(skewMs / 1000)} s` }),
      ...(warning !== undefined && { warning }),
    },
  };
}
