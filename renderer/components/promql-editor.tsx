// A query under the hand: highlighted, checked and completed once its editor is loaded, a plain text until then.
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { openPromqlEditor, PromqlEditorHandle } from './promql-editor-core.ts';
import type { PromqlNames } from './promql-names.ts';

export interface PromqlEditorProps {
  text: string;
  label: string;
  /** Has to stay the same object. */
  names: PromqlNames;
  onChange: (text: string) => void;
  /** @param text as it stands in the editor at the moment of the key, which `text` may not have followed yet. */
  onRun: (text: string) => void;
  /** Brings the editor itself, which is large. Has to stay the same function. */
  load?: () => Promise<{ openPromqlEditor: typeof openPromqlEditor }>;
}

const loadCore = () => import('./promql-editor-core.ts');

export function PromqlEditor({ text, label, names, onChange, onRun, load = loadCore }: PromqlEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<PromqlEditorHandle | null>(null);
  const latest = useRef({ text, onChange, onRun });
  // With the picture and not after it: a key that comes in between would speak to what was there before.
  useLayoutEffect(() => {
    latest.current = { text, onChange, onRun };
  });
  useEffect(() => {
    let opened: PromqlEditorHandle | null = null;
    let left = false;
    const open = async (): Promise<void> => {
      const core = await load();
      if (left || host.current === null) return;
      opened = core.openPromqlEditor({
        parent: host.current,
        text: latest.current.text,
        label,
        names,
        onChange: (next) => latest.current.onChange(next),
        onRun: (now) => latest.current.onRun(now),
      });
      setEditor(opened);
    };
    // Where it cannot be loaded the plain text stays, and works.
    open().catch(() => undefined);
    return () => {
      left = true;
      opened?.close();
    };
  }, [label, names, load]);
  // After the picture somebody may have written on, and it would be taken back.
  useLayoutEffect(() => editor?.setText(text), [editor, text]);
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
            onRun(event.currentTarget.value);
          }}
        />
      ) : null}
    </div>
  );
}
