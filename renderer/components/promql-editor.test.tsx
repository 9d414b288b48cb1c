// The editor of queries and the page around it, which hears of each other late: over a fake editor, as no real one is drawn here.
import { act, cleanup, render } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { PromqlEditor, type PromqlEditorProps } from './promql-editor.tsx';
import type { PromqlEditorOptions } from './promql-editor-core.ts';

afterEach(cleanup);

const names = { metricNames: async () => [], labelNames: async () => [], labelValues: async () => [], metadata: async () => ({}) }; // prettier-ignore

function fakeEditor() {
  const fake = { doc: '', options: null as PromqlEditorOptions | null };
  const load: PromqlEditorProps['load'] = async () => ({
    openPromqlEditor: (options) => {
      fake.options = options;
      fake.doc = options.text;
      return { setText: (text) => void (fake.doc = text), focus: () => undefined, close: () => undefined };
    },
  });
  const write = (text: string): void => {
    fake.doc = text;
    fake.options?.onChange(text);
  };
  return { load, write, doc: () => fake.doc, run: () => fake.options?.onRun(fake.doc) };
}

test('a key runs what is in the editor then; what is written while the page follows is not taken back', async () => {
  const editor = fakeEditor();
  const ran: string[] = [];
  const afterPicture: (() => void)[] = [];
  function Page() {
    const [text, setText] = useState('up');
    // Runs before the passive effects of whatever is beside it below.
    return (
      <>
        <Late run={() => afterPicture.shift()?.()} />
        <PromqlEditor text={text} label="Query" names={names} onChange={setText} onRun={(now) => ran.push(`${now} over ${text}`)} load={editor.load} />
      </>
    ); // prettier-ignore
  }
  await act(async () => void render(<Page />));
  act(() => {
    editor.write('up == 1');
    editor.run();
  });
  afterPicture.push(() => {
    editor.run();
    editor.write('up == 12');
  });
  await act(async () => editor.write('up == 3'));
  expect(ran).toEqual(['up == 1 over up', 'up == 3 over up == 3']);
  expect(editor.doc()).toBe('up == 12');
});

/** Does something between the picture and the work that is put off until after it. */
function Late({ run }: { run: () => void }): null {
  useEffect(run);
  return null;
}
