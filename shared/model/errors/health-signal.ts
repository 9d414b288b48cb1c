// Whether a component is well, from what was heard of it. Nothing heard is unknown: silence is no health.
import { severityNumbers } from './error-class.ts';
import type { HealthStatus, OpsHealthSignal } from './ops-models.ts';

export const healthWindowMs = 15 * 60_000;
const unhealthyFrom = 10;

export interface Heard {
  component: string;
  lastHeardAt: number;
  lastErrorAt: number | null;
  /** Within the window, WARNING and above, and the gravest of them. */
  errors: number;
  gravest: number;
}

/** In one sentence, for the screen. */
export const healthRuleText = `Of the last 15 minutes: CRITICAL, or ${unhealthyFrom} of ERROR, is unhealthy; any WARNING or ERROR is degraded; something heard and no error is healthy; nothing heard is unknown.`;

export function healthSignal(heard: Heard, nowMs: number): OpsHealthSignal {
  const { component, lastHeardAt, lastErrorAt, errors } = heard;
  const { status, reason } = judge(heard, nowMs);
  return { key: component, component, status, reason, lastHeardAt, lastErrorAt, errors, windowMs: healthWindowMs };
}

function judge({ lastHeardAt, errors, gravest }: Heard, nowMs: number): { status: HealthStatus; reason: string } {
  const within = 'in the last 15 minutes';
  if (errors > 0 && gravest >= severityNumbers.CRITICAL) return { status: 'unhealthy', reason: `a CRITICAL error among ${errors} ${within}` }; // prettier-ignore
  if (errors >= unhealthyFrom && gravest >= severityNumbers.ERROR) return { status: 'unhealthy', reason: `${errors} errors ${within}` }; // prettier-ignore
  if (errors > 0) return { status: 'degraded', reason: `${errors} ${errors === 1 ? 'error or warning' : 'errors or warnings'} ${within}` }; // prettier-ignore
  if (nowMs - lastHeardAt > healthWindowMs) return { status: 'unknown', reason: `nothing was heard of it ${within}` };
  return { status: 'healthy', reason: `heard ${within}, without an error` };
}
