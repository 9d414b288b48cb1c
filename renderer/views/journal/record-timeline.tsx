// The whole record as a timeline, and the switch between it and the list.
import { useMemo } from 'react';
import { Tabs } from '../../components/tabs.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { TimelinePane } from '../timeline/timeline-pane.tsx';

const shownMs = 6 * 3_600_000;
/** The span follows the present in steps, so that the picture stands still between them. */
const stepMs = 15_000;

export function TimelineSwitch() {
  const { place } = useConsole();
  const { timelineAs } = useWhole(place.store);
  return (
    <Tabs
      label="The record as"
      tabs={[
        { name: 'list', word: 'List' },
        { name: 'timeline', word: 'Timeline' },
      ]}
      current={timelineAs === '' ? 'list' : 'timeline'}
      onChange={(name) => place.go({ timelineAs: name === 'list' ? '' : 'all' })}
    />
  );
}

export function RecordTimeline() {
  const { now } = useClock();
  const toMs = Math.ceil(now / stepMs) * stepMs;
  const span = useMemo(() => ({ fromMs: toMs - shownMs, toMs: toMs + shownMs / 60 }), [toMs]);
  return (
    <div className="timeline-page">
      <div className="timeline-switch">
        <TimelineSwitch />
      </div>
      <TimelinePane label="Timeline of the record" span={span} follows incidentId={null} />
    </div>
  );
}
