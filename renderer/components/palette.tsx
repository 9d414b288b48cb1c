// Every action and object by name. A native dialog around cmdk's list; the ready-made dialog of cmdk adds a style element.
import { Command, defaultFilter } from 'cmdk';
import type { Action } from './button.tsx';
import { useEffect, useMemo, useRef, useState } from 'react';

export function Palette({ actions, onClose }: { actions: Action[]; onClose: () => void }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog !== null && !dialog.open) {
      dialog.showModal();
      // The browser would choose the list's frame, which comes first and takes no letters.
      dialog.querySelector('input')?.focus();
    }
    return () => dialog?.close();
  }, []);
  const [text, setText] = useState('');
  const groups = useMemo(() => groupsFor(actions, text), [actions, text]);
  return (
    <dialog ref={ref} className="dialog palette" aria-label="Actions" onClose={onClose}>
      <Command label="Actions" loop>
        <Command.Input placeholder="What do you want to do?" value={text} onValueChange={setText} />
        <Command.List>
          <Command.Empty>Nothing by that name.</Command.Empty>
          {groups.map((group) => (
            <Command.Group key={group} heading={group}>
              {actions
                .filter((action) => action.group === group)
                .toSorted((a, b) => Number(a.disabled !== null) - Number(b.disabled !== null))
                .map((action) => (
                  <Command.Item
                    key={action.id}
                    value={soughtOf(action)}
                    disabled={action.disabled !== null}
                    onSelect={() => {
                      onClose();
                      action.run();
                    }}
                  >
                    <span className="palette-name">{action.name}</span>
                    <span className="palette-why">{action.disabled ?? ''}</span>
                    {action.shortcut === undefined ? null : <kbd>{action.shortcut}</kbd>}
                  </Command.Item>
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </dialog>
  );
}

const soughtOf = ({ name, id }: Action): string => `${name} ${id}`;

/** The group of the best match first: cmdk puts only the lines within each into the order of their match. */
function groupsFor(actions: Action[], text: string): string[] {
  const best = new Map<string, number>();
  for (const action of actions) {
    // What cannot be done is not what Enter would choose.
    const score = text === '' || action.disabled !== null ? 0 : defaultFilter(soughtOf(action), text);
    best.set(action.group, Math.max(best.get(action.group) ?? 0, score));
  }
  return [...best].toSorted(([, a], [, b]) => b - a).map(([group]) => group);
}
