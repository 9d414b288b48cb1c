// A part that is fetched late, in jsdom: there when it was fetched, its failure in its place, fetched again on request.
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { latePart } from './late-part.tsx';

afterEach(cleanup);

test('a part that cannot be fetched says why in its place, is fetched again on request, and then stays', async () => {
  const fetches: string[] = [];
  const caught: unknown[] = [];
  const Chart = latePart<{ of: string }>('the chart', async () => {
    fetches.push('fetch');
    if (fetches.length === 1) throw new Error('the engine is gone');
    return ({ of }) => <p>A chart of {of}</p>;
  });
  const page = (
    <>
      <p>The rest</p>
      <Chart of="memory" />
    </>
  );
  const shown = render(page, { onCaughtError: (error) => caught.push(error) });
  expect((await screen.findByRole('alert')).textContent).toContain('could not show the chart: the engine is gone');
  expect(screen.getByText('The rest')).toBeTruthy();
  expect(caught).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('A chart of memory')).toBeTruthy();
  shown.unmount();
  render(page);
  expect(screen.getByText('A chart of memory')).toBeTruthy();
  expect(fetches).toHaveLength(2);
});

test('what goes wrong while it is drawn stays in its place', async () => {
  const Broken = latePart('the table', async () => () => {
    throw new Error('no such row');
  });
  render(<Broken />, { onCaughtError: () => undefined });
  expect((await screen.findByRole('alert')).textContent).toContain('could not show the table: no such row');
});
