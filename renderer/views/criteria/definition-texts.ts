// What the dialog that takes a definition says for each kind of it.
import type { DefinitionKind } from '../../state/criteria-operations.ts';
import type { CriteriaTab } from '../../state/place.ts';

export const tabOfKind: Record<DefinitionKind, CriteriaTab> = {
  criteria: 'criteria',
  objectives: 'objectives',
  baseline: 'baselines',
  soak: 'soaks',
};

interface DefinitionTexts {
  title: string;
  about: string;
  button: string;
  done: string;
  file: string;
  placeholder: string;
  /** The label of a field for hours; null where there is none. */
  ago: string | null;
  agoHint: string;
}

export const definitionTexts: Record<DefinitionKind, DefinitionTexts> = {
  criteria: {
    title: 'Import criteria',
    about: 'A set of criteria: each compares one metric over a window, or is judged by a person. A set of the same name is replaced; what is the same keeps how it stands.', // prettier-ignore
    button: 'Import',
    done: 'The criteria were imported',
    file: 'criteria.yaml',
    placeholder: 'apiVersion: readyroom/v1\nkind: Criteria\nname: …',
    ago: null,
    agoHint: '',
  },
  objectives: {
    title: 'Import objectives',
    about: 'Objectives of the console, or one SLO of OpenSLO v1 with a ratio of counted events over a rolling period.',
    button: 'Import',
    done: 'The objectives were imported',
    file: 'objectives.yaml',
    placeholder: 'apiVersion: readyroom/v1\nkind: Objectives\nobjectives:\n  - name: …',
    ago: null,
    agoHint: '',
  },
  baseline: {
    title: 'Capture a baseline',
    about: 'Each query is asked over the window, which is cut into runs; each run is one value. An exported baseline, which is JSON, is imported as it is.', // prettier-ignore
    button: 'Capture',
    done: 'The baseline is kept',
    file: 'baseline.yaml',
    placeholder: 'apiVersion: readyroom/v1\nkind: Baseline\nname: …',
    ago: 'The window ended so many hours ago (optional)',
    agoHint: 'Empty: it ends now.',
  },
  soak: {
    title: 'Start a soak',
    about: 'Duration and interval are in the text. It samples the Prometheus of the active environment and no other, and goes on over restarts and sleep.', // prettier-ignore
    button: 'Start',
    done: 'The soak has begun',
    file: 'soak.yaml',
    placeholder: 'apiVersion: readyroom/v1\nkind: Soak\nname: …',
    ago: 'It began so many hours ago (optional)',
    agoHint: 'Empty: it begins now. Otherwise what Prometheus has of that time counts.',
  },
};
