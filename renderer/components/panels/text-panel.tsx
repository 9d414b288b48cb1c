// Words that the dashboard's author wrote: Markdown, or text as it stands. HTML is shown as its text and never as HTML.
import { Markdown } from '../markdown.tsx';

export interface TextPanelProps {
  text: string;
  mode: 'markdown' | 'plain' | 'code';
}

export function TextPanel({ text, mode }: TextPanelProps) {
  if (text.trim() === '') return <p className="quiet panel-text">This panel has no text.</p>;
  return (
    <div className="panel-text" tabIndex={0} role="group" aria-label="Text">
      {mode === 'markdown' ? <Markdown text={text} /> : <pre className={mode === 'code' ? 'panel-code' : 'panel-plain'}>{text}</pre>}
    </div>
  ); // prettier-ignore
}
