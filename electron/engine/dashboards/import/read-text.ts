// Text panels. HTML is made Markdown of the same words; nothing of it is ever given to a page as HTML.
import type { Shape } from '#shared/model/dashboard/panel.ts';
import { at, own, textOf } from './json-read.ts';
import { markdownOf } from './html-text.ts';
import type { Notes } from './notes.ts';

const textLimit = 200_000;

export function readText(panel: unknown, notes: Notes): Shape {
  const modern = typeof at(panel, 'options.content') === 'string' || typeof at(panel, 'options.mode') === 'string';
  const under = modern ? notes.within('.options') : notes;
  const of = modern ? own(panel, 'options') : panel;
  const mode = textOf(own(of, 'mode')) || 'markdown';
  let text = textOf(own(of, 'content'));
  if (text.length > textLimit) {
    under.add('.content', `only the first ${textLimit} of ${text.length} characters are shown`);
    text = text.slice(0, textLimit);
  }
  if (mode === 'html') {
    const { markdown, lost } = markdownOf(text);
    if (lost.length > 0) under.add('.content', `of the HTML its words are shown, not ${lost.join(', ')}`);
    return { kind: 'text', mode: 'markdown', text: markdown };
  }
  if (mode === 'code') return { kind: 'text', mode: 'code', text };
  return { kind: 'text', mode: mode === 'text' ? 'plain' : 'markdown', text };
}
