// Copies a text; says whether the clipboard took it.
import { useState } from 'react';
import { Button } from './button.tsx';

export function CopyButton({ what, text, title = text.slice(0, 200) }: { what: string; text: string; title?: string }) {
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(`${what} copied`);
    } catch {
      setSaid('the clipboard was refused to this page');
    }
  };
  return (
    <>
      <Button icon="copy" title={title} onClick={() => void copy()}>
        Copy {what}
      </Button>
      <span role="status" className="quiet">
        {said}
      </span>
    </>
  );
}
