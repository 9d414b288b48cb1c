// What can be done to what is open or marked: one button for each, those that end or remove something last and in red.
// What may not be done stays, with its reason. A press only asks; a person confirms it elsewhere.
import { useState } from 'react';
import { Button, type Action } from './button.tsx';

export interface Deed {
  action: Action;
  /** What it ends or removes is not brought back by another one. */
  destructive: boolean;
  /** It needs a number, which starts with this one; null for the rest. */
  count: number | null;
  /** Called in place of the action where a number is needed. */
  runWith?: (count: number) => void;
}

export interface ActionBarProps {
  label: string;
  deeds: readonly Deed[];
  /** The most that can be asked for. */
  mostCount: number;
}

export function ActionBar({ label, deeds, mostCount }: ActionBarProps) {
  if (deeds.length === 0) return null;
  const ordered = deeds.toSorted((a, b) => Number(a.destructive) - Number(b.destructive));
  return (
    <div className="action-bar" role="group" aria-label={label}>
      {ordered.map((deed) =>
        deed.count === null ? (
          <Button
            key={deed.action.id}
            kind={deed.destructive ? 'danger' : 'plain'}
            disabled={deed.action.disabled}
            title={deed.action.name}
            onClick={deed.action.run}
            {...(deed.action.icon === undefined ? {} : { icon: deed.action.icon })}
          >
            {deed.action.label}…
          </Button>
        ) : (
          <CountedDeed key={`${deed.action.id} ${deed.count}`} deed={deed} count={deed.count} most={mostCount} />
        ),
      )}
      <Reasons deeds={ordered} />
    </div>
  );
}

/** Why some cannot be done, each reason once. */
function Reasons({ deeds }: { deeds: readonly Deed[] }) {
  const labels = new Map<string, string[]>();
  for (const { action } of deeds) {
    if (action.disabled !== null) labels.set(action.disabled, [...(labels.get(action.disabled) ?? []), action.label]);
  }
  if (labels.size === 0) return null;
  return (
    <ul className="deed-reasons" aria-label="What cannot be done, and why">
      {Array.from(labels, ([reason, names]) => (
        <li key={reason}>
          {names.join(', ')}: {reason}
        </li>
      ))}
    </ul>
  );
}

/** A number and the button that takes it; Enter in the number does the same. */
function CountedDeed({ deed, count, most }: { deed: Deed; count: number; most: number }) {
  const { action, runWith } = deed;
  const [text, setText] = useState(String(count));
  const wanted = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  const wrong = Number.isNaN(wanted) || wanted > most ? `a whole number from 0 to ${most} is needed` : null;
  const run = (): void => {
    if ((action.disabled ?? wrong) === null) runWith?.(wanted);
  };
  return (
    <span className="action-count">
      <input
        type="text"
        inputMode="numeric"
        data-count={action.id}
        aria-label={`${action.label} to how many`}
        aria-invalid={wrong !== null}
        title={wrong ?? `now ${count}`}
        value={text}
        maxLength={5}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Else the same key presses the button that the dialog has focused meanwhile.
          event.preventDefault();
          run();
        }}
      />
      <Button disabled={action.disabled ?? wrong} title={action.name} onClick={run}>
        {action.label}…
      </Button>
    </span>
  );
}
