// Something small that unfolds below its button and folds again when the person leaves it or presses Esc.
import { useRef, type ReactNode } from 'react';

export interface UnfoldingProps {
  /** What stands on the button. */
  button: ReactNode;
  /** Name of the button where it is only a sign. */
  label?: string;
  title?: string;
  className?: string;
  /** A press on what bears `data-folds` folds it again. */
  children: ReactNode;
}

export function Unfolding({ button, label, title, className = '', children }: UnfoldingProps) {
  const ref = useRef<HTMLDetailsElement>(null);
  const fold = (): void => {
    if (ref.current !== null) ref.current.open = false;
  };
  return (
    // It unfolds by itself; heard here is only that the person chose something in it or has left it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <details
      ref={ref}
      className={`menu ${className}`}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('[data-folds]') !== null) fold();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) fold();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || ref.current?.open !== true) return;
        event.preventDefault();
        event.stopPropagation();
        fold();
        ref.current.querySelector('summary')?.focus();
      }}
    >
      <summary className="button button-quiet" aria-label={label} title={title ?? label}>
        {button}
      </summary>
      {children}
    </details>
  );
}
