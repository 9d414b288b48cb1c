// The ways from something's details to its log, as far as there are any.
import { useContext, type ReactNode } from 'react';
import { ActionsContext } from '../../components/actions-context.ts';
import { ActionButton } from '../../components/button.tsx';

export interface OpenLogButtonsProps {
  of: 'container' | 'object';
  /** Buttons that stand in the same row. */
  children?: ReactNode;
}

export function OpenLogButtons({ of, children }: OpenLogButtonsProps) {
  const actions = useContext(ActionsContext);
  const ids = of === 'container' ? ['container.logs', 'container.project-logs'] : ['object.logs'];
  const ways = ids.flatMap((id) => actions.get(id) ?? []).filter(({ disabled }) => disabled === null);
  if (ways.length === 0 && children === undefined) return null;
  return (
    <div className="row-of-buttons">
      {ways.map((action) => (
        <ActionButton key={action.id} action={action} />
      ))}
      {children}
    </div>
  );
}
