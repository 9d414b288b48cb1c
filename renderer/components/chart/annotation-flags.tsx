// What happened meanwhile, as numbered flags above the plot, and as a list below it when that is opened.
import { Moment } from '../clock-context.tsx';
import type { Annotation } from './chart-types.ts';
import type { PlotModel } from './plot-model.ts';

export const flagHeightPx = 18;
const leastApartPx = 20;

export interface Flag {
  x: number;
  /** Number of the first and the last that it stands for. */
  first: number;
  last: number;
  members: Annotation[];
}

/** Those of the span in order, joined where they would stand on each other. */
export function flagsOf(annotations: readonly Annotation[], model: PlotModel): Flag[] {
  const flags: Flag[] = [];
  const inSpan = annotationsIn(annotations, model.span.fromMs, model.span.toMs);
  inSpan.forEach((one, place) => {
    const x = model.x(Math.max(one.atMs, model.span.fromMs));
    const before = flags.at(-1);
    if (before !== undefined && x - before.x < leastApartPx) {
      before.members.push(one);
      before.last = place + 1;
    } else flags.push({ x, first: place + 1, last: place + 1, members: [one] });
  });
  return flags;
}

export const annotationsIn = (annotations: readonly Annotation[], fromMs: number, toMs: number): Annotation[] =>
  annotations.filter((one) => one.atMs <= toMs && (one.toMs ?? one.atMs) >= fromMs).toSorted((a, b) => a.atMs - b.atMs);

/** The worst of what a flag stands for is what it looks like. */
export const toneOf = (members: readonly Annotation[]): Annotation['tone'] =>
  (['bad', 'gap', 'good'] as const).find((tone) => members.some((one) => one.tone === tone)) ?? 'plain';

export interface AnnotationFlagsProps {
  model: PlotModel;
  annotations: readonly Annotation[];
  onOpen: (key: string) => void;
}

export function AnnotationFlags({ model, annotations, onOpen }: AnnotationFlagsProps) {
  const { box } = model;
  return flagsOf(annotations, model).map((flag) => (
    <button
      key={flag.members[0]?.key}
      type="button"
      className={`chart-flag chart-tone-${toneOf(flag.members)}`}
      style={{ left: flag.x, top: box.top - flagHeightPx, height: box.height + flagHeightPx }}
      title={flag.members.map(({ title }) => title).join('\n')}
      aria-label={`${flag.members.length === 1 ? 'Event' : 'Events'} ${flag.first}${flag.last > flag.first ? `–${flag.last}` : ''}: ${flag.members[0]?.title ?? ''}`}
      onClick={() => onOpen(flag.members[0]?.key ?? '')}
    >
      <span>{flag.last > flag.first ? `${flag.first}–${flag.last}` : flag.first}</span>
    </button>
  )); // prettier-ignore
}

export function AnnotationList({ annotations, current }: { annotations: readonly Annotation[]; current: string }) {
  return (
    <ol className="chart-events" aria-label="What happened meanwhile" tabIndex={0}>
      {annotations.map((one, place) => (
        <li key={one.key} className={one.key === current ? 'chart-event-current' : ''}>
          <span className={`chart-event-number chart-tone-${one.tone}`}>{place + 1}</span>
          <Moment at={one.atMs} />
          <span>
            {one.title}
            {one.detail === '' ? null : <span className="quiet"> {one.detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
