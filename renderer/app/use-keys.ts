// One listener for all keys; which action a key means is in keys.ts.
import { useEffect, useRef } from 'react';
import type { Action } from '../components/button.tsx';
import type { ViewName } from '../state/place.ts';
import { useConsole } from '../state/use-console.ts';
import { createKeyReader, isWriting, nameOfPress, takesKey } from './keys.ts';

/** Groups whose keys mean something else, or nothing, in another view. */
const ownKeys: Record<string, ViewName> = {
  Readiness: 'readiness',
  Containers: 'containers',
  Workloads: 'workloads',
  Logs: 'logs',
  Watch: 'watch',
  Triggers: 'triggers',
  Criteria: 'criteria',
  Dashboards: 'metrics',
  Explore: 'metrics',
  Metrics: 'metrics',
  Incidents: 'incidents',
  Errors: 'errors',
};

export function useKeys(actions: Map<string, Action>): void {
  const { dialog, place, said, clock } = useConsole();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  }, [actions]);
  useEffect(() => {
    const read = createKeyReader(clock.present);
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || dialog.getState().open !== null) return;
      const name = nameOfPress(event);
      if (name === 'Escape' && isWriting(event.target)) return (event.target as HTMLElement).blur();
      if (isWriting(event.target) && !name.startsWith('Mod+')) return;
      if (takesKey(event.target, name)) return;
      const { view } = place.store.getState();
      const usable = [...latest.current.values()].filter(({ group }) => (ownKeys[group] ?? view) === view);
      const action = read(event, usable);
      if (action === null) return;
      event.preventDefault();
      if (action.disabled === null) action.run();
      else said.say(`${action.name}: ${action.disabled}`);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [dialog, place, said, clock]);
}
