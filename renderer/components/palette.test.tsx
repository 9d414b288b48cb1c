import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { bench } from '../views/readiness/readiness.fixture.ts';
import type { Action } from './button.tsx';
import { Palette } from './palette.tsx';

afterEach(cleanup);

test('Enter chooses what matches best, in whichever group it stands', () => {
  // It gives jsdom the dialogs that it lacks.
  bench();
  const ran: string[] = [];
  const action = (group: string, name: string, disabled: string | null = null): Action => ({ id: name, name, label: name, group, disabled, run: () => void ran.push(name) }); // prettier-ignore
  const actions = [action('Runs', 'Phase IX', 'nothing is selected'), action('Dashboards', 'Open the dashboard Process and IPC exporter'), action('Plans', 'Phase IX operationalization')]; // prettier-ignore
  render(<Palette actions={actions} onClose={() => undefined} />);
  const input = screen.getByPlaceholderText('What do you want to do?');
  fireEvent.change(input, { target: { value: 'phase ix' } });
  fireEvent.keyDown(input, { key: 'Enter' });
  expect(ran).toEqual(['Phase IX operationalization']);
});
