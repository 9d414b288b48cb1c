// How a timeline is looked at, into the address and back.
import { expect, test } from 'vitest';
import { plainTimelinePlace, timelineAsOf, timelinePlaceOf, type TimelinePlace } from './timeline-place.ts';

test('what is written is read back, and what cannot be read is left at its default', () => {
  const place: TimelinePlace = { span: { fromMs: 1, toMs: 9 }, line: 'type:a "b c"', hidden: ['errors', 'notes'], event: 7, opened: true, charts: ['up{a="b"}', 'rate(x[5m])'], worstFirst: true }; // prettier-ignore
  expect(timelinePlaceOf(timelineAsOf(place))).toEqual(place);
  expect(timelineAsOf(plainTimelinePlace)).toBe('all');
  expect(timelinePlaceOf('all')).toEqual(plainTimelinePlace);
  expect(timelinePlaceOf('from=9&to=1&event=x&hidden=nothing')).toEqual(plainTimelinePlace);
});
