// What was refused, until a person dismisses it. Nothing disappears by itself.
import { ProblemList } from '../components/problem-list.tsx';
import type { OpenDialog } from '../state/dialogs.ts';
import { useConsole, useWhole } from '../state/use-console.ts';

const asking: OpenDialog['kind'][] = ['open-plan', 'trust', 'tick', 'vars', 'remove-plan', 'kube-login'];

export function TroubleList() {
  const { trouble, dialog } = useConsole();
  const { list } = useWhole(trouble.store);
  const { open } = useWhole(dialog);
  // A dialog that asks the engine shows what it was refused itself, beside what is to be mended.
  if (list.length === 0 || (open !== null && asking.includes(open.kind))) return null;
  return (
    <section className="troubles" aria-label="What did not work">
      {list.map((one) => (
        <ProblemList key={one.id} {...one} onDismiss={() => trouble.dismiss(one.id)} />
      ))}
    </section>
  );
}
