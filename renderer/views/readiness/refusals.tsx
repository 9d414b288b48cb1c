// What was refused while a dialog was open, shown inside it: the list of the page is behind the dialog then.
import { useState, type ReactNode } from 'react';
import { ProblemList } from '../../components/problem-list.tsx';
import { useConsole, useWhole } from '../../state/use-console.ts';

export interface Refusals {
  /** To stand above the dialog's buttons. */
  shown: ReactNode;
  /** To be called when it worked in the end. */
  settle: () => void;
}

/** The refusals since the dialog was opened; those not settled are on the page when it closes. */
export function useRefusals(): Refusals {
  const { trouble } = useConsole();
  const [since] = useState(() => trouble.store.getState().list[0]?.id ?? 0);
  const refused = useWhole(trouble.store).list.filter((one) => one.id > since);
  return {
    shown: refused.map((one) => <ProblemList key={one.id} {...one} onDismiss={() => trouble.dismiss(one.id)} />),
    settle: () => {
      for (const one of refused) trouble.dismiss(one.id);
    },
  };
}
