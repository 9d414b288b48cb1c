// Keeps what goes wrong while a panel is drawn inside that panel: the others, and the console, go on.
import { Component, type ReactNode } from 'react';
import { Button } from '../button.tsx';
import { PanelWords } from './panel-state.tsx';

export interface PanelGuardProps {
  /** What is drawn; when it changes, drawing is tried again. */
  of: unknown;
  children: ReactNode;
}

export class PanelGuard extends Component<PanelGuardProps, { error: Error | null; of: unknown }> {
  override state: { error: Error | null; of: unknown } = { error: null, of: this.props.of };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: PanelGuardProps, state: { of: unknown }) {
    return props.of === state.of ? null : { error: null, of: props.of };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <PanelWords
        glyph="error"
        title="It could not be drawn"
        action={<Button onClick={() => this.setState({ error: null })}>Try again</Button>}
      >
        {error.message}
      </PanelWords>
    );
  }
}
