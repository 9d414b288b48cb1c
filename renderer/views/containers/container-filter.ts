// What the names in the filter of the containers mean: `project:name`, `is:trouble`, `is:exited`. Pure.
import type { ContainerRow } from '../../components/container-row.ts';
import type { FilterWords, Test } from '../../components/filter-terms.ts';

/** What `is:` takes, apart from Docker's own states. */
const conditions: Record<string, Test<ContainerRow>> = {
  trouble: (row) => row.troubles.length > 0,
  healthy: ({ container }) => container.health === 'healthy',
  unhealthy: ({ container }) => container.health === 'unhealthy',
  unchecked: ({ container }) => container.state === 'running' && container.health === 'none',
};

export const containerWords: FilterWords<ContainerRow> = {
  says: (row, word) => word.test(row.hay),
  labels: ({ container }) => container.labels,
  named: {
    project: (value) => (row) => row.container.project === value,
    is: (value) => conditions[value] ?? ((row) => row.container.state === value),
  },
};
