// Around a live list and what waits over it: while the pointer is in there nothing moves, also on the way to the button.
import { useEffect, type ReactNode } from 'react';
import { Button } from './button.tsx';

export interface HeldByPointerProps {
  /** What waits, in words; empty where nothing does. */
  waits: string;
  onHold: (held: boolean) => void;
  onRelease: () => void;
  children: ReactNode;
}

export function HeldByPointer({ waits, onHold, onRelease, children }: HeldByPointerProps) {
  // What leaves the screen under the pointer is not told that the pointer has left it.
  useEffect(() => () => onHold(false), [onHold]);
  return (
    <div className="box-hold" onPointerEnter={() => onHold(true)} onPointerLeave={() => onHold(false)}>
      <div className="box-waits" role="status">
        {waits === '' ? null : (
          <Button
            icon="reload"
            title="Nothing moves while you are in the list; this shows it as it is now"
            onClick={onRelease}
          >
            {waits}
          </Button>
        )}
      </div>
      {children}
    </div>
  );
}
