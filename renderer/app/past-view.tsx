// In the place of a view whose content was not recorded: why it cannot be shown as of the past, and the way back.
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { PastRefusal } from '../components/past-refusal.tsx';
import type { ConsoleStores } from '../state/console.ts';
import type { ViewName } from '../state/place.ts';
import { useConsole, useWhole } from '../state/use-console.ts';
import { PastLogs } from '../views/logs/past-logs.tsx';
import { sectionWords } from './actions-frame.ts';

/** What a view shows as it is at the present alone. */
const presentOnly: Partial<Record<ViewName, string>> = {
  terminal: 'A terminal is open at the present only; it stays open meanwhile.',
  forwards: 'Port-forwards are open at the present only; they stay open meanwhile.',
  diagnostics: 'A diagnosis is made of the systems as they are now.',
};

/** The feed without which a view has nothing to show. */
const mainFeed: Partial<Record<ViewName, (stores: ConsoleStores) => Told>> = {
  watch: ({ watch }) => watch.troubles,
  workloads: ({ kube }) => kube.connection,
  containers: ({ containers }) => containers,
  readiness: ({ plans }) => plans,
  triggers: ({ triggers }) => triggers.watched,
  criteria: ({ criteria }) => criteria.sets,
};
interface Told {
  store: Pick<StoreApi<{ state: string; reason: string }>, 'getState' | 'getInitialState' | 'subscribe'>;
}

export function PastView({ view, children }: { view: ViewName; children: ReactNode }) {
  const stores = useConsole();
  const { moment } = useWhole(stores.clock.store);
  const main = mainFeed[view];
  const feed = useStore((main?.(stores) ?? stores.sources).store as Told['store']);
  const reason = presentOnly[view] ?? (main !== undefined && feed.state === 'refused' ? feed.reason : '');
  if (moment !== null && view === 'logs') return <PastLogs />;
  if (moment === null || reason === '') return children;
  return <PastRefusal name={sectionWords[view].word} reason={reason} />;
}
