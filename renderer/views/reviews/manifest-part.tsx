// What a bundle says of itself: what is in it, what was redacted on the way out, what was left out and why. The same before
// it leaves as when it is read.
import type { Manifest } from '#shared/model/bundle/manifest.ts';
import { Moment } from '../../components/clock-context.tsx';
import { durationInWords, grouped, sizeInWords } from '../../components/times.ts';
import { leftOutInWords, partsOfBundle, placeInWords } from './bundle-parts.ts';
import { kindWords } from './reviews-model.ts';

const total = (manifest: Manifest): number => manifest.redactions.reduce((sum, { count }) => sum + count, 0);

export function ManifestFacts({ manifest, fileBytes }: { manifest: Manifest; fileBytes: number }) {
  const { incident, span, madeAt, madeBy, timeZone, chain } = manifest;
  const facts: [string, React.ReactNode][] = [
    ['Incident', `${incident.label} ${incident.title}`],
    ['From', <><Moment at={span.fromMs} /> to <Moment at={span.toMs} /></>],
    ['Around it', `${durationInWords(span.beforeMs)} before, ${durationInWords(span.afterMs)} after`],
    ['Events', `${grouped(chain.events)}, ${chain.redacted === 0 ? 'all as recorded' : `${grouped(chain.redacted)} with redacted text`}`],
    ['Size', sizeInWords(fileBytes)],
    ['Made', <><Moment at={madeAt} /> by {madeBy}, in {timeZone}</>],
  ]; // prettier-ignore
  return (
    <dl className="bundle-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function RedactedPart({ manifest }: { manifest: Manifest }) {
  const found = total(manifest);
  return (
    <section className="bundle-part" aria-label="What was redacted">
      <h3>Redacted on the way out: {grouped(found)}</h3>
      {found === 0 ? (
        <p className="quiet">Nothing had to be: what is recorded is redacted before it is kept.</p>
      ) : (
        <table className="bundle-table">
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">What</th>
              <th scope="col" className="number">
                Count
              </th>
            </tr>
          </thead>
          <tbody>
            {manifest.redactions.map(({ place, kind, count }) => (
              <tr key={`${place} ${kind}`}>
                <td title={place}>{placeInWords(place)}</td>
                <td>{kindWords[kind]}</td>
                <td className="number">{grouped(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function TablesPart({ manifest }: { manifest: Manifest }) {
  return (
    <section className="bundle-part" aria-label="What is in it">
      <h3>In it</h3>
      <table className="bundle-table">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" className="number">
              Rows
            </th>
            <th scope="col" className="number">
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {partsOfBundle(manifest.tables).map(({ words, tables, rows, bytes }) => (
            <tr key={words}>
              <td title={tables.join(', ')}>{words}</td>
              <td className="number">{grouped(rows)}</td>
              <td className="number">{sizeInWords(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>Left out</h3>
      <ul className="bundle-left-out">
        {leftOutInWords(manifest.leftOut).map(({ words, why, count }) => (
          <li key={`${words} ${why}`}>
            {words}
            {count === null ? '' : `, ${grouped(count)}`}: {why}
          </li>
        ))}
      </ul>
    </section>
  );
}
