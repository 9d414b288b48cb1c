// The editor of queries itself, on CodeMirror; loaded with the first one, as it is large.
// It stands in a shadow root: there its style sheets are made by the page and need no permission of the content policy.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus } from '@codemirror/autocomplete'; // prettier-ignore
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import { namesClient, type PromqlNames } from './promql-names.ts';

export interface PromqlEditorOptions {
  parent: HTMLElement;
  text: string;
  label: string;
  names: PromqlNames;
  onChange: (text: string) => void;
  /** @param text the whole of it at the moment of the key. */
  onRun: (text: string) => void;
}

export interface PromqlEditorHandle {
  setText: (text: string) => void;
  focus: () => void;
  close: () => void;
}

export function openPromqlEditor(options: PromqlEditorOptions): PromqlEditorHandle {
  const { parent, text, onChange } = options;
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' });
  const promql = new PromQLExtension().setComplete({ remote: namesClient(options.names) });
  const heard = EditorView.updateListener.of((update) => {
    if (update.docChanged) onChange(update.state.doc.toString());
  });
  const extensions = [keysOf(options), ...looksOf(options.label), promql.asExtension(), heard];
  const view = new EditorView({ parent: root, root, state: EditorState.create({ doc: text, extensions }) });
  return {
    setText: (next) => {
      const now = view.state.doc.toString();
      if (now !== next) view.dispatch({ changes: { from: 0, to: now.length, insert: next } });
    },
    focus: () => view.focus(),
    close: () => {
      view.destroy();
      promql.destroy();
    },
  };
}

/** Tab is left alone and Esc leads out, so that nobody is kept in here who has no pointer. */
function keysOf({ onRun }: PromqlEditorOptions): Extension {
  const run = ({ state }: EditorView): boolean => {
    onRun(state.doc.toString());
    return true;
  };
  const leave = (view: EditorView): boolean => {
    if (completionStatus(view.state) !== null) return false;
    view.contentDOM.blur();
    return true;
  };
  return [
    Prec.highest(
      keymap.of([
        { key: 'Shift-Enter', run },
        { key: 'Mod-Enter', run },
        { key: 'Escape', run: leave, stopPropagation: true },
      ]),
    ),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
  ];
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--error)' },
  { tag: [tags.function(tags.variableName), tags.operatorKeyword], color: 'var(--accent)' },
  { tag: tags.labelName, color: 'var(--pass)' },
  { tag: tags.string, color: 'var(--inconclusive)' },
  { tag: [tags.number, tags.literal], color: 'var(--waived)' },
  { tag: tags.comment, color: 'var(--text-soft)' },
  { tag: tags.invalid, color: 'var(--fail)' },
]);

const theme = EditorView.theme({
  '&': { backgroundColor: 'var(--ground)', color: 'var(--text)', fontSize: '13px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px', maxHeight: '160px' },
  '.cm-content': { padding: '5px 4px', caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--chosen)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--chosen)', outline: '1px solid var(--line-strong)' },
  '.cm-placeholder': { color: 'var(--text-soft)' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--text)', border: '1px solid var(--line-strong)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '12px', maxHeight: '220px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--chosen)', color: 'var(--text)' },
  '.cm-completionDetail': { color: 'var(--text-soft)' },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--accent)' },
  '.cm-completionInfo': { maxWidth: '360px', padding: '6px 8px' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--fail)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--fail)' },
});

function looksOf(label: string): Extension[] {
  return [
    theme,
    syntaxHighlighting(colours),
    history(),
    bracketMatching(),
    closeBrackets(),
    autocompletion(),
    EditorView.lineWrapping,
    placeholder('A query, e.g. sum by (job) (rate(http_requests_total[5m]))'),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-multiline': 'true' }),
  ];
}
