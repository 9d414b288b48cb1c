// When a source was watched and when it was not, as events: so that "nothing happened" and "nobody looked" differ.
import type { Json } from '#shared/model/facts.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import type { EventType } from '../journal/journal.ts';

export interface CoverageOptions {
  source: string;
  record: (event: { type: EventType; time: number; data: Record<string, Json> }) => void;
}

/** To be told of every status in turn; one that differs in words alone is no change. */
export function createCoverage({ source, record }: CoverageOptions): (status: SourceStatus) => void {
  let state: SourceStatus['state'] = 'off';
  let liveSince: number | null = null;
  return (status) => {
    if (status.state === state) return;
    const { reason, since, warning = '' } = status;
    const data: Record<string, Json> = { source, from: state, to: status.state, reason };
    if (warning !== '') data['warning'] = warning;
    record({ type: 'source.state', time: since, data });
    if (liveSince !== null) {
      // What lies between the last sign of life and now was not watched, though it seemed so.
      const to = Math.max(liveSince, status.seenAt ?? liveSince);
      record({ type: 'source.covered', time: to, data: { source, from: liveSince, to, reason } });
    }
    state = status.state;
    liveSince = state === 'live' ? since : null;
  };
}
