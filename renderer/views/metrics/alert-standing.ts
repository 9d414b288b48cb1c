// How an alert of Prometheus stands: what is no longer true and only kept firing (`keep_firing_for`) is not counted as firing.
import type { ServerAlertRow } from '#shared/model/prometheus.ts';
import type { Standing } from './standing-counts.tsx';

const firing: Standing = { glyph: 'fail', word: 'firing', rank: 0 };
const kept: Standing = { glyph: 'fail', word: 'kept firing', rank: 1 };
const pending: Standing = { glyph: 'waiting', word: 'pending', rank: 2 };

export function alertStanding({ state, keptFiringSinceMs }: ServerAlertRow): Standing {
  if (state === 'pending') return pending;
  return keptFiringSinceMs === null ? firing : kept;
}

/** Whether all that fires of these is only kept firing; not where none fires. */
export function onlyKept(alerts: readonly ServerAlertRow[]): boolean {
  const fires = alerts.filter(({ state }) => state === 'firing');
  return fires.length > 0 && fires.every(({ keptFiringSinceMs }) => keptFiringSinceMs !== null);
}
