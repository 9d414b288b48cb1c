// Events that a dashboard asks Prometheus for, as flags on its charts: each run of samples above zero is one. Pure.
import type { Dashboard } from '#shared/model/dashboard/dashboard.ts';
import { legendName } from '#shared/model/dashboard/field-name.ts';
import type { Annotation } from '../../components/chart/chart-types.ts';
import { decodeFrame } from '../../components/chart/decode-frame.ts';
import type { PanelAnswer } from '../../state/panel-answers.ts';

type Asked = Dashboard['annotations'][number];

/** More flags than these cannot be told apart. */
const mostEvents = 100;

export function eventsOf(asked: Asked, { targets }: PanelAnswer): Annotation[] {
  const events: Annotation[] = [];
  for (const { result } of targets) {
    if (result.kind !== 'range') continue;
    const { frame } = result;
    for (const { key, labels, times, values } of decodeFrame(frame)) {
      const title = legendName(asked.title, labels) || asked.name;
      const detail = [legendName(asked.text, labels), ...asked.tags].filter(Boolean).join(', ');
      let from: number | null = null;
      let last = 0;
      const end = (): void => {
        if (from !== null) events.push({ key: `${asked.name} ${key} ${from}`, atMs: from, toMs: last > from ? last : null, title, detail, tone: 'plain' }); // prettier-ignore
        from = null;
      };
      times.forEach((time, at) => {
        const joined = from !== null && time - last <= frame.stepMs * 1.5;
        if (!((values[at] ?? 0) > 0) || !joined) end();
        if ((values[at] ?? 0) > 0) from ??= time;
        last = time;
      });
      end();
    }
  }
  return events.toSorted((a, b) => b.atMs - a.atMs).slice(0, mostEvents);
}
