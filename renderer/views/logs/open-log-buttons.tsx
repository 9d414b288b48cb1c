// The ways from something's details to its log, as far as there are any.
import { useContext } from 'react';
import { ActionsContext } from '../../components/actions-context.ts';
import { ActionButton } from '../../components/button.tsx';

export function OpenLogButtons({ of }: { of: 'container' | 'object' }) {
  const actions = useContext(ActionsContext);
  const ids = of === 'container' ? ['container.logs', 'container.project-logs'] : ['object.logs'];
  const ways = ids.flatMap((id) => actions.get(id) ?? []).filter(({ disabled }) => disabled === null);
  if (ways.length === 0) return null;
  return (
    <div className="row-of-buttons">
      {ways.map((action) => (
        <ActionButton key={action.id} action={action} />
      ))}
    </div>
  );
}
