// Copies what identifies a container; says whether the clipboard took it.
import { useState } from 'react';
import type { Container } from '#shared/model/container.ts';
import { Button } from '../../components/button.tsx';

export function CopyButtons({ container }: { container: Container }) {
  const [said, setSaid] = useState('');
  const copy = async (what: string, text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(`${what} copied`);
    } catch {
      setSaid('the clipboard was refused to this page');
    }
  };
  const { name, id, image } = container;
  return (
    <div className="row-of-buttons box-copies">
      {Object.entries({ name, id, image }).map(([what, text]) => (
        <Button key={what} icon="copy" title={text} onClick={() => void copy(what, text)}>
          Copy {what}
        </Button>
      ))}
      <span role="status" className="quiet">
        {said}
      </span>
    </div>
  );
}
