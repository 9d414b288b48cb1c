// The items of the ordinary scenario: one of every state that a checklist can show.
import type { ItemState } from '#shared/model/checklist.ts';
import { minuteMs, type ItemDraft } from './scenario.ts';

export function manualPatch(evidence: 'required' | 'optional'): Partial<ItemState> {
  const manual = { instructions: 'Open the pipeline and look. The stress test must be in it.', evidence };
  return { manual, open: true };
}

const smoke = { phaseId: 'smoke' };
const load = { phaseId: 'load' };
const people = { phaseId: 'people', kind: 'manual' };

export function drafts(now: number): ItemDraft[] {
  return [
    {
      ...smoke,
      itemId: 'health',
      title: 'The attestor is running and /health answers 200',
      kind: 'http',
      outcome: 'fail',
      reason: 'status was 503, expected 200; json.status was "compacting", expected "healthy"',
      expectations: ['status == 200', 'json.status == "healthy"', 'durationMs < 500'],
      checks: [
        { text: 'status == 200', met: false, seen: 503 },
        { text: 'json.status == "healthy"', met: false, seen: 'compacting' },
        { text: 'durationMs < 500', met: true, seen: 41.2 },
      ],
      facts: {
        status: 503,
        durationMs: 41.2,
        json: { status: 'compacting', since: '14:02' },
        contentType: 'application/json',
      },
      params: { url: 'http://127.0.0.1:8000/health', method: 'GET' },
      evidence: 'HTTP/1.1 503 Service Unavailable\ncontent-type: application/json\nauthorization: [redacted]\n\n{"status":"compacting","since":"14:02","token":"[redacted]"}\n', // prettier-ignore
      durationMs: 41,
      attempts: 3,
    },
    { ...smoke, itemId: 'logs', title: 'Logs are well formed and have no gaps', kind: 'log', outcome: 'pass', reason: '4 of 4 held: 18,204 lines, none malformed, no gap', durationMs: 230, checks: [{ text: 'gaps == 0', met: true, seen: 0 }] }, // prettier-ignore
    { ...smoke, itemId: 'target', title: 'The attestor target is UP in Prometheus', kind: 'prometheus_target', outcome: 'error', reason: 'could not ask Prometheus at 127.0.0.1:9090: connection refused', durationMs: 3 }, // prettier-ignore
    { ...smoke, itemId: 'success-rate', title: 'The success rate is present and plausible', kind: 'promql', outcome: 'inconclusive', reason: 'not enough evidence: 40 of 299 samples', durationMs: 9, checks: [{ text: 'value >= 0', met: null }] }, // prettier-ignore
    { ...smoke, itemId: 'tls', title: 'The certificate is good for 30 days', kind: 'tls', outcome: 'pass', reason: '2 of 2 held: 71 days left, issued by Let’s Encrypt R11', durationMs: 64, agoMs: 55 * minuteMs, patch: {} }, // prettier-ignore
    { ...smoke, itemId: 'image', title: 'The container runs the released image', kind: 'docker', outcome: 'pass', reason: 'image is registry.local/attestor:1.9.2', durationMs: 18, agoMs: 26 * 60 * minuteMs }, // prettier-ignore
    { ...load, itemId: 'p99', title: 'p99 latency stays under 250 ms at 500 requests/s', kind: 'promql', outcome: 'skipped', reason: 'skipped: Smoke-test readiness did not pass' }, // prettier-ignore
    { ...load, itemId: 'soak', title: 'No restart in a six-hour soak', kind: 'docker', outcome: 'skipped', reason: 'skipped: Smoke-test readiness did not pass' }, // prettier-ignore
    { ...load, itemId: 'gpu', title: 'GPU nodes drain cleanly', kind: 'exec', outcome: 'not_applicable', reason: 'this site has no GPU nodes' }, // prettier-ignore
    { ...people, itemId: 'pipeline', title: 'The CI pipeline is green, the stress test included', outcome: null, reason: '', patch: manualPatch('required') }, // prettier-ignore
    {
      ...people,
      itemId: 'rollback',
      title: 'Somebody has rehearsed the roll-back',
      outcome: null,
      reason: '',
      patch: {
        ...manualPatch('optional'),
        open: false,
        tick: { outcome: 'pass', by: 'Release lead', at: now - 130 * minuteMs, note: 'took 4 minutes', evidence: 'https://wiki.local/rollback/2026-11-20', itemDigest: 'd'.repeat(64) }, // prettier-ignore
      },
    },
  ];
}
