// Flags of a timeline: no pole stands without something that says what it is.
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { TimelineFlags, TimelineLegend, type TimelineFlag } from './timeline-flags.tsx';

afterEach(cleanup);

const span = { fromMs: 0, toMs: 100_000 };
const flag = (short: string, atMs: number): TimelineFlag => ({ key: short, atMs, short, title: `${short} (certain)`, sequence: null }); // prettier-ignore
const flags = [flag('Impact started', 10_000), flag('Detected', 11_000), flag('Resolved', 900_000)];

test('a pole without room for its words has its number, and the legend below says what each number is', () => {
  const picked: number[] = [];
  const onPick = ({ atMs }: { atMs: number }): void => void picked.push(atMs);
  render(
    <>
      <TimelineFlags flags={flags} pins={[]} span={span} widthPx={1000} heightPx={200} onPick={onPick} />
      <TimelineLegend flags={flags} span={span} nowMs={50_000} zone="utc" onPick={onPick} />
    </>,
  );
  const poles = screen.getAllByTitle(/certain/).filter((one) => one.className.includes('timeline-flag'));
  expect(poles.map((pole) => pole.querySelector('i')?.textContent)).toEqual(['1', '2']);
  const legend = within(screen.getByRole('list', { name: 'Milestones' }));
  expect(legend.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['1 Impact started 00:00:10', '2 Detected 00:00:11', 'now']); // prettier-ignore
  fireEvent.click(legend.getByRole('button', { name: /Detected/ }));
  expect(picked).toEqual([11_000]);
});

test('without a milestone in the span there is no legend', () => {
  render(<TimelineLegend flags={flags} span={{ fromMs: 200_000, toMs: 300_000 }} nowMs={0} zone="utc" onPick={() => undefined} />); // prettier-ignore
  expect(screen.queryByRole('list')).toBeNull();
});
