// Made-up journals for looking at the timeline: an incident with what led to it, and any number of events around it.
import type { NewEvent } from '#engine/journal/journal.ts';
import type { Json } from '#shared/model/facts.ts';

const minute = 60_000;

/** The same numbers in every run, evenly between 0 and 1. */
export function evenly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const event = (type: string, time: number, subject: string, data: Record<string, Json>, source = 'engine'): NewEvent =>
  ({ type: type as NewEvent['type'], source, subject, time, data }) satisfies NewEvent;
const word = (time: number, id: string, kind: string, text: string, epistemic: string, occurredAt: number, supersedes: string | null = null): NewEvent =>
  event('incident.said', time, 'inc-7', { by: 'On-call engineer', id, word: { kind, text, occurredAt, endedAt: null, precision: 'minute', timeSource: 'memory', epistemic, evidence: [], supersedes } }, 'person:On-call engineer'); // prettier-ignore

export interface Written {
  /** When it was written, which may be long after it happened. */
  recordedTime: number;
  event: NewEvent;
}

/** A deploy, then failures, then an incident that people work on; `at` is when the deploy came. */
export function incidentEvents(at: number): Written[] {
  const labels = { job: 'attestor', severity: 'critical' };
  const events: NewEvent[] = [
    event('engine.started', at - 170 * minute, '', { version: '0.1.0', afterUnclean: false }),
    event('source.covered', at + 3 * minute, '', { source: 'docker', from: at - 169 * minute, to: at + 3 * minute, reason: 'the socket closed' }), // prettier-ignore
    event('source.gap', at + 9 * minute, '', { source: 'docker', from: at + 3 * minute, to: at + 9 * minute, reason: 'the socket closed' }), // prettier-ignore
    event('plan.loaded', at - 61 * minute, 'phase-ix', { planId: 'p', hash: 'c'.repeat(64), path: null, origin: 'file' }, 'person'), // prettier-ignore
    event('kubernetes.changed', at - 38 * minute, 'shop/checkout', { kind: 'deployments', name: 'checkout', change: 'scale', words: 'from 3 to 4 replicas', bad: false }), // prettier-ignore
    event('docker.changed', at, 'attestor-api-1', { id: 'b2', name: 'attestor-api-1', action: 'create', image: 'registry.example/shop/attestor-api:2026.11.3', exitCode: null }), // prettier-ignore
    event('docker.changed', at + 2_000, 'attestor-api-1', { id: 'b2', name: 'attestor-api-1', action: 'start', image: 'registry.example/shop/attestor-api:2026.11.3', exitCode: null }), // prettier-ignore
    event('item.judged', at + 95_000, 'phase-ix/smoke/health', { outcome: 'fail', title: 'The attestor says that it is healthy', reason: 'status was 503, expected 200' }, 'probe:http'), // prettier-ignore
    event('item.judged', at + 155_000, 'phase-ix/smoke/health', { outcome: 'fail', title: 'The attestor says that it is healthy', reason: 'status was 503, expected 200' }, 'probe:http'), // prettier-ignore
    event('trigger.pending', at + 100_000, 'Attestor answers 5xx', { key: 't1', words: 'the ratio is 0.31', severity: 'critical', labels }), // prettier-ignore
    event('trigger.firing', at + 220_000, 'Attestor answers 5xx', { key: 't1', words: 'for 2 min: the ratio is 0.44', severity: 'critical', labels }), // prettier-ignore
    event('trigger.pending', at + 130_000, 'Latency p99 over 800 ms', { key: 't2', words: '1.2 s', severity: 'warning', labels: { job: 'checkout' } }), // prettier-ignore
    event('docker.changed', at + 240_000, 'attestor-api-1', { id: 'b2', name: 'attestor-api-1', action: 'health_status: unhealthy', image: '', exitCode: null }), // prettier-ignore
    event('docker.changed', at + 11 * minute, 'attestor-api-1', { id: 'b2', name: 'attestor-api-1', action: 'die', image: '', exitCode: 137 }), // prettier-ignore
    event('incident.declared', at + 6 * minute, 'inc-7', { title: 'Attestor answers 503', draft: { title: 'Attestor answers 503' } }, 'person:On-call engineer'), // prettier-ignore
    event(
      'lock.opened',
      at + 14 * minute,
      'staging',
      { lock: 'docker', name: 'staging', minutes: 15 },
      'person:On-call engineer',
    ),
    event('terminal.opened', at + 15 * minute, 'attestor-api-1', { terminal: 'x1', container: 'attestor-api-1' }, 'person:On-call engineer'), // prettier-ignore
    event('terminal.closed', at + 19 * minute, 'attestor-api-1', { terminal: 'x1' }, 'person:On-call engineer'),
    event('action.confirmed', at + 20 * minute, 'attestor-api-1', { action: 'restart' }, 'person:On-call engineer'),
    event('action.done', at + 20 * minute + 4_000, 'attestor-api-1', { action: 'restart', ok: true, message: 'restarted' }, 'person:On-call engineer'), // prettier-ignore
    event('docker.changed', at + 20 * minute + 3_000, 'attestor-api-1', { id: 'b2', name: 'attestor-api-1', action: 'start', image: 'registry.example/shop/attestor-api:2026.11.2', exitCode: null }), // prettier-ignore
    event('trigger.resolved', at + 24 * minute, 'Attestor answers 5xx', { key: 't1', words: 'the ratio is 0.00', severity: 'critical', labels }), // prettier-ignore
    event('trigger.cleared', at + 25 * minute, 'Latency p99 over 800 ms', { key: 't2', words: '210 ms', severity: 'warning', labels: { job: 'checkout' } }), // prettier-ignore
    event('lock.closed', at + 29 * minute, 'staging', { lock: 'docker', name: 'staging', reason: 'its time was up' }),
    word(at + 8 * minute, 'w1', 'hypothesis', 'The new image reads the wrong configuration.', 'supposition', at + 8 * minute), // prettier-ignore
    word(at + 9 * minute, 'w2', 'observation', 'Customers saw the first errors at about 14:00.', 'hearsay', at + 4 * minute), // prettier-ignore
    word(at + 26 * minute, 'w3', 'observation', 'Customers saw the first errors at 13:57, says the support log.', 'fact', at + 92_000, 'w2'), // prettier-ignore
    word(
      at + 27 * minute,
      'w4',
      'decision',
      'Back to 2026.11.2; the new image is withdrawn.',
      'fact',
      at + 19 * minute,
    ),
  ];
  return events.map((one) => ({ event: one, recordedTime: writtenAt(one, at) }));
}

