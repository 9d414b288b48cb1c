// A query under the hand: highlighted, checked and completed once its editor is loaded, a plain text until then.
import { useEffect, useRef, useState } from 'react';
import type { PromqlEditorHandle } from './promql-editor-core.ts';
import type { PromqlNames } from './promql-names.ts';

export interface PromqlEditorProps {
  text: string;
  label: string;
  /** Has to stay the same object. */
  names: PromqlNames;
  onChange: (text: string) => void;
  onRun: () => void;
}

export function PromqlEditor({ text, label, names, onChange, onRun }: PromqlEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<PromqlEditorHandle | null>(null);
  const latest = useRef({ text, onChange, onRun });
  useEffect(() => {
    latest.current = { text, onChange, onRun };
  });
  useEffect(() => {
    let opened: PromqlEditorHandle | null = null;
    let left = false;
    const open = async (): Promise<void> => {
      const { openPromqlEditor } = await import('./promql-editor-core.ts');
      if (left || host.current === null) return;
      opened = openPromqlEditor({
        parent: host.current,
        text: latest.current.text,
        label,
        names,
        onChange: (next) => latest.current.onChange(next),
        onRun: () => latest.current.onRun(),
      });
      setEditor(opened);
    };
    // Where it cannot be loaded the plain text stays, and works.
    open().catch(() => undefined);
    return () => {
      left = true;
      opened?.close();
    };
  }, [label, names]);
  useEffect(() => editor?.setText(text), [editor, text]);
  return (
    <div className="promql-editor">
      {/* The attribute tells the keys of the page that somebody writes in here. */}
      <div ref={host} contentEditable={false} suppressContentEditableWarning />
      {editor === null ? (
        <textarea
          rows={1}
          aria-label={label}
          value={text}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            onRun();
          }}
        />
      ) : null}
    </div>
  );
}
