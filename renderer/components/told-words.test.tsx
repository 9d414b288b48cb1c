// Words of the engine in jsdom: its moments as those of the page.
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { ClockProvider } from './clock-context.tsx';
import { ToldWords } from './told-words.tsx';

afterEach(cleanup);

test('a moment among words of the engine is shown in the zone of the page, and what only looks like one stays', () => {
  const { container } = render(
    <ClockProvider now={() => Date.parse('2026-11-20T15:00:00Z')} zone="utc">
      <ToldWords text="it failed at 2026-11-20T14:02:07Z: wanted 2026-99-99T00:00:00Z" />
    </ClockProvider>,
  );
  expect(container.textContent).toBe('it failed at 14:02:07: wanted 2026-99-99T00:00:00Z');
});
