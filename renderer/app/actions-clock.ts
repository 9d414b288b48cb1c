// Actions of the clock: earlier, later, live; and which actions of the others have no sense in the past.
import type { Action } from '../components/button.tsx';
import type { ConsoleStores } from '../state/console.ts';
import { pastReason } from '../state/use-console.ts';

const minuteMs = 60_000;

export function clockActions({ clock }: ConsoleStores): Action[] {
  const { moment } = clock.store.getState();
  const group = 'Clock';
  const present = moment === null ? 'the present is shown' : null;
  return [
    { id: 'clock.earlier', name: 'Show what was known a minute earlier', label: 'A minute earlier', icon: 'back', shortcut: '[', group, disabled: null, run: () => clock.step(-minuteMs) }, // prettier-ignore
    { id: 'clock.later', name: 'Show what was known a minute later', label: 'A minute later', icon: 'fold', shortcut: ']', group, disabled: present, run: () => clock.step(minuteMs) }, // prettier-ignore
    { id: 'clock.hour', name: 'Show what was known an hour earlier', label: 'An hour earlier', icon: 'history', group, disabled: null, run: () => clock.step(-60 * minuteMs) }, // prettier-ignore
    { id: 'clock.live', name: 'Back to live', label: 'Back to live', icon: 'back', shortcut: 'l', group, disabled: moment !== null && moment.review !== null ? 'a bundle has no present' : present, run: () => clock.go(null) }, // prettier-ignore
  ];
}

/** What changes something, or looks at something as it is now. */
const liveOnly =
  /^(unlock\.|lock\.|change\.|run\.|compose:|environment:|context:)|^(environment\.(new|edit)|terminal\.open|forward\.start|docker\.(retry|disconnect)|kube\.(retry|contexts|disconnect)|item\.(tick|note)|plan\.(open|paste|reload|remove|trust)|demo\.start|dashboard\.import|criteria\.(import|judge)|objectives\.(import|judge)|objective\.new|baseline\.capture|soak\.start|trigger\.(acknowledge|snooze|unsnooze|resolve|new|import|edit|enable|remove)|container\.(logs|project-logs)|object\.logs|incident\.declare|log\.follow)$/;

/** The same actions, those that have no sense in the past with the reason. */
export function asOfPast(actions: readonly Action[]): Action[] {
  return actions.map((action) => (liveOnly.test(action.id) ? { ...action, disabled: pastReason } : action));
}
