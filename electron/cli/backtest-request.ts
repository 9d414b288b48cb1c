// What was typed after `readyroom backtest`, as a request; whatever cannot be is refused with what can.
import { resolve } from 'node:path';
import { durationMs } from '#shared/model/duration.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { CommandLine } from './command-line.ts';

export interface BacktestCommand {
  rulesFile: string;
  /** Of a Prometheus, the folder of a record, or a bundle. */
  from: { url: URL } | { record: string } | { bundle: string };
  /** Null for the last day of a record, or all of a bundle. */
  fromMs: number | null;
  /** Null for the end of a record. */
  toMs: number | null;
  /** Null for each group's own. */
  intervalMs: number | null;
  json: boolean;
}

/** Throws OpsError('bad_input'). */
export function readBacktestCommand(line: CommandLine): BacktestCommand {
  const record = line.value('record');
  if (record !== undefined && line.value('prometheus') !== undefined) throw new OpsError('bad_input', 'backtest asks either --prometheus or --record, not both'); // prettier-ignore
  const asked = (option: 'start' | 'end'): number | null =>
    record !== undefined && line.value(option) === undefined ? null : readTime(`--${option}`, line.value(option));
  const fromMs = asked('start');
  const toMs = asked('end');
  if (fromMs !== null && toMs !== null && toMs < fromMs) throw new OpsError('bad_input', '--end is before --start');
  return {
    rulesFile: line.operands[0] ?? '',
    from: record === undefined ? { url: readUrl(line.value('prometheus')) } : fromRecord(record),
    fromMs,
    toMs,
    intervalMs: readInterval(line.value('interval')),
    json: line.flag('json'),
  };
}

/** A bundle is one file; a record is a folder. */
const fromRecord = (path: string): { record: string } | { bundle: string } =>
  /\.rrb$/i.test(path) ? { bundle: resolve(path) } : { record: path };

function readUrl(text: string | undefined): URL {
  if (text === undefined)
    throw new OpsError('bad_input', 'backtest needs --prometheus URL, or --record with a folder or a bundle');
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new OpsError('bad_input', '--prometheus must be an address that begins with http:// or https://');
}

const zone = /(?:Z|[+-]\d\d:?\d\d)$/;
const allowed = 'a time such as 2026-02-03T04:05:06Z, with Z or an offset, or seconds or milliseconds since 1970';
/** No time of interest is so few milliseconds or so many seconds after 1970. */
const leastMilliseconds = 100_000_000_000;

function readTime(option: string, text: string | undefined): number {
  if (text === undefined) throw new OpsError('bad_input', `backtest needs ${option}, ${allowed}`);
  if (/^\d+(?:\.\d{1,3})?$/.test(text)) {
    const number = Number(text);
    return number >= leastMilliseconds ? Math.floor(number) : Math.round(number * 1000);
  }
  const day = /^\d{4}-\d\d-\d\d$/.test(text);
  const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text) && zone.test(text);
  const ms = day || moment ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new OpsError('bad_input', `${option} ${text}: it must be ${allowed}`);
  return ms;
}

function readInterval(text: string | undefined): number | null {
  if (text === undefined) return null;
  const ms = durationMs(text);
  if (ms !== null && ms >= 1000) return ms;
  throw new OpsError('bad_input', `--interval ${text}: it must be a duration of at least 1s, such as 30s or 1m`);
}
