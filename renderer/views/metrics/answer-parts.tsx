// What lines of targets, rules and alerts have in common: a sign with its word, labels, a query that leads to Explore.
import type { Labels } from '#shared/model/series.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { hasTerm, toggledTerm } from '../../components/filter-terms.ts';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { LabelList } from '../../components/label-list.tsx';
import { Part } from '../../components/part.tsx';
import { exploreText, plainExplore } from '../../state/explore-place.ts';
import { useConsole } from '../../state/use-console.ts';

export function Sign({ name, word }: { name: GlyphName; word: string }) {
  return (
    <span className={`sign-word state-${name}`}>
      <Glyph name={name} /> {word}
    </span>
  );
}

/** `job="node" instance="a"`, the name of the alert or metric left out. */
export const labelWords = (labels: Labels, without: readonly string[] = []): string =>
  Object.entries(labels)
    .filter(([name]) => !without.includes(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

export function QueryPart({ title, query }: { title: string; query: string }) {
  const { place } = useConsole();
  const explore = exploreText({ ...plainExplore, queries: [{ q: query, off: false }] });
  return (
    <Part title={title}>
      <pre className="metrics-query">
        <code>{query}</code>
      </pre>
      <p className="row-of-buttons">
        <Button icon="run" onClick={() => place.go({ metricsTab: 'explore', explore })}>
          Open in Explore
        </Button>
        <CopyButton what="query" text={query} />
      </p>
    </Part>
  );
}

/** Made when it is first looked into: of ten thousand lines few are ever searched. */
export function textOnce(make: () => string): () => string {
  let made: string | null = null;
  return () => (made ??= make());
}

export interface LabelsPartProps {
  what: string;
  labels: Labels;
  filter: { find: string; onFind: (find: string) => void };
}

/** A press on a label filters the list by it. */
export function LabelsPart({ what, labels, filter: { find, onFind } }: LabelsPartProps) {
  return (
    <Part title="Labels">
      <LabelList
        what={what}
        labels={labels}
        isOn={(term) => hasTerm(find, term)}
        onToggle={(term) => onFind(toggledTerm(find, term))}
      />
    </Part>
  );
}

export function AnnotationsPart({ annotations }: { annotations: Labels }) {
  const all = Object.entries(annotations);
  if (all.length === 0) return null;
  return (
    <Part title="Annotations">
      <dl className="metrics-facts">
        {all.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

export function Problem({ title, words }: { title: string; words: string }) {
  if (words === '') return null;
  return (
    <p className="metrics-problem">
      <Glyph name="error" />
      <span>
        <strong>{title}:</strong> {words}
      </span>
    </p>
  );
}
