// A cell's content that lights up once when it changes, and only then: not when it first appears.
import { useState, type ReactNode } from 'react';

/** @param value what is compared; the children may show it in other words. */
export function Flash({ value, children }: { value: string | number | null; children: ReactNode }) {
  const [seen, setSeen] = useState({ value, changes: 0 });
  if (seen.value !== value) setSeen({ value, changes: seen.changes + 1 });
  return (
    // A new key is a new element, on which the animation runs anew.
    <span key={seen.changes} className={seen.changes === 0 ? 'cell-text' : 'cell-text cell-changed'}>
      {children}
    </span>
  );
}
