// A part of the page whose code is fetched when it is first shown. What goes wrong with it, or a part that cannot be fetched as
// the engine behind the page is gone, is said in its place; the rest of the page goes on.
import { Component, lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Placeholder } from './placeholder.tsx';

/**
 * @param what it is, as in "Waiting for the metrics".
 * @param load fetches its code; asked again only when a person tries again.
 */
export function latePart<P extends object>(what: string, load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const fetched = () => lazy(async () => ({ default: await load() }));
  // One for the page, so that what was fetched is there at once when it is shown again.
  let Fetched: ComponentType<P> = fetched();
  return function LatePart(props: P) {
    const [tries, setTries] = useState(0);
    const again = (): void => {
      Fetched = fetched();
      setTries(tries + 1);
    };
    return (
      <PartGuard key={tries} what={what} onAgain={again}>
        <Suspense fallback={<Placeholder rows={8} waitingFor={what} />}>
          <Fetched {...props} />
        </Suspense>
      </PartGuard>
    );
  };
}

interface PartGuardProps {
  what: string;
  onAgain: () => void;
  children: ReactNode;
}

class PartGuard extends Component<PartGuardProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { what, onAgain, children } = this.props;
    const { error } = this.state;
    if (error === null) return children;
    return (
      <div className="empty" role="alert">
        <p>
          The page could not show {what}: {error.message}
        </p>
        <p className="quiet">Nothing was changed by this. Where trying again does not help, reload the page: it opens here again.</p>
        <div className="empty-actions">
          <Button icon="reload" onClick={onAgain}>
            Try again
          </Button>
        </div>
      </div>
    ); // prettier-ignore
  }
}
