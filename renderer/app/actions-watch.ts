// Actions of the wall: walk its lines, and how far back changes are shown. A line is opened by Enter, being a button.
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';
import { windowMinutes } from '../state/place.ts';

export function wallActions({ place }: ConsoleStores): Action[] {
  const group = 'Watch';
  const { minutes } = place.store.getState();
  const windows = windowMinutes.map((one): Action => ({
    id: `wall.${one}`,
    name: `Show what changed in the last ${one} minutes`,
    label: `${one} min`,
    group,
    disabled: one === minutes ? 'they are shown' : null,
    run: () => place.go({ view: 'watch', minutes: one }),
  }));
  return [
    { id: 'wall.next', name: 'Next line', label: 'Next', shortcut: 'j', group, disabled: null, run: () => walk(1) },
    { id: 'wall.previous', name: 'Previous line', label: 'Previous', shortcut: 'k', group, disabled: null, run: () => walk(-1) }, // prettier-ignore
    ...windows,
  ];
}

/** Moves the focus itself, as every line that leads somewhere is a button. */
function walk(by: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLElement>('[data-wall-line]')];
  const at = lines.findIndex((line) => line === document.activeElement);
  const to = at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + by));
  lines[to]?.focus();
}
