// What a panel says in place of a drawing: that it is asked, that there is nothing, that it was refused, that it waits for
// a variable, or that the console does not draw its kind.
import type { ReactNode } from 'react';
import { AfterAWhile } from '../after-a-while.tsx';
import { Button } from '../button.tsx';
import { Glyph, type GlyphName } from '../glyph.tsx';

export interface PanelWordsProps {
  glyph: GlyphName;
  title: string;
  children?: ReactNode;
  /** The way on, as a button. */
  action?: ReactNode;
}

export function PanelWords({ glyph, title, children, action }: PanelWordsProps) {
  return (
    <div className={`panel-words panel-words-${glyph}`} role="status" tabIndex={0}>
      <p className="panel-words-title">
        <Glyph name={glyph} /> <strong>{title}</strong>
      </p>
      {children === undefined ? null : <div className="panel-words-why">{children}</div>}
      {action}
    </div>
  );
}

/** While the first answer is on its way: what comes at once needs no word, what takes long can be given up. */
export function PanelAsking({ what, onCancel }: { what: string; onCancel: () => void }) {
  return (
    <AfterAWhile>
      <div className="panel-asking" role="status" aria-label={`Asking for ${what}`}>
        <span />
        <span />
        <span />
        <Button kind="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </AfterAWhile>
  );
}

/** A panel of a kind that is not drawn here: named, with the reason, so that nobody takes its absence for calm. */
export function UnsupportedPanel({ kind, reason }: { kind: string; reason: string }) {
  return (
    <PanelWords glyph="not_applicable" title="Not drawn here">
      A panel of the kind <code>{kind}</code>: {reason}
    </PanelWords>
  );
}
