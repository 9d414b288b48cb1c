// In the place of what was not recorded: why it cannot be shown as of a past moment, and the way back.
import { useAction } from './actions-context.ts';
import { ActionButton } from './button.tsx';
import { Icon } from './icon.tsx';

/** @param name of what is not shown, as at the beginning of a sentence. */
export function PastRefusal({ name, reason }: { name: string; reason: string }) {
  const live = useAction('clock.live');
  return (
    <section className="past-refusal" aria-label={`${name} in the past`}>
      <Icon name="history" />
      <h2>{name} cannot be shown as of a past moment.</h2>
      <p>{reason}</p>
      <ActionButton action={live} kind="primary" />
    </section>
  );
}
