// What was refused, until a person dismisses it. Nothing disappears by itself.
import { ProblemList } from '../components/problem-list.tsx';
import { useConsole, useWhole } from '../state/use-console.ts';

export function TroubleList() {
  const { trouble, dialog } = useConsole();
  const { list } = useWhole(trouble.store);
  const { open } = useWhole(dialog);
  // While a plan is being opened its dialog shows them, beside the text that is to be mended.
  if (list.length === 0 || open?.kind === 'open-plan') return null;
  return (
    <section className="troubles" aria-label="What did not work">
      {list.map((one) => (
        <ProblemList key={one.id} {...one} onDismiss={() => trouble.dismiss(one.id)} />
      ))}
    </section>
  );
}
