// How the timeline is looked at, out of the address and back into it.
import { useCallback, useMemo } from 'react';
import { timelineAsOf, timelinePlaceOf, type TimelinePlace } from '../../state/timeline-place.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';

export function useTimelinePlace(): { looked: TimelinePlace; look: (change: Partial<TimelinePlace>) => void } {
  const { place } = useConsole();
  const { timelineAs } = useWhole(place.store);
  const looked = useMemo(() => timelinePlaceOf(timelineAs), [timelineAs]);
  const look = useCallback(
    (change: Partial<TimelinePlace>) =>
      place.go({ timelineAs: timelineAsOf({ ...timelinePlaceOf(place.store.getState().timelineAs), ...change }) }),
    [place],
  );
  return { looked, look };
}