function writtenAt({ type, time = 0 }: NewEvent, at: number): number {
  return type === 'docker.changed' && time > at + 3 * minute && time < at + 9 * minute ? at + 9 * minute : time + 300;
}

const subjects = ['checkout', 'attestor-api', 'web', 'payments', 'postgres-primary', 'search-indexer', 'mailer'];

/** So many ordinary events between two moments, with bursts of trouble; `bad` makes all of it trouble. */
export function manyEvents(count: number, fromMs: number, toMs: number, bad = false): Written[] {
  const next = evenly(7);
  const events = Array.from({ length: count }, (): Written => {
    // Most of it by day, as people and their systems are.
    const time = Math.round(fromMs + (toMs - fromMs) * (next() < 0.2 ? 0.62 + next() * 0.03 : next()));
    return { event: ordinary(time, next, bad), recordedTime: time + Math.round(next() * 800) };
  });
  return events.toSorted((a, b) => a.recordedTime - b.recordedTime);
}

function ordinary(time: number, next: () => number, bad: boolean): NewEvent {
  const subject = subjects[Math.floor(next() * subjects.length)] ?? 'web';
  const failed = bad || next() < 0.04;
  const kind = next();
  if (kind < 0.45) return event('item.judged', time, `phase-ix/smoke/${subject}`, { outcome: failed ? 'fail' : 'pass', title: `${subject} answers`, reason: failed ? 'status was 503, expected 200' : 'status was 200', evidence: 'x'.repeat(120) }, 'probe:http'); // prettier-ignore
  if (kind < 0.6) return event('kubernetes.changed', time, `shop/${subject}`, { kind: 'pods', namespace: 'shop', name: `${subject}-6c9f7b8d5-x`, change: 'health', words: failed ? 'CrashLoopBackOff: back-off 5m' : 'is ready', bad: failed }); // prettier-ignore
  if (kind < 0.72) return event('docker.changed', time, `${subject}-1`, { id: 'c', name: `${subject}-1`, action: failed ? 'die' : 'start', image: `shop/${subject}:1.4`, exitCode: failed ? 137 : null }); // prettier-ignore
  if (kind < 0.85) return event(failed ? 'trigger.firing' : 'trigger.known', time, `${subject} is slow`, { key: subject, words: 'p99 is 1.2 s', severity: failed && next() < 0.3 ? 'critical' : 'warning', labels: {} }); // prettier-ignore
  if (kind < 0.95) return event('criterion.judged', time, `slo/${subject}`, { outcome: failed ? 'fail' : 'pass', reason: '99.2 % of 48,000' }); // prettier-ignore
  if (kind < 0.97) return event('kubernetes.changed', time, `shop/${subject}`, { kind: 'deployments', name: subject, change: 'image', words: `image is now shop/${subject}:1.5`, bad: false }); // prettier-ignore
  return event('source.state', time, '', { source: 'prometheus', from: 'live', to: failed ? 'stale' : 'live', reason: failed ? 'connection refused' : '' }); // prettier-ignore
}
