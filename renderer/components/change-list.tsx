// What changed between two runs, item by item; what stayed the same is only counted.
import type { ItemChange } from '#shared/model/comparison.ts';
import { Glyph, glyphWords } from './glyph.tsx';
import { grouped } from './times.ts';

const words: Record<ItemChange['change'], string> = {
  broke: 'broke',
  recovered: 'recovered',
  changed: 'changed',
  appeared: 'is new',
  disappeared: 'is gone',
  same: 'same',
};

export function ChangeList({ changes }: { changes: ItemChange[] }) {
  const differing = changes.filter((change) => change.change !== 'same' || change.facts.length > 0);
  const same = changes.length - differing.length;
  return (
    <>
      <ul className="changes">
        {differing.map((change) => (
          <li key={`${change.phaseId}/${change.itemId}`}>
            <p>
              <strong>{change.title}</strong> <em className={`mark change-${change.change}`}>{words[change.change]}</em>
            </p>
            {change.before === null ? null : (
              <p className="change-side">
                <span className="quiet">before</span>{' '}
                <Glyph name={change.before.outcome} label={glyphWords[change.before.outcome]} /> {change.before.reason}
              </p>
            )}
            {change.after === null ? null : (
              <p className="change-side">
                <span className="quiet">after</span>{' '}
                <Glyph name={change.after.outcome} label={glyphWords[change.after.outcome]} /> {change.after.reason}
              </p>
            )}
            {change.facts.length === 0 ? null : (
              <table className="facts">
                <caption>Facts that differ</caption>
                <thead>
                  <tr>
                    <th scope="col">fact</th>
                    <th scope="col">before</th>
                    <th scope="col">after</th>
                  </tr>
                </thead>
                <tbody>
                  {change.facts.map((fact) => (
                    <tr key={fact.name}>
                      <th scope="row">{fact.name}</th>
                      <td>{fact.before ?? 'not seen'}</td>
                      <td>{fact.after ?? 'not seen'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </li>
        ))}
      </ul>
      {differing.length === 0 ? <p className="quiet">Nothing changed.</p> : null}
      {same > 0 && differing.length > 0 ? <p className="quiet">{grouped(same)} stayed the same.</p> : null}
    </>
  );
}
