// A native modal dialog: the browser keeps the focus inside and gives Esc. Its content is the caller's.
import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}

export function Dialog({ title, onClose, children, wide = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog !== null && !dialog.open) {
      dialog.showModal();
      firstField(dialog)?.focus();
    }
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="dialog-head">
        <h2>{title}</h2>
        <Button icon="close" kind="quiet" label="Close" onClick={onClose} />
      </header>
      {children}
    </dialog>
  );
}

/** The browser would choose the close button, which comes first; and of a choice its first way, though another is chosen. */
function firstField(dialog: HTMLDialogElement): HTMLElement | null {
  const first = dialog.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select, button)');
  if (!(first instanceof HTMLInputElement) || first.type !== 'radio') return first;
  return dialog.querySelector<HTMLElement>(`input[name=${JSON.stringify(first.name)}]:checked`) ?? first;
}
