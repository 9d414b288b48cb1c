// Whose log is looked at and how, as it stands in the address. Pure; what an address says wrongly is left at its default.
import { logLevels, type LogLevel } from '#shared/model/log-level.ts';
import { logKinds, type LogFilter, type LogTarget } from '#shared/model/log-lines.ts';

export const sinceNames = ['tail', '1m', '5m', '1h', 'all'] as const;
export type SinceName = (typeof sinceNames)[number];

/** How a log is looked at. */
export interface LogLook {
  search: string;
  regex: boolean;
  matchCase: boolean;
  /** Other lines are hidden; otherwise what is searched for is only marked. */
  only: boolean;
  levels: LogLevel[];
  hidden: number[];
  std: LogFilter['std'];
  since: SinceName;
  previous: boolean;
  times: boolean;
}

export const plainLook: LogLook = {
  search: '',
  regex: false,
  matchCase: false,
  only: true,
  levels: [],
  hidden: [],
  std: 'both',
  since: 'tail',
  previous: false,
  times: true,
};

/** Lines of what was there before, where nobody asked since when. */
export const tailLines = 2000;
const sinceMs: Record<SinceName, number | null> = { tail: null, all: null, '1m': 60_000, '5m': 300_000, '1h': 3_600_000 }; // prettier-ignore

export function lookOf(text: string): LogLook {
  const asked = new URLSearchParams(text);
  const list = (name: string): string[] => (asked.get(name) ?? '').split(',').filter((word) => word !== '');
  return {
    search: (asked.get('q') ?? '').slice(0, 500),
    regex: asked.get('re') === '1',
    matchCase: asked.get('case') === '1',
    only: asked.get('mark') !== '1',
    levels: logLevels.filter((level) => list('level').includes(level)),
    hidden: list('hide').map(Number).filter((number) => Number.isInteger(number) && number >= 0).slice(0, 500), // prettier-ignore
    std: asked.get('std') === 'stdout' ? 'stdout' : asked.get('std') === 'stderr' ? 'stderr' : 'both',
    since: sinceNames.find((name) => name === asked.get('since')) ?? plainLook.since,
    previous: asked.get('previous') === '1',
    times: asked.get('times') !== '0',
  };
}

export function lookText(look: LogLook): string {
  const asked = new URLSearchParams();
  const put = (name: string, value: string, wanted: boolean): void => void (wanted && asked.set(name, value));
  put('q', look.search, look.search !== '');
  put('re', '1', look.regex);
  put('case', '1', look.matchCase);
  put('mark', '1', !look.only);
  put('level', look.levels.join(','), look.levels.length > 0);
  put('hide', look.hidden.join(','), look.hidden.length > 0);
  put('std', look.std, look.std !== 'both');
  put('since', look.since, look.since !== plainLook.since);
  put('previous', '1', look.previous);
  put('times', '0', !look.times);
  return asked.toString();
}

export function filterOf(look: LogLook): LogFilter {
  const { search, regex, matchCase, only, levels, hidden, std } = look;
  return {
    search: search === '' ? null : { text: search, regex, matchCase },
    only,
    levels,
    hiddenStreams: hidden,
    std,
  };
}

/** What is asked of the engine when the log is opened. */
export function openingOf(target: LogTarget, look: LogLook, now: number) {
  const span = sinceMs[look.since];
  return {
    target,
    sinceMs: span === null ? null : now - span,
    tailLines: look.since === 'tail' ? tailLines : null,
    previous: look.previous && target.source === 'kubernetes',
  };
}

/** null where it names none. */
export function targetOf(text: string | null): LogTarget | null {
  const [, kind = '', rest = ''] = /^(container|project|kubernetes):(.+)$/.exec(text ?? '') ?? [];
  if (kind === 'project') return { source: 'docker', project: rest };
  if (kind === 'container') return { source: 'docker', containerIds: rest.split(',').slice(0, 64) };
  const [workload, namespace, name, container] = rest.split('/');
  const known = logKinds.find((one) => one === workload);
  if (kind !== 'kubernetes' || known === undefined || !namespace || !name) return null;
  return { source: 'kubernetes', kind: known, namespace, name, container: container || null };
}

export function targetText(target: LogTarget): string {
  if (target.source === 'kubernetes') {
    const { kind, namespace, name, container } = target;
    return `kubernetes:${kind}/${namespace}/${name}${container === null ? '' : `/${container}`}`;
  }
  return 'project' in target ? `project:${target.project}` : `container:${target.containerIds.join(',')}`;
}
