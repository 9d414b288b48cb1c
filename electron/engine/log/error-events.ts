// The console's own errors as events of the journal: at most one a minute for each kind of error, the others counted. The log
// has all of them.
import type { Json } from '#shared/model/facts.ts';
import type { LogOptions } from './log.ts';

type Logged = Parameters<NonNullable<LogOptions['onError']>>[0];

export interface ErrorEvents {
  note: (logged: Logged) => void;
  /** What was counted and not told yet is told. */
  close: () => void;
}

interface Kind {
  minute: number;
  /** Since the last event. */
  more: number;
  last: Logged;
}

const minuteMs = 60_000;
const mostKinds = 200;
const mostChars = 1000;

/** @param record writes an event `engine.error` */
export function createErrorEvents(
  record: (time: number, data: Record<string, Json>) => void,
  safeText: (text: string) => string,
): ErrorEvents {
  const kinds = new Map<string, Kind>();
  const tell = ({ id, message, error, at }: Logged, more: number): void =>
    record(at, { id, message: short(safeText(message)), error: short(safeText(String(error))), ...(more > 0 && { more }) }); // prettier-ignore
  const settle = (before: number): void => {
    for (const [fingerprint, { minute, more, last }] of kinds) {
      if (minute >= before) continue;
      kinds.delete(fingerprint);
      if (more > 0) tell(last, more);
    }
  };
  return {
    note: (logged) => {
      const minute = Math.floor(logged.at / minuteMs);
      const fingerprint = `${logged.message} ${String(logged.error).replaceAll(/\d+/g, '#').slice(0, 200)}`;
      const kind = kinds.get(fingerprint);
      if (kind?.minute === minute) {
        kind.more++;
        kind.last = logged;
        return;
      }
      settle(minute);
      if (kinds.size >= mostKinds) return;
      kinds.set(fingerprint, { minute, more: 0, last: logged });
      tell(logged, 0);
    },
    close: () => settle(Infinity),
  };
}

const short = (text: string): string => (text.length > mostChars ? `${text.slice(0, mostChars)}…` : text);
