// What is wrong with an object, what it is, whom it belongs to, its conditions and containers.
import type { ReactNode } from 'react';
import type { KubeObject } from '#shared/model/kubernetes.ts';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { hasTerm, toggledTerm } from '../../components/filter-terms.ts';
import { columnsOf } from '../../components/kube-columns.tsx';
import type { ObjectRow } from '../../components/kube-row.ts';
import { LabelList } from '../../components/label-list.tsx';
import { Part } from '../../components/part.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { ObjectContainers } from './object-containers.tsx';
import { Belonging, Owners } from './object-relations.tsx';
import type { ObjectDetail } from './use-object.ts';
import type { WorkloadsScreen } from './use-workloads.ts';

interface ObjectOverviewProps {
  screen: WorkloadsScreen;
  row: ObjectRow;
  detail: ObjectDetail;
}

export function ObjectOverview({ screen, row, detail }: ObjectOverviewProps) {
  const { stores, place } = screen;
  const known = detail.value;
  return (
    <>
      <Part title="Overview">
        <Facts row={row} detail={detail} />
      </Part>
      <Part title="Belongs to">
        <Owners stores={stores} object={row.object} />
      </Part>
      <Belonging stores={stores} kind={place.kind} object={row.object} />
      {detail.state === 'refused' ? <p role="alert">It could not be read in full: {detail.reason}</p> : null}
      {detail.state === 'asking' && known === null ? <Placeholder rows={4} waitingFor="the whole object" /> : null}
      {known === null ? null : known.notRecorded === true ? (
        <p className="quiet">
          Its conditions and containers were not recorded; the versions of its row in the week before are under YAML.
        </p>
      ) : (
        <ReadInFull object={known} />
      )}
      <Part title="Labels">
        <LabelList
          key={row.key}
          what="objects"
          labels={row.object.labels}
          isOn={(term) => hasTerm(place.kubeFind, term)}
          onToggle={(term) => stores.place.go({ kubeFind: toggledTerm(place.kubeFind, term) })}
        />
      </Part>
    </>
  );
}

/** Stand elsewhere in the details. */
const elsewhere = new Set(['status', 'name', 'namespace', 'trouble', 'age']);

function Facts({ row, detail: { value, again } }: Pick<ObjectOverviewProps, 'row' | 'detail'>) {
  const { object } = row;
  const columns = columnsOf(object.kind).filter(({ name }) => object.kind === 'events' || !elsewhere.has(name));
  return (
    <dl className="definition">
      {columns.map((column) => (
        <FactOf key={column.name} word={column.word}>
          {column.cell(row) || <span className="quiet">none</span>}
        </FactOf>
      ))}
      <FactOf word="Created">
        <Ago at={object.createdAt} />, <Moment at={object.createdAt} />
      </FactOf>
      {object.deletedAt === null ? null : (
        <FactOf word="Asked to go">
          <Ago at={object.deletedAt} />, <Moment at={object.deletedAt} />
        </FactOf>
      )}
      {value === null ? null : (
        <FactOf word="Read">
          <Ago at={value.readAt} />
          {value.row.version === object.version ? '' : ', changed since'},{' '}
          <button type="button" className="link" onClick={again}>
            read again
          </button>
        </FactOf>
      )}
    </dl>
  );
}

function FactOf({ word, children }: { word: string; children: ReactNode }) {
  return (
    <>
      <dt>{word}</dt>
      <dd className="box-sign-words">{children}</dd>
    </>
  );
}

function ReadInFull({ object }: { object: KubeObject }) {
  return (
    <>
      {object.containers.length === 0 ? null : (
        <Part title={`Containers (${object.containers.length})`}>
          <ObjectContainers containers={object.containers} />
        </Part>
      )}
      <Part title="Conditions">
        <Conditions conditions={object.conditions} />
      </Part>
    </>
  );
}

function Conditions({ conditions }: Pick<KubeObject, 'conditions'>) {
  if (conditions.length === 0) return <p className="quiet">It tells no conditions.</p>;
  return (
    <ul className="conditions">
      {conditions.map(({ type, status, reason, message, since }) => (
        <li key={type}>
          <p>
            <strong>{type}</strong> {status}
            {since === null ? null : (
              <span className="quiet">
                {' '}
                for <Ago at={since} suffix="" />
              </span>
            )}
          </p>
          {reason === '' && message === '' ? null : (
            <p className="quiet">{[reason, message].filter((word) => word !== '').join(': ')}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
