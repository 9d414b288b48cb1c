// Annotations that are asked of Prometheus; others are named. The one that every dashboard has of its own is left out.
import type { Dashboard } from '#shared/model/dashboard/dashboard.ts';
import { colourOf } from './colours.ts';
import type { DataSources } from './data-sources.ts';
import { at, flagOf, isFields, listOf, own, textOf } from './json-read.ts';
import { clipped, type Notes } from './notes.ts';

export function readAnnotations(json: unknown, sources: DataSources, notes: Notes): Dashboard['annotations'] {
  return listOf(at(json, 'annotations.list')).flatMap((one, index) => {
    const under = notes.within(`.annotations.list[${index}]`);
    const builtIn = own(one, 'builtIn') === 1 || own(one, 'builtIn') === true;
    if (!isFields(one) || builtIn) return [];
    const name = textOf(own(one, 'name')) || 'without a name';
    const source = sources.of(own(one, 'datasource'));
    const query = textOf(own(one, 'expr')) || textOf(at(one, 'target.expr'));
    if (source.kind !== 'prometheus' || query.trim() === '') {
      const words = source.kind === 'other' ? `asks ${clipped(source.words)}` : 'asks nothing of Prometheus';
      under.add('', `the annotation ${clipped(name)} ${words} and is not shown`);
      return [];
    }
    if (isFields(own(one, 'filter'))) under.add('.filter', `the annotation ${clipped(name)} is shown on every panel`);
    return [
      {
        name,
        query,
        minStep: textOf(own(one, 'step')),
        title: textOf(own(one, 'titleFormat')),
        text: textOf(own(one, 'textFormat')),
        tags: textOf(own(one, 'tagKeys')).split(',').map((tag) => tag.trim()).filter((tag) => tag !== ''), // prettier-ignore
        colour: colourOf(own(one, 'iconColor')),
        enabled: flagOf(own(one, 'enable'), true),
      },
    ];
  });
}
