// Actions of Explore; their keys count while it is shown.
import { isMoving, stepSpan, widenSpan } from '#shared/model/span.ts';
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';
import { exploreOf, exploreText } from '../state/explore-place.ts';

const group = 'Explore';

export function exploreActions({ place, settings, now }: ConsoleStores): Action[] {
  const { view, metricsTab, span, explore } = place.store.getState();
  const open: Action = { id: 'explore.open', name: 'Explore metrics', label: 'Explore', icon: 'metrics', group, disabled: null, run: () => place.go({ view: 'metrics', metricsTab: 'explore' }) }; // prettier-ignore
  if (view !== 'metrics' || metricsTab !== 'explore') return [open];
  const { zone } = settings.store.getState();
  const look = exploreOf(explore);
  const other = look.view === 'graph' ? 'table' : 'graph';
  return [
    { id: 'explore.earlier', name: 'Half a range earlier', label: 'Earlier', shortcut: '[', group, disabled: null, run: () => place.go({ span: stepSpan(span, -1, now(), zone) }) }, // prettier-ignore
    { id: 'explore.later', name: 'Half a range later', label: 'Later', shortcut: ']', group, disabled: isMoving(span) ? 'This already reaches the present.' : null, run: () => place.go({ span: stepSpan(span, 1, now(), zone) }) }, // prettier-ignore
    { id: 'explore.widen', name: 'Twice as long a range', label: 'Widen', group, disabled: null, run: () => place.go({ span: widenSpan(span, now(), zone) }) }, // prettier-ignore
    { id: 'explore.view', name: `Show the ${other}`, label: other === 'table' ? 'Table' : 'Graph', shortcut: 'v', group, disabled: null, run: () => place.go({ explore: exploreText({ ...look, view: other }) }) }, // prettier-ignore
  ];
}
