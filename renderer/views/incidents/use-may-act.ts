// Why nothing can be done to an incident now: the engine is not there, or what is shown is the past.
import { useConsole, useWhole } from '../../state/use-console.ts';

export function useMayAct(): string | null {
  const { link, place } = useConsole();
  const { at, review } = useWhole(place.store);
  const live = useWhole(link.store).state === 'live';
  if (review !== null) return 'this is a saved incident, which is read only';
  if (at !== null) return 'the past cannot be changed; go back to live';
  return live ? null : 'the engine cannot be reached';
}
